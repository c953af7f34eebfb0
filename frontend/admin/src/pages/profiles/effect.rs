//! What a change would do, person by person, before it is saved.

use super::called;
use crate::route;
use crate::strings::t;
use contract::profile::{ContactEffect, ProfileEffect, ProfileFault, WordForm};
use contract::why::KindCount;
use ui::dom::{El, View, all, el, link, span};
use ui::format::capital;
use ui::icon::{Icon, icon};

/// What is told of it. `words` are those of the type, for the kinds.
#[must_use]
pub fn told(effect: &ProfileEffect, words: &[WordForm]) -> View {
    let texts = &t().profiles;
    if !effect.faults.is_empty() {
        return refused(&effect.faults);
    }
    let people = &effect.effect.contacts;
    let rest = (effect.effect.untouched > 0).then(|| {
        el("p")
            .class("soft")
            .add((texts.untouched)(u64::from(effect.effect.untouched)))
    });
    let more = effect.effect.more.then(|| el("p").add(texts.more));
    let inside: View = if people.is_empty() {
        vec![
            View::from(el("p").add(el("b").add(texts.effect_none))),
            el("p").class("soft").add(texts.effect_none_help).into(),
        ]
        .into()
    } else {
        let n = u64::try_from(people.len()).unwrap_or_default();
        let list = all(people.iter().map(|one| person(one, words)));
        vec![
            View::from(el("p").add((texts.effect_people)(n))),
            el("ul").class("effects").add(list).into(),
        ]
        .into()
    };
    vec![inside, rest.into(), more.into()].into()
}

fn refused(faults: &[ProfileFault]) -> View {
    let texts = &t().profiles;
    let head = el("p")
        .class("fault")
        .add(icon(Icon::Warning))
        .add(span("", texts.effect_refused));
    let list = all(faults.iter().map(|fault| {
        let line = (texts.line)(u64::from(fault.line));
        el("li").add(format!("{line}: {}", capital(&fault.message)))
    }));
    vec![
        View::from(head),
        el("ul").class("fault-list").add(list).into(),
    ]
    .into()
}

fn person(one: &ContactEffect, words: &[WordForm]) -> El {
    let at = (t().person.at)(&one.third_party_name);
    let name = el("p")
        .add(link(&route::contact(one.contact)).add(one.name.as_str()))
        .add(span("soft", &format!(" {at}")));
    let lines = lines(one, words).into_iter().map(|(icon_of, text)| {
        el("p")
            .class("effect-line")
            .add(icon(icon_of))
            .add(span("", &text))
    });
    el("li").add(name).add(all(lines))
}

/// What is otherwise for her, a line each.
fn lines(one: &ContactEffect, words: &[WordForm]) -> Vec<(Icon, String)> {
    let texts = &t().profiles;
    let counts = |of: &[KindCount]| {
        let all = of.iter().map(|of| called::count(words, of.kind, of.count));
        all.collect::<Vec<_>>().join(", ")
    };
    let kinds = one.otherwise.iter().map(|kind| called::many(words, *kind));
    let kinds = kinds.collect::<Vec<_>>().join(", ");
    [
        (Icon::Lock, texts.loses, counts(&one.lost)),
        (Icon::Eye, texts.gains, counts(&one.gained)),
        (Icon::Swap, texts.otherwise, kinds),
    ]
    .into_iter()
    .filter(|(_, _, what)| !what.is_empty())
    .map(|(icon, around, what)| (icon, around(&what)))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::id::{ContactId, ThirdPartyId};
    use contract::kind::RecordKind;

    #[test]
    fn what_she_gains_and_loses_is_told_by_number_and_name() {
        let one = ContactEffect {
            contact: ContactId::from_bytes([1; 16]),
            name: "Bea".to_owned(),
            third_party: ThirdPartyId::from_bytes([2; 16]),
            third_party_name: "Oakline".to_owned(),
            gained: vec![],
            lost: vec![
                KindCount {
                    kind: RecordKind::Job,
                    count: 1,
                },
                KindCount {
                    kind: RecordKind::PhotoSet,
                    count: 12,
                },
            ],
            otherwise: vec![RecordKind::Visit],
        };
        let told: Vec<String> = lines(&one, &[]).into_iter().map(|(_, text)| text).collect();
        assert_eq!(
            told,
            [
                "Does not see any more: 1 job, 12 photo sets",
                "Sees or may do otherwise: visits"
            ]
        );
    }
}
