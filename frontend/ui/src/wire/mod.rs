//! The contract's types, read from JSON. The names are those the contract sends; a field that is added there does
//! not compile here until it is read, and a name that differs fails the tests below.

use crate::json::Json;
use contract::audit::{ChainState, FirmReceiptPage, FirmReceiptRow, SignedHead};
use contract::block::{
    Block, BySubjectBlock, BySubjectRow, CertificateChip, Dashboard, RecordsBlock, Total,
    TotalsBlock, VisitChip,
};
use contract::day::Day;
use contract::device::{DevicePage, DeviceRow};
use contract::email::Email;
use contract::event::{Changed, Gone, LiveEvent};
use contract::file::FileSummary;
use contract::firm::{FirmFace, FirmView};
use contract::id::{Id, IdKind};
use contract::kind::{
    Action, ChaseState, Grade, LineState, Module, RecordKind, Relation, Status, SubjectKind,
    Validity,
};
use contract::money::{Currency, Money};
use contract::people::{
    ContactRow, ContactView, Made, MailPreview, MailState, ThirdPartyPage, ThirdPartyRow,
    ThirdPartyView, TypeList, TypeRow,
};
use contract::problem::{FieldError, ProblemBody};
use contract::receipt::{ReceiptAbout, ReceiptPage, ReceiptRow};
use contract::record::{
    DocumentDetail, InvoiceDetail, InvoiceLineView, JobDetail, MilestoneDetail, PhotoSetDetail,
    RecordDetail, RecordPage, RecordRow, RecordView, ShareProof, StagePaymentDetail, SubjectRef,
    VisitDetail,
};
use contract::search::{SearchAnswer, Understood};
use contract::session::{Assurance, Hat, SessionView};
use contract::sign_in::{PeekAnswer, SignInAccepted};
use contract::staff::{StaffHat, StaffPage, StaffRight, StaffRole, StaffRow, StaffSession};
use contract::subject::{SubjectPage, SubjectRow, SubjectView};
use contract::tree::{InterestRow, KindCount, RegisterRow, TreePage, TreeRow, TreeStep, TreeView};
use std::collections::BTreeMap;

/// Something the wire carries.
pub trait Read: Sized {
    fn read(json: &Json) -> Option<Self>;

    /// What it is where the field is not there; nothing, unless it may be left out.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }

    /// Whether one that is not known here is passed over in a list: the server may be newer than this app.
    const PASSED_OVER: bool = false;
}

/// A whole answer.
#[must_use]
pub fn from_text<T: Read>(text: &str) -> Option<T> {
    T::read(&Json::parse(text)?)
}

/// One field of an object.
pub fn field<T: Read>(json: &Json, name: &str) -> Option<T> {
    match json.get(name) {
        Some(value) => T::read(value),
        None => T::absent(),
    }
}

impl<T: Read> Read for Option<T> {
    fn read(json: &Json) -> Option<Self> {
        match json {
            Json::Null => Some(None),
            value => T::read(value).map(Some),
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(json: &Json) -> Option<Self> {
        match json {
            Json::List(items) if T::PASSED_OVER => Some(items.iter().filter_map(T::read).collect()),
            Json::List(items) => items.iter().map(T::read).collect(),
            _ => None,
        }
    }
}

impl Read for String {
    fn read(json: &Json) -> Option<Self> {
        json.text().map(ToOwned::to_owned)
    }
}

impl Read for bool {
    fn read(json: &Json) -> Option<Self> {
        match json {
            Json::Bool(yes) => Some(*yes),
            _ => None,
        }
    }
}

impl<K: IdKind> Read for Id<K> {
    fn read(json: &Json) -> Option<Self> {
        json.text()?.parse().ok()
    }
}

impl Read for Day {
    fn read(json: &Json) -> Option<Self> {
        json.text()?.parse().ok()
    }
}

impl Read for Email {
    fn read(json: &Json) -> Option<Self> {
        Self::parse(json.text()?).ok()
    }
}

macro_rules! numbers {
    ($($name:ty),*) => {$(
        impl Read for $name {
            fn read(json: &Json) -> Option<Self> {
                match json {
                    Json::Number(n) => Self::try_from(*n).ok(),
                    _ => None,
                }
            }
        }
    )*};
}
numbers!(i64, u64, u32, u16);

macro_rules! named {
    ($($name:ty),*) => {$(
        impl Read for $name {
            fn read(json: &Json) -> Option<Self> {
                Self::parse(json.text()?)
            }
        }
    )*};
}
named!(
    ChaseState,
    Grade,
    MailState,
    LineState,
    Module,
    RecordKind,
    Relation,
    StaffRole,
    Status,
    SubjectKind,
    Validity
);

macro_rules! objects {
    ($($name:ty { $($field:ident),* })*) => {$(
        impl Read for $name {
            fn read(json: &Json) -> Option<Self> {
                Some(Self { $($field: field(json, stringify!($field))?),* })
            }
        }
    )*};
}

mod effect;
mod firm_record;
mod import;
mod merge;
mod passkey;
mod profile;
mod setup;
mod switch;

objects! {
    Money { pence, currency }
    SubjectRef { id, name, postcode }
    TotalsBlock { totals }
    Total { of, money, count }
    BySubjectBlock { noun, count, columns, rows }
    BySubjectRow { subject, certificates, photos, balance, next_visit }
    CertificateChip { record, sub_kind, validity, due_on, file, can }
    VisitChip { record, on, window }
    RecordsBlock { of, count, rows }
    Dashboard { blocks }
    DeviceRow { id, label, signed_in_at, last_used_at, current }
    DevicePage { items }
    Changed { id, kind, subject, version }
    Gone { id }
    FileSummary { id, name, media_type, size, sha256, caption, taken_on, has_thumbnail }
    FieldError { field, code, message }
    ReceiptRow { id, at, action, object, about, sha256, grade, outcome, hash }
    ReceiptAbout { record, title, subject }
    ReceiptPage { items, next_cursor }
    RecordRow {
        id, kind, sub_kind, title, status, subject, happened_on, due_on, validity, total, open, file, photos, can
    }
    RecordPage { items, next_cursor }
    JobDetail { reference, description }
    VisitDetail { window, engineer, outcome }
    DocumentDetail { number, result, inspector, remarks }
    PhotoSetDetail { stage, remarks }
    InvoiceDetail { number, purchase_order, chase, lines, net, vat, total, open, share }
    InvoiceLineView { id, description, state, net, vat_rate, vat, total, open }
    ShareProof { own, all, allocated_in_full }
    MilestoneDetail { position, description }
    StagePaymentDetail { position, milestone, amount, retention }
    SearchAnswer { understood, hits }
    Understood { words, kinds, sub_kinds, month }
    SessionView { email, device, assurance, expires_at, hats, staff }
    Hat { id, name, role, third_party, firm, brand, logo, offline, words, can, colleagues }
    PeekAnswer { email, name, hats }
    SignInAccepted { minutes }
    SubjectRow { id, kind, name, address, postcode, uprn }
    SubjectPage { items, next_cursor }
    ThirdPartyPage { items, next_cursor }
    ContactRow { id, name, email, role, off, cannot, sites, last_seen_at, invited_at, invitation_mail }
    TypeRow { id, roles, relations }
    TypeList { items }
    Made { id }
    TreeStep { id, name }
    TreePage { items, next_cursor }
    InterestRow { id, third_party, third_party_name, relation, first_day, last_day, share, revision }
    RegisterRow { first_day, last_day, holders, total }
    KindCount { kind, count }
    FirmReceiptRow {
        id, number, at, who, who_id, as_whom, third_party, action, did, object, title, record, version, sha256, query,
        typed, ip, agent, grade, outcome, erased, hash
    }
    FirmReceiptPage { items, next_cursor }
    ChainState { entries, signed, whole, checked_from, fault }
    SignedHead { number, at }
    MailPreview { to, subject, text }
    StaffHat { id, name, role, firm, logo, can, passkey_required }
    StaffSession { email, assurance, passkey, hats }
    StaffRow { id, name, email, role, last_seen_at, revision }
    StaffPage { items }
    FirmFace { name, brand, sender, reply_to, footer }
}

mod canary;
mod duty;
mod logo;
mod places;
mod sight;

/// One that is not known here opens nothing.
impl Read for StaffRight {
    fn read(json: &Json) -> Option<Self> {
        Self::parse(json.text()?)
    }

    const PASSED_OVER: bool = true;
}

impl Read for TreeRow {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            row: Read::read(json)?,
            path: field(json, "path")?,
            children: field(json, "children")?,
            held_by: field(json, "held_by")?,
            found_by: field(json, "found_by")?,
        })
    }
}

impl Read for TreeView {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            row: Read::read(json)?,
            revision: field(json, "revision")?,
            shares_revision: field(json, "shares_revision")?,
            interests: field(json, "interests")?,
            register: field(json, "register")?,
            registers: field(json, "registers")?,
            records: field(json, "records")?,
        })
    }
}

impl Read for ThirdPartyRow {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            id: field(json, "id")?,
            name: field(json, "name")?,
            profile: field(json, "type")?,
            contacts: field(json, "contacts")?,
            last_seen_at: field(json, "last_seen_at")?,
            invited_at: field(json, "invited_at")?,
            archived_at: field(json, "archived_at")?,
        })
    }
}

impl Read for ThirdPartyView {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            row: Read::read(json)?,
            revision: field(json, "revision")?,
            off: field(json, "off")?,
            off_above: field(json, "off_above")?,
            merged_into: field(json, "merged_into")?,
            merged_into_name: field(json, "merged_into_name")?,
            bookmark: field(json, "bookmark")?,
            roles: field(json, "roles")?,
            actions: field(json, "actions")?,
            people: field(json, "people")?,
        })
    }
}

impl Read for ContactView {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            row: Read::read(json)?,
            revision: field(json, "revision")?,
            third_party: field(json, "third_party")?,
            third_party_name: field(json, "third_party_name")?,
            off_above: field(json, "off_above")?,
            devices: field(json, "devices")?,
        })
    }
}

impl Read for FirmView {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            face: Read::read(json)?,
            revision: field(json, "revision")?,
            logo: field(json, "logo")?,
            logo_revision: field(json, "logo_revision")?,
            domain: field(json, "domain")?,
        })
    }
}

/// One that is not known here is not offered.
impl Read for Action {
    fn read(json: &Json) -> Option<Self> {
        Self::parse(json.text()?)
    }

    const PASSED_OVER: bool = true;
}

impl Read for Currency {
    fn read(json: &Json) -> Option<Self> {
        match json.text()? {
            "GBP" => Some(Self::Gbp),
            _ => None,
        }
    }
}

impl Read for Assurance {
    fn read(json: &Json) -> Option<Self> {
        match json.text()? {
            "link" => Some(Self::Link),
            "code" => Some(Self::Code),
            "passkey" => Some(Self::Passkey),
            _ => None,
        }
    }
}

impl Read for BTreeMap<String, Vec<String>> {
    fn read(json: &Json) -> Option<Self> {
        let Json::Object(fields) = json else {
            return None;
        };
        fields
            .iter()
            .map(|(name, value)| Some((name.clone(), Vec::read(value)?)))
            .collect()
    }
}

impl Read for BTreeMap<RecordKind, Vec<Action>> {
    fn read(json: &Json) -> Option<Self> {
        let Json::Object(fields) = json else {
            return None;
        };
        fields
            .iter()
            // A kind that is not known here has no page.
            .filter_map(|(name, value)| Some((RecordKind::parse(name)?, value)))
            .map(|(kind, value)| Some((kind, Vec::read(value)?)))
            .collect()
    }
}

/// A sort that this app cannot draw is left out; the rest of the page is there.
impl Read for Block {
    const PASSED_OVER: bool = true;

    fn read(json: &Json) -> Option<Self> {
        Some(match json.get("block")?.text()? {
            "totals" => Self::Totals(Read::read(json)?),
            "by_subject" => Self::BySubject(Read::read(json)?),
            "records" => Self::Records(Read::read(json)?),
            _ => return None,
        })
    }
}

impl Read for RecordDetail {
    fn read(json: &Json) -> Option<Self> {
        Some(match json.get("of")?.text()? {
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

impl Read for RecordView {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            row: Read::read(json)?,
            detail: field(json, "detail")?,
            files: field(json, "files")?,
            as_recorded_by: field(json, "as_recorded_by")?,
        })
    }
}

impl Read for SubjectView {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            row: Read::read(json)?,
            blocks: field(json, "blocks")?,
        })
    }
}

impl Read for LiveEvent {
    fn read(json: &Json) -> Option<Self> {
        Some(match json.get("event")?.text()? {
            "changed" => Self::Changed(Read::read(json)?),
            "gone" => Self::Gone(Read::read(json)?),
            "slice" => Self::Slice,
            "ended" => Self::Ended,
            _ => return None,
        })
    }
}

impl Read for ProblemBody {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            kind: field(json, "type")?,
            title: field(json, "title")?,
            status: field(json, "status")?,
            detail: field(json, "detail")?,
            errors: field::<Option<_>>(json, "errors")?.unwrap_or_default(),
            trace_id: field(json, "trace_id")?,
        })
    }
}

#[cfg(test)]
pub(in crate::wire) mod tests {
    use super::*;
    use contract::firm::FirmDomain;
    use contract::id::{
        ContactId, DeviceId, FileId, LineId, ReceiptId, RecordId, StaffId, SubjectId, ThirdPartyId,
    };
    use contract::logo::FirmLogo;
    use contract::switch::{SwitchLevel, SwitchedOff};
    use serde::Serialize;
    use std::fmt::Debug;

    /// What the contract writes is read as what it was.
    pub(in crate::wire) fn agrees<T: Read + Serialize + PartialEq + Debug>(value: &T) {
        let text = serde_json::to_string(value).unwrap();
        assert_eq!(from_text::<T>(&text).as_ref(), Some(value), "{text}");
    }

    fn subject() -> SubjectRef {
        SubjectRef {
            id: SubjectId::from_bytes([2; 16]),
            name: "14 Mill \"Lane\"".to_owned(),
            postcode: Some("LS6 1QT".to_owned()),
        }
    }

    fn day() -> Option<Day> {
        Day::new(2026, 4, 14)
    }

    fn row(full: bool) -> RecordRow {
        RecordRow {
            id: RecordId::from_bytes([1; 16]),
            kind: RecordKind::Invoice,
            sub_kind: "eicr".to_owned(),
            title: "Fault finding".to_owned(),
            status: Status::PartPaid,
            subject: subject(),
            happened_on: day().filter(|_| full),
            due_on: day().filter(|_| full),
            validity: full.then_some(Validity::DueSoon),
            total: full.then_some(Money::gbp(-16_000)),
            open: full.then_some(Money::gbp(1)),
            file: full.then_some(FileId::from_bytes([3; 16])),
            photos: full.then_some(7),
            can: if full { Action::ALL.to_vec() } else { vec![] },
        }
    }

    fn file() -> FileSummary {
        FileSummary {
            id: FileId::from_bytes([3; 16]),
            name: "a.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            size: 65_000,
            sha256: "0".repeat(64),
            caption: Some("Consumer unit".to_owned()),
            taken_on: day(),
            has_thumbnail: true,
        }
    }

    fn blocks() -> Vec<Block> {
        let chip = CertificateChip {
            record: RecordId::from_bytes([4; 16]),
            sub_kind: "gas-safety".to_owned(),
            validity: Validity::Expired,
            due_on: day(),
            file: None,
            can: vec![Action::Download],
        };
        let visit = VisitChip {
            record: RecordId::from_bytes([5; 16]),
            on: day().unwrap(),
            window: Some("09:00-11:00".to_owned()),
        };
        let bare = BySubjectRow {
            subject: subject(),
            certificates: None,
            photos: None,
            balance: None,
            next_visit: None,
        };
        let full = BySubjectRow {
            certificates: Some(vec![chip]),
            photos: Some(12),
            balance: Some(Money::gbp(0)),
            next_visit: Some(visit),
            ..bare.clone()
        };
        vec![
            Block::Totals(TotalsBlock {
                totals: vec![Total {
                    of: "due".to_owned(),
                    money: None,
                    count: 3,
                }],
            }),
            Block::BySubject(BySubjectBlock {
                noun: "properties".to_owned(),
                count: 58,
                columns: vec!["photos".to_owned()],
                rows: vec![bare, full],
            }),
            Block::Records(RecordsBlock {
                of: "to-pay".to_owned(),
                count: 2,
                rows: vec![row(true), row(false)],
            }),
        ]
    }

    #[test]
    fn pages_are_read_as_they_are_sent() {
        agrees(&Dashboard { blocks: blocks() });
        agrees(&RecordPage {
            items: vec![row(true), row(false)],
            next_cursor: Some("6e".to_owned()),
        });
        let subject = SubjectRow {
            id: SubjectId::from_bytes([2; 16]),
            kind: SubjectKind::Horse,
            name: "Red".to_owned(),
            address: None,
            postcode: None,
            uprn: Some("9900".to_owned()),
        };
        agrees(&SubjectPage {
            items: vec![subject.clone()],
            next_cursor: None,
        });
        agrees(&SubjectView {
            row: subject,
            blocks: blocks(),
        });
        agrees(&SearchAnswer {
            understood: Understood {
                words: vec!["mill".to_owned()],
                kinds: vec![RecordKind::PhotoSet],
                sub_kinds: vec!["eicr".to_owned()],
                month: Some("03".to_owned()),
            },
            hits: vec![row(true)],
        });
    }

    #[test]
    fn records_of_every_kind_are_read_as_they_are_sent() {
        let line = InvoiceLineView {
            id: LineId::from_bytes([6; 16]),
            description: "Call-out".to_owned(),
            state: LineState::Queried,
            net: Money::gbp(4_000),
            vat_rate: 2_000,
            vat: Money::gbp(800),
            total: Money::gbp(4_800),
            open: Money::gbp(4_800),
        };
        let invoice = InvoiceDetail {
            number: "INV-1".to_owned(),
            purchase_order: None,
            chase: ChaseState::FinalNotice,
            lines: vec![line],
            net: Money::gbp(4_000),
            vat: Money::gbp(800),
            total: Money::gbp(4_800),
            open: Money::gbp(4_800),
            share: Some(ShareProof {
                own: "1/4".to_owned(),
                all: "1/1".to_owned(),
                allocated_in_full: true,
            }),
        };
        let some = || Some("words".to_owned());
        let details = [
            RecordDetail::Job(JobDetail {
                reference: "J1".to_owned(),
                description: some(),
            }),
            RecordDetail::Visit(VisitDetail {
                window: some(),
                engineer: None,
                outcome: some(),
            }),
            RecordDetail::Document(DocumentDetail {
                number: some(),
                result: some(),
                inspector: some(),
                remarks: None,
            }),
            RecordDetail::PhotoSet(PhotoSetDetail {
                stage: some(),
                remarks: some(),
            }),
            RecordDetail::Invoice(invoice),
            RecordDetail::Milestone(MilestoneDetail {
                position: 3,
                description: some(),
            }),
            RecordDetail::StagePayment(StagePaymentDetail {
                position: 2,
                milestone: some(),
                amount: Some(Money::gbp(1)),
                retention: None,
            }),
        ];
        for detail in details {
            agrees(&RecordView {
                row: row(true),
                detail: Some(detail),
                files: Some(vec![file()]),
                as_recorded_by: day(),
            });
        }
        agrees(&RecordView {
            row: row(false),
            detail: None,
            files: None,
            as_recorded_by: None,
        });
    }

    #[test]
    fn what_is_about_oneself_is_read_as_it_is_sent() {
        agrees(&SessionView {
            email: Email::parse("jo@oakline.example").unwrap(),
            device: DeviceId::from_bytes([7; 16]),
            assurance: Assurance::Code,
            expires_at: "2027-05-23T05:55:38.331278Z".to_owned(),
            hats: vec![Hat {
                id: ContactId::from_bytes([8; 16]),
                name: "Jo".to_owned(),
                role: "bookkeeper".to_owned(),
                third_party: "Oakline".to_owned(),
                firm: "Halden".to_owned(),
                brand: Some("#0f5f4e".to_owned()),
                logo: FirmLogo::default(),
                offline: true,
                words: BTreeMap::from([(
                    "subject".to_owned(),
                    vec!["a".to_owned(), "b".to_owned()],
                )]),
                can: BTreeMap::from([(RecordKind::PhotoSet, vec![Action::QueryLine])]),
                colleagues: true,
            }],
            staff: true,
        });
        agrees(&DevicePage {
            items: vec![DeviceRow {
                id: DeviceId::from_bytes([7; 16]),
                label: "Firefox on Windows".to_owned(),
                signed_in_at: "x".to_owned(),
                last_used_at: "y".to_owned(),
                current: false,
            }],
        });
        agrees(&PeekAnswer {
            email: Email::parse("jo@oakline.example").unwrap(),
            name: "Jo".to_owned(),
            hats: vec!["Oakline at Halden".to_owned()],
        });
        agrees(&SignInAccepted { minutes: 15 });
        for grade in Grade::ALL {
            agrees(&ReceiptRow {
                id: ReceiptId::from_bytes([9; 16]),
                at: "2026-11-24T05:55:45.086107Z".to_owned(),
                action: "record.view".to_owned(),
                object: None,
                about: (*grade == Grade::Person).then(|| ReceiptAbout {
                    record: RecordId::from_bytes([1; 16]),
                    title: "EICR".to_owned(),
                    subject: subject(),
                }),
                sha256: Some("0".repeat(64)),
                grade: *grade,
                outcome: "ok".to_owned(),
                hash: "00".to_owned(),
            });
        }
    }

    #[test]
    fn what_staff_read_is_read_as_it_is_sent() {
        let party = |seen: bool| ThirdPartyRow {
            id: ThirdPartyId::from_bytes([1; 16]),
            name: "Oakline".to_owned(),
            profile: "letting-agent".to_owned(),
            contacts: 3,
            last_seen_at: seen.then(|| "2026-11-24T05:55:45.086107Z".to_owned()),
            invited_at: seen.then(|| "2026-11-20T05:55:45.086107Z".to_owned()),
            archived_at: seen.then(|| "2026-11-23T05:55:45.086107Z".to_owned()),
        };
        let person = |full: bool| ContactRow {
            id: ContactId::from_bytes([8; 16]),
            name: "Jo".to_owned(),
            email: Email::parse("jo@oakline.example").unwrap(),
            role: full.then(|| "bookkeeper".to_owned()),
            off: if full { Module::ALL.to_vec() } else { vec![] },
            cannot: if full { Action::ALL.to_vec() } else { vec![] },
            sites: full.then(|| vec![SubjectId::from_bytes([2; 16])]),
            last_seen_at: full.then(|| "x".to_owned()),
            invited_at: full.then(|| "y".to_owned()),
            invitation_mail: full.then_some(MailState::OnItsWay),
        };
        agrees(&ThirdPartyPage {
            items: vec![party(true), party(false)],
            next_cursor: Some("6e".to_owned()),
        });
        agrees(&ThirdPartyView {
            row: party(true),
            revision: "ab".to_owned(),
            off: vec![Module::Photos],
            off_above: vec![SwitchedOff {
                module: Module::Jobs,
                by: vec![SwitchLevel::Firm],
            }],
            merged_into: Some(ThirdPartyId::from_bytes([2; 16])),
            merged_into_name: Some("Nest".to_owned()),
            bookmark: "/t/abc".to_owned(),
            roles: vec!["bookkeeper".to_owned()],
            actions: BTreeMap::from([("bookkeeper".to_owned(), vec![Action::Pay])]),
            people: vec![person(true), person(false)],
        });
        agrees(&ContactView {
            row: person(true),
            revision: "cd".to_owned(),
            third_party: ThirdPartyId::from_bytes([1; 16]),
            third_party_name: "Oakline".to_owned(),
            off_above: vec![],
            devices: vec![],
        });
        agrees(&TypeList {
            items: vec![TypeRow {
                id: "claimant".to_owned(),
                roles: vec!["claimant".to_owned()],
                relations: vec![Relation::Owns],
            }],
        });
        agrees(&Made {
            id: "con_1".to_owned(),
        });
        agrees(&MailPreview {
            to: "jo@oakline.example".to_owned(),
            subject: "Your page".to_owned(),
            text: "Hello\n".to_owned(),
        });
        for role in StaffRole::ALL {
            agrees(&StaffSession {
                email: Email::parse("sam@halden.example").unwrap(),
                assurance: Assurance::Passkey,
                passkey: true,
                hats: vec![StaffHat {
                    id: StaffId::from_bytes([3; 16]),
                    name: "Sam".to_owned(),
                    role: *role,
                    firm: "Halden".to_owned(),
                    logo: FirmLogo::default(),
                    can: StaffRight::ALL.to_vec(),
                    passkey_required: true,
                }],
            });
        }
    }

    #[test]
    fn what_an_owner_reads_is_read_as_it_is_sent() {
        let firm = |full: bool| FirmView {
            face: FirmFace {
                name: "Halden".to_owned(),
                brand: full.then(|| "#0f5f4e".to_owned()),
                sender: full.then(|| "Halden's office".to_owned()),
                reply_to: Email::parse("office@halden.example").ok().filter(|_| full),
                footer: if full {
                    vec!["Mill Lane 1".to_owned(), "0113".to_owned()]
                } else {
                    vec![]
                },
            },
            revision: "ab".to_owned(),
            logo: FirmLogo::default(),
            logo_revision: "cd".to_owned(),
            domain: FirmDomain {
                name: full.then(|| "portal.halden.example".to_owned()),
                points_to: "pages.example".to_owned(),
                revision: "ef".to_owned(),
            },
        };
        agrees(&firm(true));
        agrees(&firm(false));
        let somebody = |seen: bool| StaffRow {
            id: StaffId::from_bytes([3; 16]),
            name: "Sam".to_owned(),
            email: Email::parse("sam@halden.example").unwrap(),
            role: StaffRole::Field,
            last_seen_at: seen.then(|| "2026-11-24T05:55:45.086107Z".to_owned()),
            revision: "cd".to_owned(),
        };
        agrees(&StaffPage {
            items: vec![somebody(true), somebody(false)],
        });
    }

    #[test]
    fn the_tree_is_read_as_it_is_sent() {
        let interest = |ends: bool| InterestRow {
            id: contract::id::InterestId::from_bytes([4; 16]),
            third_party: ThirdPartyId::from_bytes([1; 16]),
            third_party_name: "Oakline".to_owned(),
            relation: Relation::PaysFor,
            first_day: day().unwrap(),
            last_day: day().filter(|_| ends),
            share: ends.then(|| "1/4".to_owned()),
            revision: "ab".to_owned(),
        };
        let row = TreeRow {
            row: SubjectRow {
                id: SubjectId::from_bytes([2; 16]),
                kind: SubjectKind::Unit,
                name: "Flat 2".to_owned(),
                address: None,
                postcode: Some("LS7 3AB".to_owned()),
                uprn: None,
            },
            path: vec![TreeStep {
                id: SubjectId::from_bytes([3; 16]),
                name: "Mill House".to_owned(),
            }],
            children: 3,
            held_by: vec![interest(false)],
            found_by: Some(contract::tree::FoundBy::Postcode),
        };
        let register = |ends: bool| RegisterRow {
            first_day: day().unwrap(),
            last_day: day().filter(|_| ends),
            holders: vec![interest(true)],
            total: "1/1".to_owned(),
        };
        for whole in [true, false] {
            agrees(&TreeView {
                row: row.clone(),
                revision: "ab".to_owned(),
                shares_revision: "cd".to_owned(),
                interests: vec![interest(true), interest(false)],
                register: whole.then(|| register(false)),
                registers: vec![register(true)],
                records: vec![KindCount {
                    kind: RecordKind::Job,
                    count: 12,
                }],
            });
        }
        agrees(&TreePage {
            items: vec![row],
            next_cursor: None,
        });
    }

    #[test]
    fn the_firms_log_is_read_as_it_is_sent() {
        let row = |full: bool| FirmReceiptRow {
            id: ReceiptId::from_bytes([9; 16]),
            number: 12,
            at: "2026-11-24T05:55:45.086107Z".to_owned(),
            who: "Jo Marsh".to_owned(),
            who_id: full.then(|| "con_1".to_owned()),
            as_whom: full.then(|| "Oakline".to_owned()),
            third_party: full.then(|| ThirdPartyId::from_bytes([1; 16])),
            action: "record.view".to_owned(),
            did: "opened a record".to_owned(),
            object: full.then(|| "rec_1".to_owned()),
            title: full.then(|| "EICR".to_owned()),
            record: full.then(|| RecordId::from_bytes([2; 16])),
            version: full.then(|| "3".to_owned()),
            sha256: full.then(|| "00".to_owned()),
            query: full.then(|| "kind=invoice".to_owned()),
            typed: full.then(|| "mill lane".to_owned()),
            ip: full.then(|| "::1".to_owned()),
            agent: full.then(|| "Firefox".to_owned()),
            grade: Grade::Person,
            outcome: "ok".to_owned(),
            erased: if full { vec!["ip".to_owned()] } else { vec![] },
            hash: "00".to_owned(),
        };
        agrees(&FirmReceiptPage {
            items: vec![row(true), row(false)],
            next_cursor: Some("6e".to_owned()),
        });
        for signed in [None, Some(12)] {
            agrees(&ChainState {
                entries: 12,
                signed: signed.map(|number| SignedHead {
                    number,
                    at: "x".to_owned(),
                }),
                whole: signed.is_some(),
                checked_from: 1,
                fault: signed.map(|_| "an entry is missing".to_owned()),
            });
        }
    }

    #[test]
    fn news_and_problems_are_read_as_they_are_sent() {
        for event in [
            LiveEvent::Changed(Changed {
                id: RecordId::from_bytes([1; 16]),
                kind: RecordKind::Job,
                subject: SubjectId::from_bytes([2; 16]),
                version: "ab".to_owned(),
            }),
            LiveEvent::Gone(Gone {
                id: RecordId::from_bytes([1; 16]),
            }),
            LiveEvent::Slice,
            LiveEvent::Ended,
        ] {
            agrees(&event);
        }
        let mut problem = ProblemBody {
            kind: "/problems/invalid".to_owned(),
            title: "Some of this is not right".to_owned(),
            status: 422,
            detail: None,
            errors: vec![],
            trace_id: "abc".to_owned(),
        };
        agrees(&problem);
        problem.detail = Some("Wait a little".to_owned());
        problem.errors.push(FieldError {
            field: "q".to_owned(),
            code: "too_long".to_owned(),
            message: "at most 12 words".to_owned(),
        });
        agrees(&problem);
    }

    #[test]
    fn an_answer_with_a_hole_is_none() {
        assert_eq!(from_text::<Dashboard>("{}"), None);
        assert_eq!(from_text::<SignInAccepted>(r#"{"minutes":-1}"#), None);
    }

    #[test]
    fn a_newer_server_is_understood_as_far_as_can_be() {
        let more = r#"{"minutes":15,"new":[1,{"a":null}]}"#;
        assert_eq!(from_text(more), Some(SignInAccepted { minutes: 15 }));
        let chart = r#"{"blocks":[{"block":"chart"},{"block":"totals","totals":[]}]}"#;
        assert_eq!(
            from_text::<Dashboard>(chart).map(|d| d.blocks.len()),
            Some(1)
        );
        let can = Json::parse(r#"{"invoice":["pay","frame"],"share":["sell"]}"#).unwrap();
        assert_eq!(
            BTreeMap::read(&can),
            Some(BTreeMap::from([(RecordKind::Invoice, vec![Action::Pay])]))
        );
    }
}
