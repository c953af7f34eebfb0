//! Jobs and visits: wanted, booked and done, over two years.

use crate::chance::Chance;
use crate::days::{coming, shift, worked};
use crate::people::{ELECTRICIANS, GAS_ENGINEERS};
use crate::places::{MILL_LANE, PARK_ROAD, PLACES};
use crate::rows::{self, Standing, Status};
use chrono::NaiveDate;

const TASKS: [(&str, &str); 8] = [
    (
        "Fault finding, kitchen ring",
        "Breaker trips when the oven and the kettle are on together.",
    ),
    (
        "Replace consumer unit",
        "Old plastic board without RCD protection.",
    ),
    (
        "Remedial work after inspection",
        "Items coded C2 on the last report.",
    ),
    ("Annual gas safety check", "Boiler and hob."),
    (
        "Smoke alarm replacement",
        "Two mains alarms past their date.",
    ),
    (
        "Extractor fan",
        "Bathroom fan seized; replace like for like.",
    ),
    (
        "Extra sockets, living room",
        "Two double sockets either side of the chimney breast.",
    ),
    (
        "Outside light",
        "PIR light at the rear door does not switch off.",
    ),
];
const WINDOWS: [&str; 4] = ["09:00-11:00", "11:00-13:00", "13:00-15:00", "15:00-17:00"];

pub struct Works {
    pub jobs: Vec<rows::Job>,
    pub visits: Vec<rows::Visit>,
}

pub fn works(today: NaiveDate) -> Works {
    let mut works = Works {
        jobs: Vec::new(),
        visits: Vec::new(),
    };
    let mut number = 3_000;
    for place in PLACES {
        let key = place.key();
        let mut chance = Chance::of(&format!("works {key}"));
        for round in 0..chance.between(2, 5) {
            number += 1;
            let raised = worked(shift(today, -chance.between(15, 700)));
            let (title, description) = chance.pick(&TASKS);
            let status = if chance.in_hundred(5) {
                Status::Cancelled
            } else {
                Status::Done
            };
            add(
                &mut works,
                today,
                &key,
                number,
                raised,
                title,
                description,
                status,
                round,
                &mut chance,
            );
        }
        // What is going on now: wanted at one place, booked at another.
        if chance.in_hundred(45) || key == MILL_LANE {
            number += 1;
            let raised = worked(shift(today, -chance.between(1, 12)));
            let (title, description) = chance.pick(&TASKS);
            let status = if key == MILL_LANE || chance.in_hundred(60) {
                Status::Booked
            } else {
                Status::Open
            };
            add(
                &mut works,
                today,
                &key,
                number,
                raised,
                title,
                description,
                status,
                9,
                &mut chance,
            );
        }
        if key == PARK_ROAD {
            number += 1;
            let raised = worked(shift(today, -20));
            add(
                &mut works,
                today,
                &key,
                number,
                raised,
                "Periodic inspection",
                "EICR, five-yearly.",
                Status::Done,
                8,
                &mut chance,
            );
        }
    }
    works
}

#[expect(
    clippy::too_many_arguments,
    reason = "a row of a table, filled in one place"
)]
fn add(
    works: &mut Works,
    today: NaiveDate,
    key: &str,
    number: i32,
    raised: NaiveDate,
    title: &str,
    description: &str,
    status: Status,
    round: i64,
    chance: &mut Chance,
) {
    let reference = format!("J-{number}");
    let done =
        (status == Status::Done).then(|| worked(shift(raised, chance.between(1, 12)).min(today)));
    let booked = match status {
        Status::Booked => Some(coming(shift(today, chance.between(1, 14)))),
        Status::Done => done,
        _ => None,
    };
    let standing = if chance.in_hundred(6) {
        Standing::Internal
    } else {
        Standing::ByRule
    };
    works.jobs.push(rows::Job {
        r#ref: reference.clone(),
        subject: key.to_owned(),
        reference: reference.clone(),
        title: title.to_owned(),
        status,
        raised_on: Some(raised),
        booked_for: booked,
        done_on: done.map(|d| d.max(raised)),
        description: description.to_owned(),
        staff_note: if chance.in_hundred(30) {
            "Margin is thin; no discount.".to_owned()
        } else {
            String::new()
        },
        standing,
        ..rows::Job::default()
    });
    let Some(date) = booked else { return };
    let engineer = if title.contains("gas") {
        chance.pick(GAS_ENGINEERS)
    } else {
        chance.pick(ELECTRICIANS)
    };
    let missed = status == Status::Done && round == 0 && chance.in_hundred(20);
    works.visits.push(rows::Visit {
        r#ref: format!("V-{number}"),
        subject: key.to_owned(),
        job: reference,
        title: title.to_owned(),
        status: match (status, missed) {
            (Status::Booked, _) => Status::Booked,
            (_, true) => Status::Missed,
            _ => Status::Done,
        },
        date: date.max(raised),
        window: chance.pick(&WINDOWS).to_owned(),
        engineer: engineer.name.to_owned(),
        outcome: match (status, missed) {
            (Status::Booked, _) => String::new(),
            (_, true) => "Nobody in; card left.".to_owned(),
            _ => "Completed and tested.".to_owned(),
        },
        staff_note: String::new(),
        standing,
        ..rows::Visit::default()
    });
}
