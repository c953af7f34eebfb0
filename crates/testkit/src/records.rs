//! The records of the test firm: one of each common kind, and one that nobody outside may know of.

use crate::firm::*;
use app::ports::FileKey;
use bytes::Bytes;
use contract::id::{FileId, Id, RecordId, SubjectId, ThirdPartyId};
use contract::kind::{ChaseState, LineState, Status};
use domain::record::{Body, Document, Invoice, InvoiceLine, Job, PhotoSet, Standing, Visit};
use store::records::{File, Record};

impl Firm {
    pub(crate) fn records(&self) -> Vec<Record> {
        let eicr = file(
            EICR_FILE,
            "EICR 14 Mill Lane.pdf",
            "application/pdf",
            &self.eicr,
        );
        let gas = file(
            GAS_FILE,
            "CP12 Copper Court.pdf",
            "application/pdf",
            &self.gas,
        );
        let photo = File {
            thumbnail_sha256: Some(FileKey::of(&self.thumbnail).as_str().to_owned()),
            ..file(PHOTO_FILE, "board.jpg", "image/jpeg", &self.photo)
        };
        vec![
            record(
                MILL_LANE_EICR,
                MILL_LANE,
                certificate("eicr", "EICR 14 Mill Lane", EICR_FILE),
                None,
                vec![eicr],
            ),
            record(
                MILL_LANE_PHOTOS,
                MILL_LANE,
                Body::PhotoSet(PhotoSet {
                    title: "Consumer unit before and after".to_owned(),
                    taken_on: day(2026, 5, 4),
                    stage: "after".to_owned(),
                    remarks: String::new(),
                    photos: vec![PHOTO_FILE],
                    staff_note: "remember the ladder".to_owned(),
                }),
                None,
                vec![photo],
            ),
            record(
                OAKLINE_INVOICE,
                MILL_LANE,
                invoice("INV-1001", 81),
                Some(OAKLINE),
                Vec::new(),
            ),
            record(
                PARK_ROAD_JOB,
                PARK_ROAD,
                Body::Job(Job {
                    reference: "J-77".to_owned(),
                    title: "Replace the fuse board".to_owned(),
                    status: Status::Booked,
                    raised_on: Some(day(2026, 11, 10)),
                    booked_for: Some(day(2026, 12, 1)),
                    done_on: None,
                    description: "as quoted".to_owned(),
                    staff_note: "tricky tenant".to_owned(),
                }),
                None,
                Vec::new(),
            ),
            record(
                PARK_ROAD_VISIT,
                PARK_ROAD,
                Body::Visit(Visit {
                    title: "Fuse board".to_owned(),
                    status: Status::Booked,
                    on: day(2026, 12, 1),
                    window: "09:00-11:00".to_owned(),
                    engineer: "Sam".to_owned(),
                    outcome: String::new(),
                    job: Some(PARK_ROAD_JOB),
                    staff_note: String::new(),
                }),
                None,
                Vec::new(),
            ),
            record(
                COPPER_COURT_GAS,
                COPPER_COURT,
                certificate("gas-safety", "Gas safety 3 Copper Court", GAS_FILE),
                None,
                vec![gas],
            ),
            record(
                NEST_INVOICE,
                COPPER_COURT,
                invoice("INV-2001", 91),
                Some(NEST),
                Vec::new(),
            ),
            Record {
                standing: Standing::Internal,
                ..record(
                    INTERNAL,
                    MILL_LANE,
                    Body::Document(Document {
                        file: None,
                        ..match certificate("eicr", "Internal survey", EICR_FILE) {
                            Body::Document(document) => document,
                            _ => unreachable!("a certificate is a document"),
                        }
                    }),
                    None,
                    Vec::new(),
                )
            },
        ]
    }
}

/// A record by the profile's rules; its reference is its id.
#[must_use]
pub fn record(
    id: RecordId,
    subject: SubjectId,
    body: Body,
    addressed_to: Option<ThirdPartyId>,
    files: Vec<File>,
) -> Record {
    Record {
        id,
        firm: HALDEN,
        subject,
        body,
        standing: Standing::ByRule,
        addressed_to,
        raised_by: None,
        shared_with: Vec::new(),
        files,
        external: external(&id.to_string()),
    }
}

fn certificate(sub_kind: &str, title: &str, file: FileId) -> Body {
    Body::Document(Document {
        sub_kind: sub_kind.to_owned(),
        title: title.to_owned(),
        number: "C-1".to_owned(),
        issued_on: day(2026, 3, 14),
        next_due: Some(day(2031, 3, 14)),
        result: "satisfactory".to_owned(),
        inspector: "Sam Wire".to_owned(),
        remarks: String::new(),
        superseded: false,
        file: Some(file),
        staff_note: "copper thieves about".to_owned(),
    })
}

/// An invoice of two lines, one of them queried; `first` makes the lines' ids.
fn invoice(number: &str, first: u8) -> Body {
    let line = |id: u8, description: &str, net_pence, state| InvoiceLine {
        id: Id::from_bytes([id; 16]),
        description: description.to_owned(),
        net_pence,
        vat_rate: 2000,
        state,
        job: None,
    };
    let lines = vec![
        line(first, "Labour", 16_000, LineState::Open),
        line(first + 1, "Call-out", 4_000, LineState::Queried),
    ];
    Body::Invoice(Invoice {
        number: number.to_owned(),
        purchase_order: String::new(),
        title: format!("Invoice {number}"),
        issued_on: day(2026, 10, 1),
        due_on: day(2026, 10, 31),
        draft: false,
        chase: ChaseState::None,
        lines,
        staff_note: "slow payer".to_owned(),
    })
}

fn file(id: FileId, name: &str, media_type: &str, bytes: &Bytes) -> File {
    File {
        id,
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        size: bytes.len() as u64,
        sha256: FileKey::of(bytes).as_str().to_owned(),
        thumbnail_sha256: None,
        caption: String::new(),
        taken_on: None,
    }
}
