//! One subject: where it lies, who stands how to it and since when, what lies below it, and passing it from one third
//! party to another.

use super::records::records_of;
use crate::here::Here;
use crate::names;
use crate::route;
use crate::strings::t;
use crate::tree::{Time, days, subject_row, time};
use contract::day::Day;
use contract::id::{SubjectId, ThirdPartyId};
use contract::kind::Relation;
use contract::paths;
use contract::people::ThirdPartyPage;
use contract::staff::StaffRight;
use contract::tree::{InterestRow, TreePage, TreeRow, TreeView};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::clock;
use ui::components::{
    Layout, RowParts, Shape, State, frame, pager, part, row, rows, sheet, skeleton_page,
    skeleton_rows, state,
};
use ui::dom::{El, View, all, button, div, el, link, now, value};
use ui::form::{Faults, Form, labelled};
use ui::icon::Icon;
use ui::json::Json;
use ui::query::Address;
use ui::source::{Follows, Source, Wish, one, pages};
use ui::standing::{Chip, Tone};
use ui::words::Words;

/// As many third parties as the server names at once, to choose from.
const LIMIT: &str = "200";
const FIELDS: [&str; 3] = ["relation", "to_third_party", "on"];

pub fn subject(here: Here, id: SubjectId) -> View {
    let source = Source::new(here.app, one::<TreeView>, move || {
        Some(Wish {
            path: paths::in_tree(id),
            follows: Follows::Nothing,
        })
    });
    let moving = RwSignal::new(false);
    let title = move || {
        source
            .found::<TreeView>()
            .map(|found| found.row.row.name.clone())
            .or_else(|| {
                let failed = source.shown.with(|shown| shown.failure.is_some());
                failed.then(|| t().subjects.title.to_owned())
            })
    };
    let under = now(move || {
        source
            .found::<TreeView>()
            .map(|found| whereabouts(&found.row))
    });
    let inside = frame(here.app, source, skeleton_page, move |found: &TreeView| {
        vec![interests(here, found, moving), records(here, found)].into()
    });
    let has_below = Memo::new(move |_| {
        source
            .found::<TreeView>()
            .is_some_and(|found| found.row.children > 0)
    });
    let beneath = now(move || has_below.get().then(|| below(here, id)));
    let passing = sheet(
        moving,
        || t().subjects.pass_on.to_owned(),
        Shape::Plain,
        move || pass_on(here, id, source, moving),
    );
    vec![
        here.head(title).add(under).add(here.as_of(source)).into(),
        inside,
        beneath,
        passing,
    ]
    .into()
}

/// What lies above it, each a way there, and where it is.
fn whereabouts(row: &TreeRow) -> View {
    let above = row
        .path
        .iter()
        .map(|step| part(link(&route::subject(step.id)).add(step.name.as_str())));
    let rest = [row.row.address.clone(), row.row.postcode.clone()];
    let rest = rest
        .into_iter()
        .flatten()
        .filter(|text| !text.is_empty())
        .map(part);
    let all_parts = all(above.chain(rest));
    el("p").class("head-under").add(all_parts).into()
}

fn interests(here: Here, found: &TreeView, moving: RwSignal<bool>) -> View {
    let words = &t().subjects;
    let today = clock::today();
    let list = if found.interests.is_empty() {
        state(&State::empty(words.nobody).and(words.nobody_help), None)
    } else {
        rows(
            found
                .interests
                .iter()
                .map(|one| interest_row(one, today))
                .collect(),
        )
    };
    let can_pass = here.can(StaffRight::EditSubjects) && !passable(found).is_empty();
    let pass = can_pass.then(|| {
        button("button section-note", move || moving.set(true))
            .with("aria-haspopup", "dialog")
            .add(words.pass_on)
    });
    el("section")
        .class("section has-act")
        .add(el("h2").add(words.who).add(pass))
        .add(list)
        .into()
}

fn interest_row(interest: &InterestRow, today: Day) -> View {
    let words = &t().subjects;
    let chip = match time(interest, today) {
        Time::Now => Chip::new(Tone::Good, Icon::Check, words.in_force),
        Time::Past => Chip::new(Tone::Plain, Icon::History, words.past),
        Time::ToCome => Chip::new(Tone::Plain, Icon::Clock, words.to_come),
    };
    let mut under = vec![
        View::from(names::plain(interest.relation.name())),
        View::from(days(interest, today)),
    ];
    under.extend(interest.share.as_deref().map(View::from));
    row(RowParts {
        layout: Layout::Whole,
        in_section: true,
        title: interest.third_party_name.clone(),
        href: route::third_party(interest.third_party),
        under,
        chips: vec![chip],
        ..RowParts::default()
    })
}

/// How many records of each kind are on it and below, and the way to them.
fn records(here: Here, found: &TreeView) -> View {
    let words = Words::default();
    let counted: Vec<String> = found
        .records
        .iter()
        .map(|of| words.count(u64::from(of.count), of.kind.name()))
        .collect();
    let way = here.can(StaffRight::SeeRecords).then(|| {
        link(&records_of(found.row.row.id))
            .class("button section-note")
            .add(t().subjects.see_records)
    });
    if counted.is_empty() {
        return View::nothing();
    }
    el("section")
        .class("section has-act")
        .add(el("h2").add(t().subjects.records).add(way))
        .add(el("p").add(counted.join(", ")))
        .into()
}

fn below(here: Here, id: SubjectId) -> View {
    let source = Source::new(here.app, pages::<TreePage>, move || {
        let within = id.to_string();
        Some(Wish {
            path: Address::new(paths::TREE)
                .with("within", Some(&within))
                .text(),
            follows: Follows::Nothing,
        })
    });
    let list = frame(here.app, source, skeleton_rows, |pages: &Vec<TreePage>| {
        let found = pages.iter().flat_map(|page| &page.items);
        rows(found.map(|one| subject_row(one, true)).collect())
    });
    el("section")
        .class("section")
        .add(el("h2").add(t().subjects.under_it))
        .add(list)
        .add(pager(source))
        .into()
}

/// What can pass from one to another: whatever goes on and is no share, which is set as a register.
fn passable(found: &TreeView) -> Vec<(Relation, ThirdPartyId, String)> {
    found
        .row
        .held_by
        .iter()
        .filter(|one| one.relation != Relation::HoldsShare && one.last_day.is_none())
        .map(|one| (one.relation, one.third_party, one.third_party_name.clone()))
        .collect()
}

/// What is filled in.
#[derive(Clone, Copy)]
struct Passing {
    form: Form,
    /// Which of those that can pass.
    which: RwSignal<String>,
    to: RwSignal<String>,
    on: RwSignal<String>,
}

fn faults(to: &str, on: &str) -> Faults {
    let words = &t().subjects;
    let mut faults = Faults::default();
    if to.is_empty() {
        faults.add("to_third_party", words.to_missing);
    }
    if on.parse::<Day>().is_err() {
        faults.add("on", words.on_missing);
    }
    faults
}

fn pass_on(here: Here, id: SubjectId, source: Source, open: RwSignal<bool>) -> View {
    let words = &t().subjects;
    let Some(found) = untrack(|| source.found::<TreeView>()) else {
        return View::nothing();
    };
    let choices = passable(&found);
    let passing = Passing {
        form: Form::new(here.app),
        which: RwSignal::new("0".to_owned()),
        to: RwSignal::new(String::new()),
        on: RwSignal::new(clock::today().to_string()),
    };
    let form = passing.form;
    let from = choices.iter().enumerate().map(|(n, (relation, _, name))| {
        let what = (words.holds)(&names::plain(relation.name()));
        option(&n.to_string(), &format!("{name} {what}"))
    });
    let from = form
        .described(el("select"), "relation")
        .add(all(from))
        .chosen_now(move || passing.which.get())
        .on("change", move |event| passing.which.set(value(&event)));
    let on = form.field("on", passing.on).with("type", "date");
    let send = move || {
        let (to, on) = (passing.to.get_untracked(), passing.on.get_untracked());
        let wrong = faults(&to, &on);
        let chosen = passing.which.get_untracked().parse::<usize>().ok();
        let chosen = chosen.and_then(|n| choices.get(n)).cloned();
        let (true, Some((relation, from, _))) = (wrong.is_none(), chosen) else {
            form.refuse(wrong);
            return;
        };
        form.begin();
        spawn_local(async move {
            let body = Json::texts(&[
                ("relation", relation.name()),
                ("from_third_party", &from.to_string()),
                ("to_third_party", &to),
                ("on", &on),
            ]);
            let answer = here.app.client.send(&paths::hand_over(id), &body).await;
            if form.is_gone() {
                return;
            }
            match answer {
                Ok(_) => {
                    open.set(false);
                    here.app.say(t().subjects.passed);
                    source.retry();
                }
                Err(failure) => form.refuse(Faults::of(&failure, &FIELDS)),
            }
        });
    };
    let cancel = button("button", move || open.set(false)).add(ui::strings::t().app.cancel);
    let acts = div("sheet-acts")
        .add(form.submit(words.pass, words.passing))
        .add(cancel);
    vec![
        View::from(el("p").add(words.pass_on_help)),
        form.draw(send)
            .add(labelled(words.from_whom, from))
            .add(form.fault("relation"))
            .add(to_whom(here, passing))
            .add(form.fault("to_third_party"))
            .add(labelled(words.on, on))
            .add(form.fault("on"))
            .add(form.whole_fault())
            .add(acts)
            .into(),
    ]
    .into()
}

fn option(value: &str, name: &str) -> El {
    el("option").with("value", value).add(name)
}

fn to_whom(here: Here, passing: Passing) -> View {
    let source = Source::new(here.app, one::<ThirdPartyPage>, || {
        Some(Wish {
            path: Address::new(paths::THIRD_PARTIES)
                .with("limit", Some(LIMIT))
                .text(),
            follows: Follows::Nothing,
        })
    });
    now(move || {
        let found = source.found::<ThirdPartyPage>();
        let rest = found
            .iter()
            .flat_map(|page| &page.items)
            .map(|party| option(&party.id.to_string(), &party.name));
        let rest: Vec<El> = rest.collect();
        let list = passing
            .form
            .described(el("select"), "to_third_party")
            .add(option("", t().subjects.choose))
            .add(all(rest))
            .chosen_now(move || passing.to.get())
            .on("change", move |event| passing.to.set(value(&event)));
        labelled(t().subjects.to_whom, list)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_passes_to_somebody_and_on_a_day() {
        let both = faults("", "tomorrow");
        assert!(both.at("to_third_party").is_some() && both.at("on").is_some());
        assert!(faults("tp_1", "2026-12-01").is_none());
    }
}
