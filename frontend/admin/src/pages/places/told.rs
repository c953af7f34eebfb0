//! Who gains and who loses what by a change that was not made yet.

use crate::here::Here;
use crate::route;
use crate::strings::t;
use contract::tree::{KindCount, TreeEffect, TreeGain};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::client::{Ask, Method};
use ui::components::{Layout, RowParts, row, rows};
use ui::dom::{El, View, button, div, el, now};
use ui::form::Faults;
use ui::json::Json;
use ui::words::Words;

/// What is told, and of which question: once another is asked it is nothing.
pub type Told = RwSignal<Option<TreeEffect>>;

/// Asks for it, and shows it.
pub fn looked(
    here: Here,
    told: Told,
    path: impl Fn() -> String + 'static,
    body: impl Fn() -> Result<Option<Json>, Faults> + 'static,
    refuse: impl Fn(Faults) + Clone + 'static,
    fields: &'static [&'static str],
) -> El {
    let busy = RwSignal::new(false);
    let look = move || {
        if busy.get_untracked() {
            return;
        }
        let body = match body() {
            Ok(body) => body,
            Err(faults) => return refuse(faults),
        };
        busy.set(true);
        let (path, refuse) = (path(), refuse.clone());
        spawn_local(async move {
            let ask = Ask {
                method: Method::Post,
                path,
                body: body.map(|body| body.write()),
                ..Ask::default()
            };
            let answer = here.app.client.change(ask).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer.and_then(|answer| answer.read::<TreeEffect>()) {
                Ok(effect) => {
                    refuse(Faults::default());
                    told.set(Some(effect));
                }
                Err(failure) => refuse(Faults::of(&failure, fields)),
            }
        });
    };
    let words = &t().places;
    let press = button("button", look)
        .now_bool("aria-disabled", move || busy.get())
        .text_now(move || {
            if busy.get() {
                words.looking
            } else {
                words.look
            }
            .to_owned()
        });
    let shown = now(move || told.get().map(|effect| draw(&effect)));
    div("foreseen")
        .add(press)
        .add(div("").with("aria-live", "polite").add(shown))
}

fn draw(effect: &TreeEffect) -> View {
    let words = &t().places;
    let inside = if effect.contacts.is_empty() {
        el("p").add(words.nobody).into()
    } else {
        rows(effect.contacts.iter().map(one).collect())
    };
    let more = effect.more.then(|| el("p").class("soft").add(words.more));
    el("section")
        .class("section")
        .add(el("h3").add(words.would))
        .add(inside)
        .add(more)
        .into()
}

fn one(gain: &TreeGain) -> View {
    let under = std::iter::once(gain.third_party_name.clone())
        .chain(in_words(gain))
        .map(View::from);
    row(RowParts {
        layout: Layout::Whole,
        in_section: true,
        title: gain.name.clone(),
        href: route::contact(gain.contact),
        under: under.collect(),
        ..RowParts::default()
    })
}

/// "sees 2 subjects and 3 documents more", and so on.
#[must_use]
pub fn in_words(gain: &TreeGain) -> Vec<String> {
    let words = &t().places;
    let said = |subjects: u32, records: &[KindCount]| {
        let names = Words::default();
        let subjects = (subjects > 0).then(|| (words.subjects)(u64::from(subjects)));
        let each = records
            .iter()
            .map(|of| names.count(u64::from(of.count), of.kind.name()));
        let all: Vec<String> = subjects.into_iter().chain(each).collect();
        (!all.is_empty()).then(|| all.join(", "))
    };
    [
        said(gain.subjects_gained, &gain.gained).map(|what| (words.gains)(&what)),
        said(gain.subjects_lost, &gain.lost).map(|what| (words.loses)(&what)),
        said(0, &gain.kept).map(|what| (words.keeps)(&what)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::id::{ContactId, ThirdPartyId};
    use contract::kind::RecordKind;

    #[test]
    fn what_is_gained_lost_and_kept_is_said_and_nothing_else() {
        let some = |count| {
            vec![KindCount {
                kind: RecordKind::Document,
                count,
            }]
        };
        let gain = TreeGain {
            contact: ContactId::from_bytes([1; 16]),
            name: "Bea".to_owned(),
            third_party: ThirdPartyId::from_bytes([2; 16]),
            third_party_name: "Oakline".to_owned(),
            subjects_gained: 0,
            subjects_lost: 1,
            gained: Vec::new(),
            lost: some(2),
            kept: some(1),
        };
        let said = in_words(&gain);
        assert_eq!(said.len(), 2);
        assert!(
            said[0].starts_with("no longer sees 1 subject, 2 "),
            "{said:?}"
        );
        assert!(said[1].contains("as it was"), "{said:?}");
    }
}
