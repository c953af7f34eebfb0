//! What kinds, standings and states of records are called on the firm's own side.

use crate::strings::t;
use contract::firm_record::{FirmRecordRow, ThirdPartyRef};
use contract::kind::{RecordKind, Standing, Status};
use ui::icon::Icon;
use ui::standing::{Chip, Tone, plain};

#[must_use]
pub const fn kind(kind: RecordKind) -> &'static str {
    let words = &t().records.kinds;
    match kind {
        RecordKind::Job => words.job,
        RecordKind::Visit => words.visit,
        RecordKind::Document => words.document,
        RecordKind::PhotoSet => words.photo_set,
        RecordKind::Invoice => words.invoice,
        RecordKind::Milestone => words.milestone,
        RecordKind::StagePayment => words.stage_payment,
    }
}

#[must_use]
pub const fn standing(standing: Standing) -> &'static str {
    let words = &t().records.standings;
    match standing {
        Standing::Internal => words.internal,
        Standing::ByRule => words.by_rule,
        Standing::Shared => words.shared,
    }
}

#[must_use]
pub fn all_names(parties: &[ThirdPartyRef]) -> String {
    let names: Vec<&str> = parties.iter().map(|party| party.name.as_str()).collect();
    names.join(", ")
}

/// Who may see it: a word and a picture.
#[must_use]
pub fn standing_chip(row: &FirmRecordRow) -> Chip {
    let words = &t().records.standings;
    match row.standing {
        Standing::Internal => Chip::new(Tone::Plain, Icon::Lock, words.internal),
        Standing::ByRule => Chip::new(Tone::Good, Icon::Eye, words.by_rule),
        Standing::Shared => {
            let names = all_names(&row.shared_with);
            Chip::new(Tone::Good, Icon::Person, (words.shared_with)(&names))
        }
    }
}

/// How it stands, by its own word.
#[must_use]
pub fn status_chip(row: &FirmRecordRow) -> Chip {
    plain(row.status).exactly(row.due_on)
}

/// A record without a title of its own goes by its kind.
#[must_use]
pub fn title(row: &FirmRecordRow) -> String {
    if row.title.trim().is_empty() {
        kind(row.kind).to_owned()
    } else {
        row.title.clone()
    }
}

/// The states that a record of the kind can have, to choose from.
#[must_use]
pub const fn statuses(kind: RecordKind) -> &'static [Status] {
    match kind {
        RecordKind::Job => &[
            Status::Open,
            Status::Booked,
            Status::Done,
            Status::Cancelled,
        ],
        RecordKind::Visit => &[
            Status::Booked,
            Status::Done,
            Status::Missed,
            Status::Cancelled,
        ],
        RecordKind::Document => &[Status::Current, Status::Superseded],
        RecordKind::PhotoSet => &[Status::Current],
        RecordKind::Invoice => &[
            Status::Draft,
            Status::Unpaid,
            Status::PartPaid,
            Status::Paid,
            Status::Credited,
        ],
        RecordKind::Milestone => &[Status::Planned, Status::Reached],
        RecordKind::StagePayment => &[
            Status::Planned,
            Status::Reached,
            Status::Paid,
            Status::Retained,
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::id::{RecordId, SubjectId, ThirdPartyId};
    use contract::record::SubjectRef;

    fn row(standing: Standing) -> FirmRecordRow {
        let party = |name: &str| ThirdPartyRef {
            id: ThirdPartyId::from_bytes([4; 16]),
            name: name.to_owned(),
        };
        FirmRecordRow {
            id: RecordId::from_bytes([1; 16]),
            kind: RecordKind::Invoice,
            sub_kind: String::new(),
            title: String::new(),
            status: Status::Draft,
            standing,
            shared_with: vec![party("Nest & Co"), party("Oakline")],
            subject: SubjectRef {
                id: SubjectId::from_bytes([2; 16]),
                name: "14 Mill Lane".to_owned(),
                postcode: None,
            },
            addressed_to: None,
            happened_on: None,
            due_on: None,
            total: None,
            open: None,
            file_count: 0,
        }
    }

    #[test]
    fn who_sees_a_record_is_said_in_words() {
        let said = |standing| standing_chip(&row(standing)).text;
        assert_eq!(said(Standing::Internal), "Only the firm");
        assert_eq!(said(Standing::ByRule), "By its type\u{2019}s rules");
        assert_eq!(said(Standing::Shared), "Shared with Nest & Co, Oakline");
    }

    #[test]
    fn what_has_no_title_goes_by_its_kind() {
        let mut row = row(Standing::Internal);
        assert_eq!(title(&row), "Invoice");
        row.title = "March".to_owned();
        assert_eq!(title(&row), "March");
    }
}
