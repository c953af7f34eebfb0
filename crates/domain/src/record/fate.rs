//! What becomes of an invoice after it was written: how far each line got, and how it is chased. That is no edit of what
//! it says, whoever notes it down.

use super::{Body, Invoice};
use contract::kind::LineState;

/// Whether two versions say the same, and only what became of it differs.
#[must_use]
pub fn differ_in_fate_alone(before: &Body, after: &Body) -> bool {
    let (Body::Invoice(before), Body::Invoice(after)) = (before, after) else {
        return false;
    };
    before != after && as_written(before, after) == *after
}

/// The first with the fate of the second, line by line as far as they are the same lines.
fn as_written(before: &Invoice, after: &Invoice) -> Invoice {
    let mut before = before.clone();
    before.chase = after.chase;
    for line in &mut before.lines {
        let same = after.lines.iter().find(|other| other.id == line.id);
        line.state = same.map_or(LineState::Open, |other| other.state);
    }
    before
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::InvoiceLine;
    use contract::day::Day;
    use contract::id::LineId;
    use contract::kind::ChaseState;

    #[test]
    fn a_line_that_is_queried_is_no_other_line_and_one_that_says_something_else_is() {
        let day = Day::new(2026, 1, 1).unwrap();
        let line = |n, description: &str| InvoiceLine {
            id: LineId::from_bytes([n; 16]),
            description: description.to_owned(),
            net_pence: 100,
            vat_rate: 2000,
            state: LineState::Open,
            job: None,
        };
        let written = Invoice {
            number: "7".to_owned(),
            purchase_order: String::new(),
            title: String::new(),
            issued_on: day,
            due_on: day,
            draft: false,
            chase: ChaseState::None,
            lines: vec![line(1, "Board"), line(2, "Labour")],
            staff_note: String::new(),
        };
        let alone = |after: &Invoice| {
            differ_in_fate_alone(
                &Body::Invoice(written.clone()),
                &Body::Invoice(after.clone()),
            )
        };
        assert!(!alone(&written));
        let mut queried = written.clone();
        queried.lines[1].state = LineState::Queried;
        queried.chase = ChaseState::Reminded;
        assert!(alone(&queried));
        queried.lines[1].description = "Work".to_owned();
        assert!(!alone(&queried));
        let mut longer = written.clone();
        longer.lines.push(line(3, "Callout"));
        assert!(!alone(&longer));
    }
}
