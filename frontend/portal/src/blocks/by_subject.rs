//! One row per subject: its papers as chips, its photos, what is owed, the next visit, and the likely act.

use crate::here::Here;
use crate::{offers, route};
use contract::block::{BySubjectBlock, BySubjectRow};
use contract::money::Money;
use leptos::prelude::*;
use ui::components::{RowParts, State, row, rows, state};
use ui::format;
use ui::icon::Icon;
use ui::standing::{self, Chip, Tone};
use ui::strings::t;

#[must_use]
pub fn draw(block: &BySubjectBlock, here: Here) -> AnyView {
    let words = &t().lists;
    if block.rows.is_empty() {
        return state(State::empty((words.no_subjects)(&block.noun)), None);
    }
    let shown = u64::try_from(block.rows.len()).unwrap_or(u64::MAX);
    let sorted = block
        .columns
        .iter()
        .any(|column| column == "certificates")
        .then(|| view! { <small class="section-note">{words.first_due_on_top}</small> });
    let all = (block.count > shown).then(|| {
        view! {
            <p class="section-all">
                <a href=route::SUBJECTS>
                    {(words.see_all)(&here.words.get().count(block.count, "subject"))}
                </a>
            </p>
        }
    });
    view! {
        <section class="section by-subject" aria-labelledby="by-subject">
            <h2 id="by-subject">
                {(words.your)(&block.noun)}
                " "
                <small>{format::number(block.count)}</small>
                {sorted}
            </h2>
            {rows(block.rows.iter().map(|row| one(row, here)).collect())}
            {all}
        </section>
    }
    .into_any()
}

fn one(parts: &BySubjectRow, here: Here) -> AnyView {
    let words = here.words.get();
    let subject = &parts.subject;
    let under = subject
        .postcode
        .clone()
        .map(IntoAny::into_any)
        .into_iter()
        .collect();
    row(RowParts {
        title: subject.name.clone(),
        href: route::subject(subject.id),
        under,
        chips: chips(parts, here),
        amount: parts.balance.map(balance),
        picture: None,
        acts: offers::of_subject(parts, &words, here.hat_id()),
        recent: here.app.live.is_subject_recent(subject.id),
    })
}

fn chips(parts: &BySubjectRow, here: Here) -> Vec<Chip> {
    let today = here.today();
    let papers = parts
        .certificates
        .iter()
        .flatten()
        .map(|chip| standing::certificate(chip, today).to(route::record(chip.record)));
    let visit = parts.next_visit.iter().map(|visit| {
        let noun = format::capital(&here.words.get().one("visit"));
        standing::visit(visit, &noun, today).to(route::record(visit.record))
    });
    let photos = parts.photos.filter(|n| *n > 0).map(|n| {
        Chip::new(Tone::Plain, Icon::Photos, (t().photos.count)(n))
            .to(route::subject(parts.subject.id))
    });
    visit.chain(papers).chain(photos).collect()
}

/// "Nothing owed" rather than a nought.
fn balance(sum: Money) -> (String, Option<String>) {
    if sum.pence == 0 {
        (String::new(), Some(t().money.nothing_owed.to_owned()))
    } else {
        (format::money(sum), Some(t().money.to_pay.to_owned()))
    }
}
