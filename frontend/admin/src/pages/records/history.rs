//! What became of a record: every version, who made it and what became different.

use super::names;
use crate::strings::t;
use contract::firm_record::RecordChange;
use ui::clock;
use ui::components::{Entry, moment, part, timeline};
use ui::dom::{View, el};
use ui::icon::Icon;

/// A field as it is called on the form.
fn field(name: &str) -> &str {
    let f = &t().records.fields;
    match name {
        "reference" => f.reference,
        "title" => f.title,
        "status" => f.status,
        "raised_on" => f.raised_on,
        "booked_for" => f.booked_for,
        "done_on" => f.done_on,
        "description" => f.description,
        "staff_note" => f.staff_note,
        "on" => f.on,
        "window" => f.window,
        "engineer" => f.engineer,
        "outcome" => f.outcome,
        "sub_kind" => f.sub_kind,
        "number" => f.number,
        "issued_on" => f.issued_on,
        "next_due" => f.next_due,
        "result" => f.result,
        "inspector" => f.inspector,
        "remarks" => f.remarks,
        "superseded" => f.superseded,
        "taken_on" => f.taken_on,
        "stage" => f.stage,
        "purchase_order" => f.purchase_order,
        "due_on" => f.due_on,
        "draft" => f.draft,
        "chase" => f.chase,
        "lines" => t().records.form.lines,
        "position" => f.position,
        "planned_on" => f.planned_on,
        "reached_on" => f.reached_on,
        "milestone" => f.milestone,
        "amount" | "amount_pence" => f.amount,
        "retention" | "retention_pence" => f.retention,
        "paid_on" => f.paid_on,
        "standing" => f.standing,
        "files" => f.files,
        "shared_with" => f.shared_with,
        "photos" => f.photos,
        "job" => f.job,
        other => other,
    }
}

/// The names of what changed, each once.
fn changed(names: &[String]) -> String {
    let mut told: Vec<String> = Vec::new();
    for name in names {
        let name = field(name).to_lowercase();
        if !told.contains(&name) {
            told.push(name);
        }
    }
    told.join(", ")
}

fn title(change: &RecordChange) -> String {
    let words = &t().records.history;
    match change.version {
        1 => words.made.to_owned(),
        _ if change.changed.is_empty() => words.unchanged.to_owned(),
        _ => (words.changed)(&changed(&change.changed)),
    }
}

/// What else than a person writes records is named as what it is.
fn by(who: &str) -> &str {
    if who == "import" {
        t().records.history.imported
    } else {
        who
    }
}

fn entry(change: &RecordChange) -> Entry {
    let words = &t().records.history;
    let moves = change.version == 1 || change.changed.iter().any(|name| name == "standing");
    let standing = change
        .standing
        .filter(|_| moves)
        .map(|standing| part((words.from_then)(names::standing(standing))));
    let under = el("p")
        .class("row-under")
        .add(part((words.by)(by(&change.by))))
        .add(standing);
    Entry {
        icon: if moves { Icon::Eye } else { Icon::History },
        done: true,
        title: title(change).into(),
        under: under.into(),
        when: moment(&clock::instant(&change.at)).into(),
    }
}

#[must_use]
pub fn draw(history: &[RecordChange]) -> View {
    el("section")
        .class("section")
        .add(el("h2").add(t().records.history.title))
        .add(timeline(history.iter().map(entry).collect()))
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(version: i32, changed: &[&str]) -> RecordChange {
        RecordChange {
            version,
            at: "2026-11-24T05:55:45Z".to_owned(),
            by: "Sam".to_owned(),
            changed: changed.iter().map(|name| (*name).to_owned()).collect(),
            standing: None,
        }
    }

    #[test]
    fn what_changed_is_told_in_the_words_of_the_form() {
        assert_eq!(title(&change(1, &[])), "Written");
        assert_eq!(title(&change(2, &[])), "Saved as it was");
        assert_eq!(
            title(&change(3, &["due_on", "standing", "lines"])),
            "Changed: to be paid by, who sees it, lines"
        );
    }
}
