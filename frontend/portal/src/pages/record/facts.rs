//! What is known of a record, as names and values. What her lens does not open is not there, and leaves no gap.

use contract::day::Day;
use contract::kind::{ChaseState, RecordKind};
use contract::record::{RecordDetail, RecordView};
use ui::format;
use ui::strings::t;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub name: String,
    pub value: String,
    /// The whole truth for whoever points at it.
    pub exact: Option<String>,
    /// It wants the whole width: words rather than a figure.
    pub long: bool,
}

/// Facts in the order people look for them.
#[derive(Default)]
struct Facts {
    all: Vec<Fact>,
}

impl Facts {
    fn text(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) {
            self.all.push(Fact {
                name: name.to_owned(),
                value: format::capital(value),
                exact: None,
                long: false,
            });
        }
    }

    fn words(&mut self, name: &str, value: Option<&str>) {
        self.text(name, value);
        if let Some(fact) = self.all.last_mut().filter(|fact| fact.name == name) {
            fact.long = true;
        }
    }

    fn day(&mut self, name: &str, value: Option<Day>, today: Day) {
        self.all.extend(value.map(|day| Fact {
            name: name.to_owned(),
            value: format::capital(&format::day_near(day, today)),
            exact: Some(format::day_exact(day)),
            long: false,
        }));
    }
}

/// What a record of any kind is known by.
#[must_use]
pub fn facts(found: &RecordView, today: Day) -> Vec<Fact> {
    let words = &t().record;
    let row = &found.row;
    let mut facts = Facts::default();
    match &found.detail {
        Some(RecordDetail::Document(d)) => {
            facts.text(words.number, d.number.as_deref());
            facts.day(words.issued, row.happened_on, today);
            facts.day(words.valid_until, row.due_on, today);
            facts.text(words.result, d.result.as_deref().map(spaced).as_deref());
            facts.text(words.inspector, d.inspector.as_deref());
            facts.words(words.remarks, d.remarks.as_deref());
        }
        Some(RecordDetail::Invoice(d)) => {
            facts.text(words.number, Some(&d.number));
            facts.day(words.issued, row.happened_on, today);
            facts.day(words.due, row.due_on, today);
            facts.text(words.purchase_order, d.purchase_order.as_deref());
            facts.text(words.chase, chase(d.chase));
        }
        Some(RecordDetail::Visit(d)) => {
            if let Some(on) = row.happened_on {
                facts.all.push(Fact {
                    name: words.when.to_owned(),
                    value: format::capital(&format::appointment(on, d.window.as_deref(), today)),
                    exact: Some(format::day_exact(on)),
                    long: false,
                });
            }
            facts.text(words.engineer, d.engineer.as_deref());
            facts.words(words.outcome, d.outcome.as_deref());
        }
        Some(RecordDetail::Job(d)) => {
            facts.text(words.reference, Some(&d.reference));
            facts.day(words.happened, row.happened_on, today);
            facts.day(words.due, row.due_on, today);
            facts.words(words.description, d.description.as_deref());
        }
        Some(RecordDetail::PhotoSet(d)) => {
            facts.day(words.taken, row.happened_on, today);
            facts.text(words.stage, d.stage.as_deref());
            facts.words(words.remarks, d.remarks.as_deref());
        }
        Some(RecordDetail::Milestone(d)) => {
            facts.text(
                words.stage,
                Some(&(words.position)(&d.position.to_string())),
            );
            facts.day(words.happened, row.happened_on, today);
            facts.day(words.due, row.due_on, today);
            facts.words(words.description, d.description.as_deref());
        }
        Some(RecordDetail::StagePayment(d)) => {
            facts.text(words.amount, d.amount.map(format::money).as_deref());
            facts.text(
                t().money.still_to_pay,
                row.open
                    .filter(|open| open.pence != 0)
                    .map(format::money)
                    .as_deref(),
            );
            facts.day(words.due, row.due_on, today);
            facts.text(words.milestone, d.milestone.as_deref());
            let held = d.retention.filter(|sum| sum.pence != 0);
            facts.text(words.retention, held.map(format::money).as_deref());
        }
        None => {
            let due = match row.kind {
                RecordKind::Document => words.valid_until,
                _ => words.due,
            };
            facts.day(words.happened, row.happened_on, today);
            facts.day(due, row.due_on, today);
        }
    }
    facts.all
}

/// `further_investigation` as a person would write it.
fn spaced(text: &str) -> String {
    text.replace(['-', '_'], " ")
}

const fn chase(state: ChaseState) -> Option<&'static str> {
    let words = &t().record;
    match state {
        ChaseState::None => None,
        ChaseState::Reminded => Some(words.chase_reminded),
        ChaseState::SecondReminder => Some(words.chase_second),
        ChaseState::FinalNotice => Some(words.chase_final),
        ChaseState::OnHold => Some(words.chase_on_hold),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offers::tests::record;
    use contract::record::{DocumentDetail, VisitDetail};

    fn view(kind: RecordKind, detail: Option<RecordDetail>) -> RecordView {
        let mut row = record(kind, "");
        row.happened_on = "2026-11-20".parse().ok();
        row.due_on = "2031-11-20".parse().ok();
        RecordView {
            row,
            detail,
            files: None,
            as_recorded_by: None,
        }
    }

    fn told(found: &RecordView) -> Vec<(String, String)> {
        facts(found, "2026-11-24".parse().unwrap())
            .into_iter()
            .map(|fact| (fact.name, fact.value))
            .collect()
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn a_certificate_is_known_by_its_number_days_and_result() {
        let detail = DocumentDetail {
            number: Some("EICR-1042".to_owned()),
            result: Some("satisfactory".to_owned()),
            inspector: None,
            remarks: Some("  ".to_owned()),
        };
        assert_eq!(
            told(&view(
                RecordKind::Document,
                Some(RecordDetail::Document(detail))
            )),
            [
                pair("Number", "EICR-1042"),
                pair("Issued", "Fri 20 Nov"),
                pair("Next due", "20 Nov 2031"),
                pair("Result", "Satisfactory"),
            ]
        );
    }

    #[test]
    fn a_visit_is_known_by_its_hours() {
        let detail = VisitDetail {
            window: Some("09:00-11:00".to_owned()),
            engineer: Some("Tom".to_owned()),
            outcome: None,
        };
        assert_eq!(
            told(&view(RecordKind::Visit, Some(RecordDetail::Visit(detail)))),
            [
                pair("When", "Fri 20 Nov, 9\u{2013}11"),
                pair("Engineer", "Tom")
            ]
        );
    }

    #[test]
    fn what_the_lens_closes_leaves_no_gap() {
        assert_eq!(
            told(&view(RecordKind::Document, None)),
            [pair("Day", "Fri 20 Nov"), pair("Next due", "20 Nov 2031")]
        );
    }
}
