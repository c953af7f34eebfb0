//! A landlord's small build: its milestones, and the payments that follow them.

use crate::days::shift;
use crate::people::HUSSAIN;
use crate::places::OLD_CHAPEL;
use crate::rows::{self, Pence};
use chrono::NaiveDate;

/// What is built, how many days from the start it is planned, and what is paid for it.
const STEPS: [(&str, i64, i64, i64); 5] = [
    ("First fix", 0, 640_000, 32_000),
    ("Boards and supply", 35, 480_000, 24_000),
    ("Second fix", 80, 520_000, 26_000),
    ("Testing and commissioning", 120, 260_000, 13_000),
    ("Handover", 140, 200_000, 0),
];
/// The build began so many days ago.
const BEGUN: i64 = 90;

pub fn milestones(today: NaiveDate) -> Vec<rows::Milestone> {
    let rows = STEPS.iter().zip(1..).map(|((title, after, ..), position)| {
        let planned = shift(today, after - BEGUN);
        rows::Milestone {
            r#ref: format!("chapel-milestone-{position}"),
            subject: OLD_CHAPEL.to_owned(),
            position,
            title: (*title).to_owned(),
            planned_on: Some(planned),
            reached_on: (planned < today).then(|| shift(planned, 2).min(today)),
            ..rows::Milestone::default()
        }
    });
    rows.collect()
}

pub fn stage_payments(today: NaiveDate) -> Vec<rows::StagePayment> {
    let rows = STEPS
        .iter()
        .zip(1..)
        .map(|((title, after, amount, retention), position)| {
            let due = shift(today, after - BEGUN + 14);
            let paid = due < shift(today, -10);
            rows::StagePayment {
                r#ref: format!("chapel-payment-{position}"),
                subject: OLD_CHAPEL.to_owned(),
                position,
                title: format!("Stage {position}: {title}"),
                milestone: (*title).to_owned(),
                amount: Pence(*amount),
                retention: Pence(*retention),
                due_on: Some(due),
                paid_on: paid.then_some(due),
                addressed_to: HUSSAIN.to_owned(),
                ..rows::StagePayment::default()
            }
        });
    rows.collect()
}
