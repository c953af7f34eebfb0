//! One row per subject: its papers as chips, its photos, what is owed, the next visit, and the likely act.

use super::records::offered;
use crate::here::Here;
use crate::{offers, route};
use contract::block::{BySubjectBlock, BySubjectRow};
use contract::money::Money;
use ui::components::{Layout, RowParts, State, row, rows, state};
use ui::dom::{View, el, link, span};
use ui::format;
use ui::icon::Icon;
use ui::standing::{self, Chip, Tone};
use ui::strings::t;

#[must_use]
pub fn draw(block: &BySubjectBlock, here: Here) -> View {
    let words = &t().lists;
    if block.rows.is_empty() {
        return state(&State::empty((words.no_subjects)(&block.noun)), None);
    }
    let shown = u64::try_from(block.rows.len()).unwrap_or(u64::MAX);
    let sorted = block.columns.iter().any(|column| column == "certificates");
    let heading = el("h2")
        .with("id", "by-subject")
        .add((words.your)(&block.noun))
        .add(" ")
        .add(el("small").add(format::number(block.count)))
        .add(sorted.then(|| {
            el("small")
                .class("section-note")
                .add(words.first_due_on_top)
        }));
    let all = (block.count > shown).then(|| {
        let all = (words.see_all)(&here.words().count(block.count, "subject"));
        el("p")
            .class("section-all")
            .add(link(route::SUBJECTS).add(all))
    });
    el("section")
        .class("section by-subject")
        .with("aria-labelledby", "by-subject")
        .add(heading)
        .add(rows(block.rows.iter().map(|row| one(row, here)).collect()))
        .add(all)
        .into()
}

fn one(parts: &BySubjectRow, here: Here) -> View {
    let subject = &parts.subject;
    row(RowParts {
        title: subject.name.clone(),
        href: route::subject(subject.id),
        under: under(parts, here),
        layout: Layout::Subject,
        in_section: true,
        chips: chips(parts, here),
        amount: parts.balance.map(balance),
        acts: offered(
            offers::of_subject(parts, &here.words(), here.hat_id()),
            here,
        ),
        recent: Some(here.app.live.recent_subject(subject.id)),
        ..RowParts::default()
    })
}

/// Where it is, and when somebody comes next.
fn under(parts: &BySubjectRow, here: Here) -> Vec<View> {
    let visit = parts.next_visit.as_ref().map(|visit| {
        let noun = format::capital(&here.words().one("visit"));
        let when = format::appointment(visit.on, visit.window.as_deref(), here.today());
        span("", &format!("{noun} {when}"))
            .with("title", &format::day_exact(visit.on))
            .into()
    });
    let code = parts.subject.postcode.as_deref().map(View::from);
    code.into_iter().chain(visit).collect()
}

fn chips(parts: &BySubjectRow, here: Here) -> Vec<Chip> {
    let today = here.today();
    let papers = parts
        .certificates
        .iter()
        .flatten()
        .map(|chip| standing::certificate(chip, today).to(route::record(chip.record)));
    let photos = parts.photos.filter(|n| *n > 0).map(|n| {
        Chip::new(Tone::Plain, Icon::Photos, (t().photos.count)(n))
            .to(route::subject(parts.subject.id))
    });
    papers.chain(photos).collect()
}

/// "Nothing owed" rather than a nought.
fn balance(sum: Money) -> (String, Option<String>) {
    if sum.pence == 0 {
        (String::new(), Some(t().money.nothing_owed.to_owned()))
    } else {
        (format::money(sum), Some(t().money.to_pay.to_owned()))
    }
}
