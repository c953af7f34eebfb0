//! Records as their firm sees them, and who else does and why.

use super::{Read, field};
use crate::json::Json;
use contract::firm_record::{
    DocumentBody, FileVersion, FirmFile, FirmRecordPage, FirmRecordRow, FirmRecordView,
    InvoiceBody, InvoiceLineBody, JobBody, MilestoneBody, PhotoSetBody, RecordBody, RecordChange,
    StagePaymentBody, ThirdPartyRef, VisitBody,
};
use contract::kind::Standing;
use contract::why::{RecordWhy, WhyContact, WhyInterest};

named!(Standing);
numbers!(i32);

objects! {
    ThirdPartyRef { id, name }
    FirmRecordRow {
        id, kind, sub_kind, title, status, standing, shared_with, subject, addressed_to, happened_on, due_on, total,
        open, file_count
    }
    FirmRecordPage { items, next_cursor }
    FileVersion { version, name, size, sha256, at }
    RecordChange { version, at, by, changed, standing }
    JobBody { reference, title, status, raised_on, booked_for, done_on, description, staff_note }
    VisitBody { title, status, on, window, engineer, outcome, job, staff_note }
    DocumentBody {
        sub_kind, title, number, issued_on, next_due, result, inspector, remarks, superseded, staff_note
    }
    PhotoSetBody { title, taken_on, stage, remarks, photos, staff_note }
    InvoiceBody { number, purchase_order, title, issued_on, due_on, draft, chase, lines, staff_note }
    InvoiceLineBody { id, description, net, vat_rate, state, job }
    MilestoneBody { position, title, planned_on, reached_on, description, staff_note }
    StagePaymentBody { position, title, milestone, amount, retention, due_on, paid_on, staff_note }
    RecordWhy { record, kind, title, subject, standing, sees, near, more }
    WhyContact {
        contact, name, third_party, third_party_name, role, rules, interests, off, addressed, shared, as_recorded_by,
        stops, reasons
    }
    WhyInterest { relation, first, last, direct }
}

impl Read for FirmFile {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            latest: Read::read(json)?,
            removed: field(json, "removed")?,
            versions: field(json, "versions")?,
        })
    }
}

impl Read for RecordBody {
    fn read(json: &Json) -> Option<Self> {
        Some(match json.get("kind")?.text()? {
            "job" => Self::Job(Read::read(json)?),
            "visit" => Self::Visit(Read::read(json)?),
            "document" => Self::Document(Read::read(json)?),
            "photo_set" => Self::PhotoSet(Read::read(json)?),
            "invoice" => Self::Invoice(Read::read(json)?),
            "milestone" => Self::Milestone(Read::read(json)?),
            "stage_payment" => Self::StagePayment(Read::read(json)?),
            _ => return None,
        })
    }
}

impl Read for FirmRecordView {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            row: Read::read(json)?,
            revision: field(json, "revision")?,
            body: field(json, "body")?,
            source: field(json, "source")?,
            reference: field(json, "reference")?,
            raised_by: field(json, "raised_by")?,
            files: field(json, "files")?,
            history: field(json, "history")?,
        })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::tests::agrees;
    use super::*;
    use contract::day::Day;
    use contract::file::FileSummary;
    use contract::id::{ContactId, FileId, LineId, RecordId, SubjectId, ThirdPartyId};
    use contract::kind::{ChaseState, LineState, Module, RecordKind, Relation, Status};
    use contract::money::Money;
    use contract::record::SubjectRef;

    fn day() -> Day {
        Day::new(2026, 4, 14).unwrap()
    }

    fn party() -> ThirdPartyRef {
        ThirdPartyRef {
            id: ThirdPartyId::from_bytes([4; 16]),
            name: "Oakline".to_owned(),
        }
    }

    pub(crate) fn row(full: bool) -> FirmRecordRow {
        FirmRecordRow {
            id: RecordId::from_bytes([1; 16]),
            kind: RecordKind::Invoice,
            sub_kind: String::new(),
            title: "Fault finding".to_owned(),
            status: Status::PartPaid,
            standing: if full {
                Standing::Shared
            } else {
                Standing::Internal
            },
            shared_with: if full { vec![party()] } else { vec![] },
            subject: SubjectRef {
                id: SubjectId::from_bytes([2; 16]),
                name: "14 Mill Lane".to_owned(),
                postcode: None,
            },
            addressed_to: full.then(party),
            happened_on: full.then(day),
            due_on: full.then(day),
            total: full.then_some(Money::gbp(24_000)),
            open: full.then_some(Money::gbp(1)),
            file_count: 2,
        }
    }

    pub(crate) fn bodies() -> [RecordBody; 7] {
        let note = || "bring the ladder".to_owned();
        let words = || "words".to_owned();
        [
            RecordBody::Job(JobBody {
                reference: "J1".to_owned(),
                title: words(),
                status: Status::Booked,
                raised_on: Some(day()),
                booked_for: None,
                done_on: None,
                description: words(),
                staff_note: note(),
            }),
            RecordBody::Visit(VisitBody {
                title: words(),
                status: Status::Missed,
                on: day(),
                window: "09:00-11:00".to_owned(),
                engineer: words(),
                outcome: String::new(),
                job: Some(RecordId::from_bytes([7; 16])),
                staff_note: note(),
            }),
            RecordBody::Document(DocumentBody {
                sub_kind: "eicr".to_owned(),
                title: words(),
                number: words(),
                issued_on: day(),
                next_due: Some(day()),
                result: words(),
                inspector: words(),
                remarks: words(),
                superseded: true,
                staff_note: note(),
            }),
            RecordBody::PhotoSet(PhotoSetBody {
                title: words(),
                taken_on: day(),
                stage: words(),
                remarks: words(),
                photos: Some(vec![FileId::from_bytes([3; 16])]),
                staff_note: note(),
            }),
            RecordBody::Invoice(InvoiceBody {
                number: "INV-1".to_owned(),
                purchase_order: words(),
                title: words(),
                issued_on: day(),
                due_on: day(),
                draft: true,
                chase: ChaseState::Reminded,
                lines: vec![InvoiceLineBody {
                    id: Some(LineId::from_bytes([6; 16])),
                    description: "Call-out".to_owned(),
                    net: Money::gbp(4_000),
                    vat_rate: 2_000,
                    state: LineState::Queried,
                    job: None,
                }],
                staff_note: note(),
            }),
            RecordBody::Milestone(MilestoneBody {
                position: 3,
                title: words(),
                planned_on: Some(day()),
                reached_on: None,
                description: words(),
                staff_note: note(),
            }),
            RecordBody::StagePayment(StagePaymentBody {
                position: 2,
                title: words(),
                milestone: words(),
                amount: Money::gbp(100_000),
                retention: Money::gbp(5_000),
                due_on: Some(day()),
                paid_on: None,
                staff_note: note(),
            }),
        ]
    }

    #[test]
    fn the_firms_list_and_every_kind_of_its_records_are_read_as_they_are_sent() {
        agrees(&FirmRecordPage {
            items: vec![row(true), row(false)],
            next_cursor: Some("6e".to_owned()),
        });
        let file = FirmFile {
            latest: FileSummary {
                id: FileId::from_bytes([3; 16]),
                name: "a.pdf".to_owned(),
                media_type: "application/pdf".to_owned(),
                size: 65_000,
                sha256: "0".repeat(64),
                caption: None,
                taken_on: Some(day()),
                has_thumbnail: false,
            },
            removed: true,
            versions: vec![FileVersion {
                version: 2,
                name: "b.pdf".to_owned(),
                size: 1,
                sha256: "1".repeat(64),
                at: "2026-11-24T05:55:45.086107Z".to_owned(),
            }],
        };
        for body in bodies() {
            agrees(&FirmRecordView {
                row: row(true),
                revision: "ab".to_owned(),
                body,
                source: "staff".to_owned(),
                reference: String::new(),
                raised_by: Some(party()),
                files: vec![file.clone()],
                history: vec![RecordChange {
                    version: 2,
                    at: "2026-11-24T05:55:45.086107Z".to_owned(),
                    by: "Sam".to_owned(),
                    changed: vec!["files".to_owned()],
                    standing: Some(Standing::ByRule),
                }],
            });
        }
    }

    #[test]
    fn who_sees_a_record_and_why_is_read_as_it_is_sent() {
        let somebody = |full: bool| WhyContact {
            contact: ContactId::from_bytes([8; 16]),
            name: "Bea".to_owned(),
            third_party: ThirdPartyId::from_bytes([4; 16]),
            third_party_name: "Oakline".to_owned(),
            role: full.then(|| "bookkeeper".to_owned()),
            rules: vec!["relation.manages.document".to_owned()],
            interests: vec![WhyInterest {
                relation: Relation::Manages,
                first: day(),
                last: full.then(day),
                direct: full,
            }],
            off: vec![Module::Photos],
            addressed: full,
            shared: full,
            as_recorded_by: full.then(day),
            stops: vec!["her access was ended".to_owned()],
            reasons: vec!["reason".to_owned()],
        };
        agrees(&RecordWhy {
            record: RecordId::from_bytes([1; 16]),
            kind: RecordKind::Document,
            title: "EICR".to_owned(),
            subject: row(true).subject,
            standing: "by_rule".to_owned(),
            sees: vec![somebody(true)],
            near: vec![somebody(false)],
            more: true,
        });
    }
}
