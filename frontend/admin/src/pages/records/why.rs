//! Who can see a record and who near it cannot: everybody by name, each with what it rests on. Asked only when somebody
//! wants to know, because asking leaves a receipt.

use crate::here::Here;
use crate::names;
use crate::route;
use crate::strings::t;
use contract::id::RecordId;
use contract::kind::Module;
use contract::paths;
use contract::staff::StaffRight;
use contract::why::{RecordWhy, WhyContact, WhyInterest};
use leptos::prelude::*;
use ui::clock;
use ui::components::{frame, part, proofs, skeleton_rows};
use ui::dom::{El, View, all, button, el, link, now};
use ui::format;
use ui::icon::{Icon, icon};
use ui::source::{Follows, Source, Wish, one};

#[derive(Clone, Copy)]
pub struct Why {
    here: Here,
    asked: RwSignal<bool>,
    source: Source,
}

impl Why {
    pub fn new(here: Here, id: RecordId) -> Self {
        let asked = RwSignal::new(false);
        let source = Source::new(here.app, one::<RecordWhy>, move || {
            asked.get().then(|| Wish {
                path: paths::record_why(id),
                follows: Follows::Nothing,
            })
        });
        Self {
            here,
            asked,
            source,
        }
    }

    /// Who sees it has changed.
    pub fn again(self) {
        if self.asked.get_untracked() {
            self.source.retry();
        }
    }

    #[must_use]
    pub fn draw(self) -> View {
        let words = &t().records.why;
        let inside = now(move || {
            if !self.asked.get() {
                let ask = button("button", move || self.asked.set(true));
                return ask.add(icon(Icon::Eye)).add(words.show).into();
            }
            frame(
                self.here.app,
                self.source,
                skeleton_rows,
                move |why: &RecordWhy| told(self.here, why),
            )
        });
        el("section")
            .class("section")
            .add(el("h2").add(words.title))
            .add(el("p").class("soft section-help").add(words.help))
            .add(inside)
            .into()
    }
}

fn told(here: Here, why: &RecordWhy) -> View {
    let words = &t().records.why;
    let list = |people: &[WhyContact]| {
        let items = all(people.iter().map(|person| somebody(here, person)));
        el("ul").class("whys").add(items)
    };
    let sees = el("h3").add((words.sees)(why.sees.len() as u64));
    let near = (!why.near.is_empty()).then(|| {
        View::from(vec![
            el("h3").add((words.near)(why.near.len() as u64)).into(),
            list(&why.near).into(),
        ])
    });
    let more = why.more.then(|| el("p").class("soft").add(words.more));
    vec![
        View::from(sees),
        list(&why.sees).into(),
        near.into(),
        more.into(),
    ]
    .into()
}

/// "manages since 1 Apr 2024, of this itself"
fn interest(one: &WhyInterest) -> String {
    let words = &t().subjects;
    let today = clock::today();
    let first = format::day(one.first, today);
    let days = match one.last {
        Some(last) => (words.between)(&first, &format::day(last, today)),
        None => (words.since)(&first),
    };
    let of = if one.direct {
        t().records.why.on_it
    } else {
        t().records.why.above_it
    };
    format!("{} {days}, {of}", names::plain(one.relation.name()))
}

fn switched_off(off: &[Module]) -> Option<String> {
    let named: Vec<&str> = off.iter().map(|module| names::module(*module)).collect();
    (!off.is_empty()).then(|| (t().records.why.off)(&named.join(", ")))
}

fn somebody(here: Here, one: &WhyContact) -> El {
    let words = &t().records.why;
    let name = if here.can(StaffRight::SeePeople) {
        link(&route::contact(one.contact)).add(one.name.as_str())
    } else {
        el("b").add(one.name.as_str())
    };
    let at = match &one.role {
        Some(role) => (words.at)(&names::role(role), &one.third_party_name),
        None => one.third_party_name.clone(),
    };
    let as_of = one
        .as_recorded_by
        .map(|day| (words.as_recorded)(&format::day(day, clock::today())));
    let addressed = one.addressed.then(|| words.addressed.to_owned());
    let shared = one.shared.then(|| words.shared.to_owned());
    let rests_on = one
        .interests
        .iter()
        .map(interest)
        .chain(addressed)
        .chain(shared)
        .chain(as_of)
        .chain(switched_off(&one.off))
        .map(part);
    let rests_on: Vec<El> = rests_on.collect();
    let rests_on = el("p").class("row-under").add(all(rests_on));
    // What stands in the way is all that matters of whoever does not see it.
    let stops = one
        .stops
        .iter()
        .map(|stop| el("li").add(format::capital(stop)));
    let stops = all(stops.collect::<Vec<El>>());
    let rules = one.rules.iter().map(|rule| (words.rule, rule.as_str()));
    let because = one.reasons.iter();
    let because = because.map(|reason| (words.because, reason.as_str()));
    let whole = proofs(rules.chain(because));
    el("li")
        .class(if one.stops.is_empty() {
            "why is-in"
        } else {
            "why"
        })
        .add(icon(if one.stops.is_empty() {
            Icon::Check
        } else {
            Icon::Lock
        }))
        .add(
            el("div")
                .class("why-main")
                .add(
                    el("p")
                        .add(name)
                        .add(" ")
                        .add(el("span").class("soft").add(at)),
                )
                .add(rests_on)
                .add(el("ul").class("reasons").add(stops))
                .add(whole),
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_switched_off_is_named_as_an_office_names_it() {
        assert_eq!(switched_off(&[]), None);
        assert_eq!(
            switched_off(&[Module::Photos, Module::Invoices]).as_deref(),
            Some("switched off for her: Photos, Invoices")
        );
    }
}
