//! The bench's firm: many letting agents with the same number of properties, invoices and certificates each,
//! and, to see what size does, one with very many and one with few.

use crate::days::{shift, years};
use crate::folder::{DemoError, Folder};
use crate::rows::{self, LineState, Pence};
use chrono::NaiveDate;

const SORTS: [(&str, &str); 3] = [
    ("eicr", "Electrical installation condition report"),
    ("gas-safety", "Landlord gas safety record"),
    ("epc", "Energy performance certificate"),
];

/// How much there is of everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BenchSize {
    pub third_parties: u32,
    pub each: Holding,
    /// Further third parties with a size of their own.
    pub others: Vec<Holding>,
}

/// What one third party holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holding {
    pub properties: u32,
    pub invoices: u32,
    /// Of the invoices, how many in a hundred are unpaid.
    pub unpaid_percent: u32,
    pub documents: u32,
}

impl BenchSize {
    /// 500 third parties, 25,000 properties, 100,000 invoices and 75,000 certificates; one more third party with
    /// 50,000 records, and one with 50.
    #[must_use]
    pub fn bench() -> Self {
        Self {
            third_parties: 500,
            each: Holding {
                properties: 50,
                invoices: 200,
                unpaid_percent: 40,
                documents: 150,
            },
            others: vec![
                Holding {
                    properties: 5_000,
                    invoices: 25_000,
                    unpaid_percent: 100,
                    documents: 25_000,
                },
                Holding {
                    properties: 10,
                    invoices: 25,
                    unpaid_percent: 100,
                    documents: 25,
                },
            ],
        }
    }

    /// 50 third parties, each as in [`Self::growth_many`].
    #[must_use]
    pub fn growth_few() -> Self {
        Self {
            third_parties: 50,
            ..Self::growth_many()
        }
    }

    /// 50,000 third parties.
    #[must_use]
    pub fn growth_many() -> Self {
        Self {
            third_parties: 50_000,
            each: Holding {
                properties: 1,
                invoices: 2,
                unpaid_percent: 100,
                documents: 2,
            },
            others: Vec::new(),
        }
    }
}

#[derive(Default)]
struct Tables {
    parties: Vec<rows::ThirdParty>,
    contacts: Vec<rows::Contact>,
    subjects: Vec<rows::Subject>,
    interests: Vec<rows::Interest>,
    documents: Vec<rows::Document>,
    invoices: Vec<rows::Invoice>,
    lines: Vec<rows::InvoiceLine>,
}

pub fn bench(today: NaiveDate, size: &BenchSize) -> Result<Folder, DemoError> {
    let mut tables = Tables::default();
    let all = (0..size.third_parties)
        .map(|_| size.each)
        .chain(size.others.iter().copied());
    for (holding, number) in all.zip(1..) {
        tables.add(today, number, holding);
    }
    let mut folder = Folder::default();
    folder.table("third_parties.csv", tables.parties)?;
    folder.table("contacts.csv", tables.contacts)?;
    folder.table("subjects.csv", tables.subjects)?;
    folder.table("interests.csv", tables.interests)?;
    folder.table("documents.csv", tables.documents)?;
    folder.table("invoices.csv", tables.invoices)?;
    folder.table("invoice_lines.csv", tables.lines)?;
    Ok(folder)
}

impl Tables {
    fn add(&mut self, today: NaiveDate, number: u32, holding: Holding) {
        let party = format!("tp-{number:05}");
        self.parties.push(rows::ThirdParty {
            r#ref: party.clone(),
            name: format!("Bench Lettings {number}"),
            r#type: "letting-agent",
        });
        self.contacts.push(rows::Contact {
            r#ref: format!("con-{number:05}"),
            third_party: party.clone(),
            name: format!("Bookkeeper {number}"),
            email: format!("bench-{number:05}@bench.example"),
            role: "bookkeeper",
            ..rows::Contact::default()
        });
        let subject = |n: u32| format!("sub-{number:05}-{:05}", n % holding.properties.max(1));
        for n in 0..holding.properties {
            self.subjects.push(rows::Subject {
                r#ref: subject(n),
                kind: "property",
                name: format!("{} Bench Street", n + 1),
                address: format!("{} Bench Street, Town {number}", n + 1),
                postcode: format!("LS{} {}AB", 1 + number % 29, n % 10),
                ..rows::Subject::default()
            });
            self.interests.push(rows::Interest {
                r#ref: format!("int-{number:05}-{n:05}"),
                third_party: party.clone(),
                subject: subject(n),
                relation: "manages",
                first_day: Some(shift(today, -3_000)),
                ..rows::Interest::default()
            });
        }
        for n in 0..holding.documents {
            let (sort, title) = SORTS
                .get(usize::try_from(n / holding.properties.max(1)).unwrap_or(0) % SORTS.len())
                .copied()
                .unwrap_or_default();
            let issued = shift(today, -i64::from(1 + (n * 37 + number) % 1_600));
            self.documents.push(rows::Document {
                r#ref: format!("doc-{number:05}-{n:05}"),
                subject: subject(n),
                r#type: sort,
                title: title.to_owned(),
                number: format!("C-{number}-{n}"),
                issued_on: issued,
                next_due: Some(years(issued, 5)),
                result: "satisfactory".to_owned(),
                inspector: "Aisha Karim".to_owned(),
                superseded: "no",
                ..rows::Document::default()
            });
        }
        for n in 0..holding.invoices {
            let issued = shift(today, -i64::from(1 + (n * 53 + number) % 700));
            let name = format!("INV-{number:05}-{n:05}");
            self.invoices.push(rows::Invoice {
                r#ref: name.clone(),
                subject: subject(n),
                number: name.clone(),
                title: "Inspection and remedial work".to_owned(),
                issued_on: issued,
                due_on: shift(issued, 30),
                addressed_to: party.clone(),
                ..rows::Invoice::default()
            });
            let unpaid = (n * 7 + number) % 100 < holding.unpaid_percent;
            self.lines.push(rows::InvoiceLine {
                invoice: name,
                description: "Inspection and testing".to_owned(),
                net: Pence(i64::from(5_000 + (n * 131 + number * 17) % 90_000)),
                vat_rate: 20,
                state: if unpaid {
                    LineState::Open
                } else {
                    LineState::Paid
                },
                job: String::new(),
            });
        }
    }
}
