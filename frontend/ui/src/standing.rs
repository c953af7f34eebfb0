//! How things stand, as chips: a word, a picture and a tone, never a colour alone. Pure; today is handed in.

use crate::format;
use crate::icon::Icon;
use crate::strings::t;
use crate::words::{status_name, sub_kind_name};
use contract::block::CertificateChip;
use contract::day::Day;
use contract::kind::{LineState, RecordKind, Status, Validity};
use contract::record::RecordRow;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Good,
    /// Soon something must be done.
    Warn,
    /// Something is late.
    Bad,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    pub tone: Tone,
    pub icon: Icon,
    pub text: String,
    /// The whole truth for whoever points at it.
    pub exact: Option<String>,
    pub href: Option<String>,
}

impl Chip {
    #[must_use]
    pub fn new(tone: Tone, icon: Icon, text: impl Into<String>) -> Self {
        Self {
            tone,
            icon,
            text: text.into(),
            exact: None,
            href: None,
        }
    }

    #[must_use]
    pub fn exactly(mut self, day: Option<Day>) -> Self {
        self.exact = day.map(format::day_exact);
        self
    }

    #[must_use]
    pub fn to(mut self, href: String) -> Self {
        self.href = Some(href);
        self
    }
}

const fn of_validity(validity: Validity) -> (Tone, Icon) {
    match validity {
        Validity::Valid => (Tone::Good, Icon::Check),
        Validity::DueSoon => (Tone::Warn, Icon::Clock),
        Validity::Expired => (Tone::Bad, Icon::Warning),
        Validity::Undated => (Tone::Plain, Icon::Check),
    }
}

/// `EICR until Nov 2031`
#[must_use]
pub fn certificate(chip: &CertificateChip, today: Day) -> Chip {
    paper(&chip.sub_kind, chip.validity, chip.due_on, today)
}

/// A paper of a sort, until when it holds.
#[must_use]
pub fn paper(sub_kind: &str, validity: Validity, due_on: Option<Day>, today: Day) -> Chip {
    let (tone, icon) = of_validity(validity);
    let stands = format::validity(validity, due_on, today);
    let text = format!("{} {stands}", format::capital(&sub_kind_name(sub_kind)));
    Chip::new(tone, icon, text).exactly(due_on)
}

/// How a record of any kind stands.
#[must_use]
pub fn record(row: &RecordRow, today: Day) -> Chip {
    match row.kind {
        RecordKind::Document => document(row, today),
        RecordKind::Invoice | RecordKind::StagePayment => payable(row, today),
        RecordKind::Job | RecordKind::Visit | RecordKind::PhotoSet | RecordKind::Milestone => {
            plain(row.status)
        }
    }
}

fn document(row: &RecordRow, today: Day) -> Chip {
    if row.status == Status::Superseded {
        let words = format::capital(status_name(Status::Superseded));
        return Chip::new(Tone::Plain, Icon::History, words).exactly(row.due_on);
    }
    let Some(validity) = row.validity else {
        return plain(row.status);
    };
    let (tone, icon) = of_validity(validity);
    let text = format::capital(&format::validity(validity, row.due_on, today));
    Chip::new(tone, icon, text).exactly(row.due_on)
}

/// What is to pay, and how late it is.
fn payable(row: &RecordRow, today: Day) -> Chip {
    let waits = matches!(
        row.status,
        Status::Unpaid | Status::PartPaid | Status::Planned | Status::Reached
    );
    let Some(due) = row.due_on.filter(|_| waits) else {
        return plain(row.status);
    };
    let text = format::capital(&format::payment_due(due, today));
    let (tone, icon) = match format::days_from(today, due) {
        ..0 => (Tone::Bad, Icon::Warning),
        0..=7 => (Tone::Warn, Icon::Clock),
        _ => (Tone::Plain, Icon::Clock),
    };
    Chip::new(tone, icon, text).exactly(Some(due))
}

/// A status by its own word.
#[must_use]
pub fn plain(status: Status) -> Chip {
    let (tone, icon) = match status {
        Status::Done | Status::Current | Status::Paid | Status::Reached => {
            (Tone::Good, Icon::Check)
        }
        Status::Open | Status::Unpaid | Status::PartPaid => (Tone::Plain, Icon::Dashed),
        Status::Booked | Status::Planned => (Tone::Plain, Icon::Calendar),
        Status::Missed => (Tone::Bad, Icon::Warning),
        Status::Cancelled => (Tone::Plain, Icon::Cross),
        Status::Superseded => (Tone::Plain, Icon::History),
        Status::Draft => (Tone::Plain, Icon::Document),
        Status::Credited => (Tone::Plain, Icon::Coins),
        Status::Retained => (Tone::Warn, Icon::Lock),
    };
    Chip::new(tone, icon, format::capital(status_name(status)))
}

/// One line of an invoice; an open one needs no word.
#[must_use]
pub fn line(state: LineState) -> Option<Chip> {
    let words = crate::words::line_state_name(state);
    let (tone, icon) = match state {
        LineState::Open => return None,
        LineState::Queried => (Tone::Warn, Icon::Help),
        LineState::Credited => (Tone::Plain, Icon::Coins),
        LineState::Paid => (Tone::Good, Icon::Check),
    };
    Some(Chip::new(tone, icon, format::capital(words)))
}

/// A figure of the strip: what it is called, and how it is to be taken.
#[must_use]
pub fn total(of: &str, count: u64) -> Tone {
    match (of, count) {
        (_, 0) => Tone::Plain,
        ("overdue" | "expired", _) => Tone::Bad,
        ("expiring", _) => Tone::Warn,
        _ => Tone::Plain,
    }
}

/// What stands under a figure: `27 to pay`, `certificates expired`.
#[must_use]
pub fn total_words(of: &str, count: u64, words: &crate::words::Words) -> String {
    let named = &t().totals;
    match of {
        "due" => (named.due)(&words.count(count, "invoice")),
        "overdue" => (named.overdue)(&words.count(count, "invoice")),
        "expiring" => (named.expiring)(&noun(words, "document", count)),
        "expired" => (named.expired)(&noun(words, "document", count)),
        "booked" => (named.booked)(&noun(words, "visit", count)),
        other => other.replace(['-', '_'], " "),
    }
}

fn noun(words: &crate::words::Words, thing: &str, count: u64) -> String {
    if count == 1 {
        words.one(thing)
    } else {
        words.many(thing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::id::{RecordId, SubjectId};
    use contract::record::SubjectRef;

    fn row(kind: RecordKind, status: Status, due: Option<&str>) -> RecordRow {
        RecordRow {
            id: RecordId::from_bytes([1; 16]),
            kind,
            sub_kind: String::new(),
            title: "Something".to_owned(),
            status,
            subject: SubjectRef {
                id: SubjectId::from_bytes([2; 16]),
                name: "14 Mill Lane".to_owned(),
                postcode: None,
            },
            happened_on: None,
            due_on: due.map(|d| d.parse().unwrap()),
            validity: None,
            total: None,
            open: None,
            file: None,
            photos: None,
            can: vec![],
        }
    }

    fn today() -> Day {
        "2026-11-24".parse().unwrap()
    }

    #[test]
    fn what_is_late_is_said_in_words_and_by_tone() {
        let late = record(
            &row(RecordKind::Invoice, Status::Unpaid, Some("2026-11-12")),
            today(),
        );
        assert_eq!(
            (late.tone, late.text.as_str()),
            (Tone::Bad, "12 days overdue")
        );
        assert_eq!(late.exact.as_deref(), Some("Thursday 12 November 2026"));
        let soon = record(
            &row(RecordKind::Invoice, Status::PartPaid, Some("2026-11-27")),
            today(),
        );
        assert_eq!(
            (soon.tone, soon.text.as_str()),
            (Tone::Warn, "Due in 3 days")
        );
        let paid = record(
            &row(RecordKind::Invoice, Status::Paid, Some("2026-11-12")),
            today(),
        );
        assert_eq!((paid.tone, paid.text.as_str()), (Tone::Good, "Paid"));
    }

    #[test]
    fn a_certificate_that_was_replaced_is_not_called_expired() {
        let mut old = row(RecordKind::Document, Status::Superseded, Some("2025-11-12"));
        old.validity = Some(Validity::Expired);
        let chip = record(&old, today());
        assert_eq!(
            (chip.tone, chip.text.as_str()),
            (Tone::Plain, "Replaced by a newer one")
        );
    }

    #[test]
    fn every_state_has_words_of_its_own() {
        let mut seen = std::collections::BTreeSet::new();
        for status in Status::ALL {
            let chip = plain(*status);
            assert!(!chip.text.is_empty());
            assert!(seen.insert(chip.text.clone()), "{} twice", chip.text);
        }
        for state in LineState::ALL {
            assert_eq!(line(*state).is_none(), *state == LineState::Open);
        }
    }
}
