//! Invoices in every state, with their lines. Each is addressed to whoever was answerable on its day.

use crate::chance::Chance;
use crate::days::{last_third_of_march, shift, worked};
use crate::places::{MILL_LANE, PLACES};
use crate::rows::{self, Chase, LineState, Pence, Standing, flag};
use chrono::NaiveDate;

const WORK: [(&str, i64, u8); 9] = [
    ("Electrical installation condition report", 18_500, 20),
    ("Landlord gas safety record", 8_000, 20),
    ("Labour, fault finding, two hours", 11_000, 20),
    ("Replacement of RCBO", 4_650, 20),
    ("Consumer unit, metal, ten ways, fitted", 48_000, 20),
    ("Mains smoke alarm, supplied and fitted", 6_200, 20),
    ("Extractor fan, supplied and fitted", 12_400, 20),
    ("Insulation, energy-saving materials", 15_000, 5),
    ("Call-out", 4_000, 20),
];

pub struct Bills {
    pub invoices: Vec<rows::Invoice>,
    pub lines: Vec<rows::InvoiceLine>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Paid,
    Unpaid,
    Overdue(Chase),
    PartPaid,
    Credited,
    Queried,
    Draft,
}

pub fn bills(today: NaiveDate) -> Bills {
    let mut bills = Bills {
        invoices: Vec::new(),
        lines: Vec::new(),
    };
    let mut number = 2_000;
    for (n, place) in PLACES.iter().enumerate() {
        let key = place.key();
        let mut chance = Chance::of(&format!("bills {key}"));
        for _ in 0..chance.between(3, 6) {
            number += 1;
            let issued = worked(shift(today, -chance.between(60, 700)));
            let state = if chance.in_hundred(6) {
                State::Credited
            } else {
                State::Paid
            };
            let order = chance
                .in_hundred(30)
                .then(|| format!("PO-{}", chance.between(1_000, 9_999)));
            let lines: Vec<_> = (0..chance.between(1, 3))
                .map(|_| chance.pick(&WORK))
                .collect();
            add(
                &mut bills,
                number,
                &key,
                place.payer(issued, today),
                issued,
                state,
                order,
                &lines,
            );
        }
        // One that is open, in a state that goes round, so that each is there for each agent.
        let (age, state) = match n % 9 {
            0 => (10, State::Unpaid),
            1 => (45, State::Overdue(Chase::Reminded)),
            2 => (62, State::Overdue(Chase::SecondReminder)),
            3 => (95, State::Overdue(Chase::FinalNotice)),
            4 => (50, State::Overdue(Chase::OnHold)),
            5 => (40, State::PartPaid),
            6 => (1, State::Draft),
            7 => (33, State::Overdue(Chase::None)),
            _ => continue,
        };
        number += 1;
        let issued = worked(shift(today, -age));
        let lines: Vec<_> = (0..chance.between(1, 3))
            .map(|_| chance.pick(&WORK))
            .collect();
        add(
            &mut bills,
            number,
            &key,
            place.payer(issued, today),
            issued,
            state,
            None,
            &lines,
        );
    }
    // The one the bookkeeper asks about: in March, with a line of £40.00 that she does not recognise.
    let march = last_third_of_march(today);
    let lines = [
        ("Fault finding, kitchen ring", 10_000, 20),
        ("Call-out, second visit", 4_000, 20),
    ];
    add(
        &mut bills,
        2_041,
        MILL_LANE,
        "oakline",
        march,
        State::Queried,
        Some("PO-4471".to_owned()),
        &lines,
    );
    bills
}

#[expect(
    clippy::too_many_arguments,
    reason = "a row of a table, filled in one place"
)]
fn add(
    bills: &mut Bills,
    number: i32,
    subject: &str,
    payer: &str,
    issued: NaiveDate,
    state: State,
    order: Option<String>,
    lines: &[(&str, i64, u8)],
) {
    // 2041 is the asked-about one's alone.
    let name = if state == State::Queried {
        "INV-2041".to_owned()
    } else {
        format!("INV-{}", number + 1_000)
    };
    bills.invoices.push(rows::Invoice {
        r#ref: name.clone(),
        subject: subject.to_owned(),
        number: name.clone(),
        title: lines.first().map(|l| l.0.to_owned()).unwrap_or_default(),
        purchase_order: order.unwrap_or_default(),
        issued_on: issued,
        due_on: shift(issued, 30),
        draft: flag(state == State::Draft),
        chase: match state {
            State::Overdue(chase) => chase,
            _ => Chase::None,
        },
        addressed_to: payer.to_owned(),
        staff_note: String::new(),
        standing: if state == State::Draft {
            Standing::Internal
        } else {
            Standing::ByRule
        },
        shared_with: String::new(),
    });
    // Part paid needs something that is not: a second line, if there was one only.
    let second = [("Certificate of minor works", 3_500, 20u8)];
    let extra = if state == State::PartPaid && lines.len() < 2 {
        &second[..]
    } else {
        &[]
    };
    for (at, (description, net, rate)) in lines.iter().chain(extra).enumerate() {
        bills.lines.push(rows::InvoiceLine {
            invoice: name.clone(),
            description: (*description).to_owned(),
            net: Pence(*net),
            vat_rate: *rate,
            state: match state {
                State::Paid => LineState::Paid,
                State::Credited => LineState::Credited,
                State::PartPaid if at == 0 => LineState::Paid,
                State::Queried if at == 1 => LineState::Queried,
                _ => LineState::Open,
            },
            job: String::new(),
        });
    }
}
