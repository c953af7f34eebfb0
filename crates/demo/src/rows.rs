//! The rows of the import's CSV files: a field is a column, in its order, under its name.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

type Day = Option<NaiveDate>;

/// A sum, written `1234.50`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pence(pub i64);

impl Serialize for Pence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (sign, sum) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        serializer.collect_str(&format_args!("{sign}{}.{:02}", sum / 100, sum % 100))
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    #[default]
    #[serde(rename = "")]
    ByRule,
    Internal,
    Shared,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    #[default]
    Open,
    Booked,
    Done,
    Missed,
    Cancelled,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LineState {
    #[default]
    Open,
    Queried,
    Credited,
    Paid,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Chase {
    #[default]
    None,
    Reminded,
    SecondReminder,
    FinalNotice,
    OnHold,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct ThirdParty {
    pub r#ref: String,
    pub name: String,
    pub r#type: &'static str,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct Contact {
    pub r#ref: String,
    pub third_party: String,
    pub name: String,
    pub email: String,
    pub role: &'static str,
    pub modules_off: &'static str,
    pub sites: &'static str,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct Subject {
    pub r#ref: String,
    pub kind: &'static str,
    pub name: String,
    pub address: String,
    pub postcode: String,
    pub uprn: String,
    pub parent: String,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct Interest {
    pub r#ref: String,
    pub third_party: String,
    pub subject: String,
    pub relation: &'static str,
    pub first_day: Day,
    pub last_day: Day,
    pub share: &'static str,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct Job {
    pub r#ref: String,
    pub subject: String,
    pub reference: String,
    pub title: String,
    pub status: Status,
    pub raised_on: Day,
    pub booked_for: Day,
    pub done_on: Day,
    pub description: String,
    pub staff_note: String,
    pub standing: Standing,
    pub addressed_to: String,
    pub raised_by: String,
    pub shared_with: String,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct Visit {
    pub r#ref: String,
    pub subject: String,
    pub job: String,
    pub title: String,
    pub status: Status,
    pub date: NaiveDate,
    pub window: String,
    pub engineer: String,
    pub outcome: String,
    pub staff_note: String,
    pub standing: Standing,
    pub addressed_to: String,
    pub shared_with: String,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct Document {
    pub r#ref: String,
    pub subject: String,
    pub r#type: &'static str,
    pub title: String,
    pub number: String,
    pub issued_on: NaiveDate,
    pub next_due: Day,
    pub result: String,
    pub inspector: String,
    pub remarks: String,
    pub file: String,
    /// `yes` or nothing.
    pub superseded: &'static str,
    pub staff_note: String,
    pub standing: Standing,
    pub addressed_to: String,
    pub shared_with: String,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct PhotoSet {
    pub r#ref: String,
    pub subject: String,
    pub title: String,
    pub taken_on: NaiveDate,
    pub stage: String,
    pub remarks: String,
    pub staff_note: String,
    pub standing: Standing,
    pub shared_with: String,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct Photo {
    pub photo_set: String,
    pub file: String,
    pub caption: String,
    pub taken_on: NaiveDate,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct Invoice {
    pub r#ref: String,
    pub subject: String,
    pub number: String,
    pub title: String,
    pub purchase_order: String,
    pub issued_on: NaiveDate,
    pub due_on: NaiveDate,
    /// `yes` or nothing.
    pub draft: &'static str,
    pub chase: Chase,
    pub addressed_to: String,
    pub staff_note: String,
    pub standing: Standing,
    pub shared_with: String,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct InvoiceLine {
    pub invoice: String,
    pub description: String,
    pub net: Pence,
    pub vat_rate: u8,
    pub state: LineState,
    pub job: String,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct Milestone {
    pub r#ref: String,
    pub subject: String,
    pub position: u32,
    pub title: String,
    pub planned_on: Day,
    pub reached_on: Day,
    pub description: String,
    pub staff_note: String,
    pub standing: Standing,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct StagePayment {
    pub r#ref: String,
    pub subject: String,
    pub position: u32,
    pub title: String,
    pub milestone: String,
    pub amount: Pence,
    pub retention: Pence,
    pub due_on: Day,
    pub paid_on: Day,
    pub addressed_to: String,
    pub staff_note: String,
    pub standing: Standing,
}

/// How a flag stands in a cell.
pub const fn flag(set: bool) -> &'static str {
    if set { "yes" } else { "" }
}
