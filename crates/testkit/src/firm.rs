//! Halden Electrical in small: two rival letting agents, a landlord who owns what one of them manages and also
//! works there, and a record of each common kind for either side.

use app::App;
use app::ports::FileKey;
use bytes::Bytes;
use contract::day::Day;
use contract::email::Email;
use contract::id::{
    ContactId, FileId, FirmId, Id, IdentityId, InterestId, RecordId, SubjectId, ThirdPartyId,
};
use contract::kind::{Relation, SubjectKind};
use domain::interest::{Interest, Period};
use domain::profile::Library;
use domain::subject::Subject;
use std::collections::BTreeSet;
use store::people::{Contact, External, ThirdParty};
use store::{Change, firms, people, records, subjects};

pub const HALDEN: FirmId = Id::from_bytes([1; 16]);
pub const OAKLINE: ThirdPartyId = Id::from_bytes([11; 16]);
pub const NEST: ThirdPartyId = Id::from_bytes([12; 16]);
pub const PAULS_FLATS: ThirdPartyId = Id::from_bytes([13; 16]);

/// Managed by Oakline, owned by Paul.
pub const MILL_LANE: SubjectId = Id::from_bytes([31; 16]);
/// Managed by Oakline.
pub const PARK_ROAD: SubjectId = Id::from_bytes([32; 16]);
/// Managed by Nest.
pub const COPPER_COURT: SubjectId = Id::from_bytes([33; 16]);

pub const MILL_LANE_EICR: RecordId = Id::from_bytes([41; 16]);
pub const MILL_LANE_PHOTOS: RecordId = Id::from_bytes([42; 16]);
pub const OAKLINE_INVOICE: RecordId = Id::from_bytes([43; 16]);
pub const PARK_ROAD_JOB: RecordId = Id::from_bytes([44; 16]);
pub const PARK_ROAD_VISIT: RecordId = Id::from_bytes([45; 16]);
pub const COPPER_COURT_GAS: RecordId = Id::from_bytes([46; 16]);
pub const NEST_INVOICE: RecordId = Id::from_bytes([47; 16]);
/// On Oakline's own property, and staff only.
pub const INTERNAL: RecordId = Id::from_bytes([48; 16]);

pub const EICR_FILE: FileId = Id::from_bytes([51; 16]);
pub const PHOTO_FILE: FileId = Id::from_bytes([52; 16]);
pub const GAS_FILE: FileId = Id::from_bytes([53; 16]);

/// People who must not see each other's things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Persona {
    /// Bea at Oakline.
    Bookkeeper,
    /// Paul at Oakline.
    Principal,
    /// Rita at Nest.
    Rival,
    /// Paul again, as the owner of his flats: the same browser, another hat.
    Landlord,
}

impl Persona {
    pub const ALL: [Self; 4] = [
        Self::Bookkeeper,
        Self::Principal,
        Self::Rival,
        Self::Landlord,
    ];

    #[must_use]
    pub const fn email(self) -> &'static str {
        match self {
            Self::Bookkeeper => "bea@oakline.example",
            Self::Principal | Self::Landlord => "paul@oakline.example",
            Self::Rival => "rita@nest.example",
        }
    }

    #[must_use]
    pub const fn hat(self) -> ContactId {
        Id::from_bytes(match self {
            Self::Bookkeeper => [21; 16],
            Self::Principal => [22; 16],
            Self::Rival => [23; 16],
            Self::Landlord => [24; 16],
        })
    }

    const fn post(self) -> (ThirdPartyId, &'static str, &'static str) {
        match self {
            Self::Bookkeeper => (OAKLINE, "bookkeeper", "Bea Lister"),
            Self::Principal => (OAKLINE, "principal", "Paul Oak"),
            Self::Rival => (NEST, "bookkeeper", "Rita Nest"),
            Self::Landlord => (PAULS_FLATS, "owner", "Paul Oak"),
        }
    }
}

/// What the firm's files hold, for comparing.
#[derive(Debug, Clone)]
pub struct Firm {
    pub eicr: Bytes,
    pub gas: Bytes,
    pub photo: Bytes,
    pub thumbnail: Bytes,
}

impl Firm {
    /// The files, of which nothing is stored yet.
    pub(crate) fn papers() -> Self {
        Self {
            // Longer than two chunks of a download.
            eicr: pattern(b"%PDF-1.7 eicr ", 700_001),
            gas: pattern(b"%PDF-1.7 gas ", 2_000),
            photo: pattern(b"\xff\xd8\xff photo ", 5_000),
            thumbnail: pattern(b"\xff\xd8\xff small ", 500),
        }
    }

    pub(crate) async fn furnish(app: &App) -> Self {
        let firm = Self::papers();
        for bytes in [&firm.eicr, &firm.gas, &firm.photo, &firm.thumbnail] {
            app.files
                .put(&FileKey::of(bytes), bytes.clone())
                .await
                .unwrap();
        }
        let change = Change::now(&*app.clock, "test");
        let tx = app.db.write().await.unwrap();
        let library = Library::built_in();
        let text = |id: &str| (id.to_owned(), library.text(id).unwrap().to_owned());
        let new = firms::NewFirm {
            id: HALDEN,
            slug: "halden".to_owned(),
            name: "Halden Electrical".to_owned(),
            off: BTreeSet::new(),
            profiles: ["base", "letting-agent", "landlord"].map(text).to_vec(),
        };
        firms::insert(&tx, &new, &change).await.unwrap();
        for (id, profile, name) in [
            (OAKLINE, "letting-agent", "Oakline Lettings"),
            (NEST, "letting-agent", "Nest & Co"),
            (PAULS_FLATS, "landlord", "Paul's Flats"),
        ] {
            let party = ThirdParty {
                id,
                firm: HALDEN,
                profile: profile.to_owned(),
                name: name.to_owned(),
                slug: name.to_lowercase().replace(' ', "-"),
                external: external(name),
            };
            people::insert_third_party(&tx, &party, &change)
                .await
                .unwrap();
        }
        for persona in Persona::ALL {
            let (third_party, role, name) = persona.post();
            let contact = Contact {
                id: persona.hat(),
                firm: HALDEN,
                third_party,
                name: name.to_owned(),
                email: Email::parse(persona.email()).unwrap(),
                role: role.to_owned(),
                off: BTreeSet::new(),
                cannot: BTreeSet::new(),
                sites: None,
                external: external(&format!("{name} at {third_party}")),
            };
            let fresh: IdentityId = Id::from_bytes(persona.hat().bytes());
            let identity = people::identity_of(&tx, &contact.email, fresh, &change)
                .await
                .unwrap();
            people::insert_contact(&tx, &contact, identity, &change)
                .await
                .unwrap();
        }
        subjects::insert(
            &tx,
            HALDEN,
            &[
                property(MILL_LANE, "14 Mill Lane", "LS7 3AB"),
                property(PARK_ROAD, "22 Park Road", "LS8 1QQ"),
                property(COPPER_COURT, "3 Copper Court", "LS6 2ZZ"),
            ],
        )
        .await
        .unwrap();
        let interests = [
            (61, OAKLINE, MILL_LANE, Relation::Manages),
            (62, OAKLINE, PARK_ROAD, Relation::Manages),
            (63, NEST, COPPER_COURT, Relation::Manages),
            (64, PAULS_FLATS, MILL_LANE, Relation::Owns),
        ]
        .map(|(id, third_party, subject, relation)| interest(id, third_party, subject, relation));
        people::insert_interests(&tx, HALDEN, &interests, &change)
            .await
            .unwrap();
        records::insert(&tx, &firm.records(), &change)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        firm
    }
}

#[must_use]
pub fn day(year: u16, month: u8, day: u8) -> Day {
    Day::new(year, month, day).unwrap()
}

#[must_use]
pub fn external(reference: &str) -> External {
    External {
        source: "test".to_owned(),
        reference: reference.to_owned(),
    }
}

/// Bytes that differ everywhere, so that a wrong range is a wrong content.
fn pattern(start: &[u8], length: usize) -> Bytes {
    let rest = (0u32..).flat_map(u32::to_be_bytes);
    start.iter().copied().chain(rest).take(length).collect()
}

fn property(id: SubjectId, name: &str, postcode: &str) -> (Subject, External) {
    let subject = Subject {
        id,
        parent: None,
        kind: SubjectKind::Property,
        name: name.to_owned(),
        address: "Leeds".to_owned(),
        postcode: postcode.to_owned(),
        uprn: String::new(),
    };
    (subject, external(name))
}

fn interest(
    id: u8,
    third_party: ThirdPartyId,
    subject: SubjectId,
    relation: Relation,
) -> (Interest, External) {
    let interest = Interest {
        id: InterestId::from_bytes([id; 16]),
        third_party,
        subject,
        relation,
        period: Period {
            first: day(2024, 1, 1),
            last: None,
        },
        share: None,
    };
    (interest, external(&id.to_string()))
}
