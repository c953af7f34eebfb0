//! What a record holds, as names and values; of an invoice its lines and what they come to.

use crate::strings::t;
use contract::day::Day;
use contract::firm_record::{FirmRecordView, InvoiceBody, RecordBody};
use contract::kind::{ChaseState, RecordKind};
use contract::money::{Money, vat};
use ui::components::{Align, Cell, Table, table};
use ui::dom::{El, View, all, el};
use ui::format;
use ui::standing;
use ui::words::sub_kind_name;

/// A name and a value; what is long wants a line of its own.
type Fact = (&'static str, String);

fn text(name: &'static str, value: &str) -> Option<Fact> {
    let value = value.trim();
    (!value.is_empty()).then(|| (name, value.to_owned()))
}

fn day(name: &'static str, value: Option<Day>, today: Day) -> Option<Fact> {
    value.map(|value| (name, format::capital(&format::day_near(value, today))))
}

fn sum(name: &'static str, value: Money) -> Option<Fact> {
    (value.pence != 0).then(|| (name, format::money(value)))
}

/// In the order in which people look for them.
fn facts(record: &FirmRecordView, today: Day) -> Vec<Fact> {
    let f = &t().records.fields;
    let found = match &record.body {
        RecordBody::Job(b) => vec![
            text(f.reference, &b.reference),
            day(f.raised_on, b.raised_on, today),
            day(f.booked_for, b.booked_for, today),
            day(f.done_on, b.done_on, today),
            text(f.description, &b.description),
        ],
        RecordBody::Visit(b) => vec![
            day(f.on, Some(b.on), today),
            text(f.window, &format::window(&b.window)),
            text(f.engineer, &b.engineer),
            text(f.outcome, &b.outcome),
        ],
        RecordBody::Document(b) => vec![
            text(f.sub_kind, &format::capital(&sub_kind_name(&b.sub_kind))),
            text(f.number, &b.number),
            day(f.issued_on, Some(b.issued_on), today),
            day(f.next_due, b.next_due, today),
            text(f.result, &b.result),
            text(f.inspector, &b.inspector),
            text(f.remarks, &b.remarks),
        ],
        RecordBody::PhotoSet(b) => vec![
            day(f.taken_on, Some(b.taken_on), today),
            text(f.stage, &b.stage),
            text(f.remarks, &b.remarks),
        ],
        RecordBody::Invoice(b) => vec![
            text(f.number, &b.number),
            day(f.issued_on, Some(b.issued_on), today),
            day(f.due_on, Some(b.due_on), today),
            text(f.purchase_order, &b.purchase_order),
            (b.chase != ChaseState::None).then(|| (f.chase, chase(b.chase).to_owned())),
        ],
        RecordBody::Milestone(b) => vec![
            text(f.position, &b.position.to_string()),
            day(f.planned_on, b.planned_on, today),
            day(f.reached_on, b.reached_on, today),
            text(f.description, &b.description),
        ],
        RecordBody::StagePayment(b) => vec![
            text(f.position, &b.position.to_string()),
            text(f.milestone, &b.milestone),
            sum(f.amount, b.amount),
            sum(f.retention, b.retention),
            day(f.due_on, b.due_on, today),
            day(f.paid_on, b.paid_on, today),
        ],
    };
    found.into_iter().flatten().collect()
}

#[must_use]
pub const fn chase(state: ChaseState) -> &'static str {
    let words = &ui::strings::t().record;
    match state {
        ChaseState::None => t().records.fields.chase_none,
        ChaseState::Reminded => words.chase_reminded,
        ChaseState::SecondReminder => words.chase_second,
        ChaseState::FinalNotice => words.chase_final,
        ChaseState::OnHold => words.chase_on_hold,
    }
}

fn note(body: &RecordBody) -> &str {
    match body {
        RecordBody::Job(b) => &b.staff_note,
        RecordBody::Visit(b) => &b.staff_note,
        RecordBody::Document(b) => &b.staff_note,
        RecordBody::PhotoSet(b) => &b.staff_note,
        RecordBody::Invoice(b) => &b.staff_note,
        RecordBody::Milestone(b) => &b.staff_note,
        RecordBody::StagePayment(b) => &b.staff_note,
    }
}

/// What lines come to: net, VAT and both, each line's VAT rounded by itself as the server does.
#[must_use]
pub fn totals(lines: impl Iterator<Item = (i64, u32)>) -> [Money; 3] {
    let (net, tax) = lines.fold((0_i64, 0_i64), |(net, tax), (line, rate)| {
        (
            net.saturating_add(line),
            tax.saturating_add(vat(line, rate)),
        )
    });
    [net, tax, net.saturating_add(tax)].map(Money::gbp)
}

fn lines(invoice: &InvoiceBody) -> Table {
    let money = &ui::strings::t().money;
    let rows = invoice.lines.iter().map(|line| {
        let tax = vat(line.net.pence, line.vat_rate);
        let all = Money::gbp(line.net.pence.saturating_add(tax));
        let tax = format::money(Money::gbp(tax));
        vec![
            Cell {
                text: line.description.clone(),
                chip: standing::line(line.state),
            },
            format::money(line.net).into(),
            format!("{tax} ({})", format::rate(line.vat_rate)).into(),
            format::money(all).into(),
        ]
    });
    let sums = totals(
        invoice
            .lines
            .iter()
            .map(|line| (line.net.pence, line.vat_rate)),
    );
    let names = [money.net, money.vat, money.total];
    let foot = names.iter().zip(sums);
    Table {
        caption: t().records.form.lines.to_owned(),
        heads: vec![
            (t().records.page.line.to_owned(), Align::Start),
            (money.net.to_owned(), Align::End),
            (money.vat.to_owned(), Align::End),
            (money.total.to_owned(), Align::End),
        ],
        rows: rows.collect(),
        foot: foot
            .map(|(name, sum)| ((*name).to_owned(), format::money(sum)))
            .collect(),
    }
}

#[must_use]
pub fn draw(record: &FirmRecordView, today: Day) -> View {
    let words = &t().records.page;
    let named = facts(record, today).into_iter().map(|(name, value)| {
        let fact = el("div").class(if value.chars().count() > 60 {
            "fact is-long"
        } else {
            "fact"
        });
        fact.add(el("dt").add(name)).add(el("dd").add(value))
    });
    let named: Vec<El> = named.collect();
    let facts = (!named.is_empty()).then(|| el("dl").class("facts").add(all(named)));
    let note = note(&record.body).trim();
    let note = (!note.is_empty()).then(|| {
        el("div")
            .class("staff-note")
            .add(el("b").add(words.staff_note))
            .add(el("p").add(note))
    });
    let lines = match &record.body {
        RecordBody::Invoice(invoice) if !invoice.lines.is_empty() => Some(
            el("section")
                .class("section")
                .add(el("h2").add(t().records.form.lines))
                .add(table(&lines(invoice))),
        ),
        _ => None,
    };
    let is_bare = facts.is_none() && note.is_none();
    let holds = (!is_bare).then(|| {
        el("section")
            .class("section")
            .add(el("h2").add(words.facts))
            .add(facts)
            .add(note)
    });
    vec![View::from(holds), lines.into()].into()
}

/// Whether the record can have files at all.
#[must_use]
pub const fn has_files(kind: RecordKind) -> bool {
    matches!(kind, RecordKind::Document | RecordKind::PhotoSet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_lines_vat_is_rounded_by_itself() {
        // Together they would come to one penny more.
        let sums = totals([(333, 2_000), (333, 2_000), (16_000, 2_000)].into_iter());
        assert_eq!(sums.map(|sum| sum.pence), [16_666, 3_334, 20_000]);
        let thirds = totals([(3, 500), (3, 500), (4, 500)].into_iter());
        assert_eq!(thirds.map(|sum| sum.pence), [10, 0, 10]);
    }
}
