//! A random firm: its tree, third parties with random profiles, interests, and records with their versions.
//! Kept in memory as plain facts and written to the database through the store's own functions.

use contract::day::Day;
use contract::id::{ContactId, FirmId, Id, RecordId, SubjectId, ThirdPartyId};
use contract::kind::{ChaseState, LineState, RecordKind, Relation, Status, SubjectKind};
use domain::day::{from_number, number};
use domain::hand_over::{HandOver, HandedOver, hand_over};
use domain::interest::{Interest, Period};
use domain::record::{Body, Document, Invoice, InvoiceLine, Job, Standing, Visit};
use domain::subject::Subject;
use rand::seq::{IndexedRandom as _, SliceRandom as _};
use rand::{Rng as _, RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use store::people::{External, ThirdParty};
use store::records::Record;
use store::{Change, Db, StoreError};

/// The world's first day; everything happens in the forty days after it.
pub const BEGIN: i32 = 20_000;

pub struct World {
    pub firm: FirmId,
    pub today: i32,
    pub parents: Vec<Option<usize>>,
    pub subjects: Vec<SubjectId>,
    pub parties: Vec<Party>,
    pub interests: Vec<Interest>,
    pub records: Vec<Rec>,
    pub rng: ChaCha8Rng,
}

pub struct Party {
    pub id: ThirdPartyId,
    pub toml: String,
}

pub struct Rec {
    pub id: RecordId,
    pub subject: SubjectId,
    pub standing: Standing,
    pub addressed: Option<ThirdPartyId>,
    pub raised: Option<ThirdPartyId>,
    pub shared: Vec<ThirdPartyId>,
    /// Each version with the day it was recorded on, oldest first.
    pub versions: Vec<(i32, Body)>,
}

pub fn day(n: i32) -> Day {
    from_number(n).unwrap()
}

impl World {
    pub fn new(seed: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let firm = fresh(&mut rng);
        let count = rng.random_range(3..9);
        let subjects: Vec<SubjectId> = (0..count).map(|_| fresh(&mut rng)).collect();
        let parents = (0..count)
            .map(|i| (i > 0 && rng.random_bool(0.6)).then(|| rng.random_range(0..i)))
            .collect();
        let parties: Vec<Party> = (0..rng.random_range(2..4))
            .map(|_| Party {
                id: fresh(&mut rng),
                toml: profile(&mut rng),
            })
            .collect();
        let today = BEGIN + rng.random_range(10..35);
        let mut world = Self {
            firm,
            today,
            parents,
            subjects,
            parties,
            interests: Vec::new(),
            records: Vec::new(),
            rng,
        };
        for _ in 0..world.rng.random_range(4..14) {
            let interest = world.interest();
            world.interests.push(interest);
        }
        for index in 0..world.rng.random_range(2..10) {
            let record = world.record(index);
            world.records.push(record);
        }
        world
    }

    pub fn party(&mut self) -> ThirdPartyId {
        self.parties.choose(&mut self.rng).unwrap().id
    }

    fn interest(&mut self) -> Interest {
        let first = BEGIN + self.rng.random_range(0..20);
        let last = self
            .rng
            .random_bool(0.5)
            .then(|| first + self.rng.random_range(0..25));
        Interest {
            id: fresh(&mut self.rng),
            third_party: self.party(),
            subject: *self.subjects.choose(&mut self.rng).unwrap(),
            relation: *[Relation::Manages, Relation::Owns]
                .choose(&mut self.rng)
                .unwrap(),
            period: Period::new(day(first), last.map(day)).unwrap(),
            share: None,
        }
    }

    fn record(&mut self, index: usize) -> Rec {
        let kind = *[
            RecordKind::Document,
            RecordKind::Job,
            RecordKind::Visit,
            RecordKind::Invoice,
        ]
        .choose(&mut self.rng)
        .unwrap();
        let mut on = BEGIN + self.rng.random_range(0..10);
        let mut versions = Vec::new();
        for version in 0..self.rng.random_range(1..4) {
            versions.push((on, self.body(kind, index, version)));
            on += self.rng.random_range(0..12);
        }
        let rare = |rng: &mut ChaCha8Rng| rng.random_bool(0.3);
        let mut shared: Vec<_> = self.parties.iter().map(|p| p.id).collect();
        shared.retain(|_| rare(&mut self.rng));
        shared.sort_unstable();
        Rec {
            id: fresh(&mut self.rng),
            subject: *self.subjects.choose(&mut self.rng).unwrap(),
            standing: match self.rng.random_range(0..10) {
                0 => Standing::Internal,
                1 | 2 => Standing::Shared,
                _ => Standing::ByRule,
            },
            addressed: rare(&mut self.rng).then(|| self.party()),
            raised: rare(&mut self.rng).then(|| self.party()),
            shared,
            versions,
        }
    }

    /// A body whose title tells which record and version it is.
    fn body(&mut self, kind: RecordKind, record: usize, version: usize) -> Body {
        let title = format!("rec{record}x{version}y");
        let some_day = |rng: &mut ChaCha8Rng| day(BEGIN + rng.random_range(0..40));
        let maybe = |rng: &mut ChaCha8Rng| rng.random_bool(0.7).then(|| some_day(rng));
        let rng = &mut self.rng;
        match kind {
            RecordKind::Document => {
                let issued_on = some_day(rng);
                Body::Document(Document {
                    sub_kind: (*["a", "b"].choose(rng).unwrap()).to_owned(),
                    title,
                    number: String::new(),
                    issued_on,
                    next_due: rng.random_bool(0.5).then(|| day(number(issued_on) + 20)),
                    result: String::new(),
                    inspector: String::new(),
                    remarks: String::new(),
                    superseded: rng.random_bool(0.3),
                    file: None,
                    staff_note: "hiddenword".to_owned(),
                })
            }
            RecordKind::Job => {
                let raised_on = maybe(rng);
                Body::Job(Job {
                    reference: String::new(),
                    title,
                    status: *[Status::Open, Status::Booked, Status::Done]
                        .choose(rng)
                        .unwrap(),
                    raised_on,
                    booked_for: maybe(rng),
                    done_on: None,
                    description: String::new(),
                    staff_note: "hiddenword".to_owned(),
                })
            }
            RecordKind::Visit => Body::Visit(Visit {
                title,
                status: *[Status::Booked, Status::Done].choose(rng).unwrap(),
                on: some_day(rng),
                window: String::new(),
                engineer: String::new(),
                outcome: String::new(),
                job: None,
                staff_note: "hiddenword".to_owned(),
            }),
            _ => {
                let issued_on = some_day(rng);
                Body::Invoice(Invoice {
                    number: title,
                    purchase_order: String::new(),
                    title: String::new(),
                    issued_on,
                    due_on: day(number(issued_on) + 14),
                    draft: rng.random_bool(0.2),
                    chase: ChaseState::None,
                    lines: vec![InvoiceLine {
                        id: fresh(rng),
                        description: "work".to_owned(),
                        net_pence: rng.random_range(1..50_000),
                        vat_rate: 2000,
                        state: *[LineState::Open, LineState::Paid].choose(rng).unwrap(),
                        job: None,
                    }],
                    staff_note: "hiddenword".to_owned(),
                })
            }
        }
    }

    /// Writes the world, changes some of it as a firm does, and keeps the facts in step.
    pub async fn write(&mut self, db: &Db) -> Result<(), StoreError> {
        let change = |on_day: i32| Change {
            by: "test".to_owned(),
            at: i64::from(on_day) * 1_000,
            on_day,
        };
        let tx = db.write().await?;
        let firm = store::firms::NewFirm {
            id: self.firm,
            slug: self.firm.to_string(),
            name: "Firm".to_owned(),
            off: [].into(),
            profiles: Vec::new(),
        };
        store::firms::insert(&tx, &firm, &change(BEGIN)).await?;
        for (n, party) in self.parties.iter().enumerate() {
            let party = ThirdParty {
                id: party.id,
                firm: self.firm,
                profile: "test".to_owned(),
                name: format!("Party {n}"),
                slug: party.id.to_string(),
                external: external(&format!("p{n}")),
            };
            store::people::insert_third_party(&tx, &party, &change(BEGIN)).await?;
        }
        let subjects: Vec<_> = (0..self.subjects.len())
            .map(|i| (self.subject(i), external(&format!("s{i}"))))
            .collect();
        store::subjects::insert(&tx, self.firm, &subjects).await?;
        // Some interests are there before the records, some come after.
        let early = self.rng.random_range(0..=self.interests.len());
        self.write_interests(&tx, 0..early, &change(BEGIN)).await?;
        for (n, rec) in self.records.iter().enumerate() {
            for (version, (on_day, body)) in rec.versions.iter().enumerate() {
                let record = self.whole(n, rec, body.clone());
                if version == 0 {
                    store::records::insert(&tx, &[record], &change(*on_day)).await?;
                } else {
                    assert!(store::records::update(&tx, &record, &change(*on_day)).await?);
                }
            }
        }
        let total = self.interests.len();
        self.write_interests(&tx, early..total, &change(BEGIN))
            .await?;
        self.alter(&tx, &change(self.today)).await?;
        tx.commit().await
    }

    /// Moves a subject in the tree, and lets interests take each other's place.
    async fn alter(&mut self, tx: &store::Tx, change: &Change) -> Result<(), StoreError> {
        if self.rng.random_bool(0.5) {
            let moved = self.rng.random_range(0..self.subjects.len());
            let mut places: Vec<Option<usize>> = (0..self.subjects.len())
                .filter(|p| !self.is_below(*p, moved))
                .map(Some)
                .collect();
            places.push(None);
            let place = *places.choose(&mut self.rng).unwrap();
            self.parents[moved] = place;
            store::subjects::move_to(tx, self.subjects[moved], place.map(|p| self.subjects[p]))
                .await?;
        }
        for step in 0..self.rng.random_range(0..5) {
            let change = Change {
                at: change.at + step,
                ..change.clone()
            };
            self.turn(tx, &change).await?;
        }
        Ok(())
    }

    /// One interest passes to another third party, ends or goes on, becomes another, or begins.
    async fn turn(&mut self, tx: &store::Tx, change: &Change) -> Result<(), StoreError> {
        let at = self.rng.random_range(0..self.interests.len());
        let old = self.interests[at].clone();
        let (mut close, mut open) = (vec![old.id], Vec::new());
        match self.rng.random_range(0..4) {
            0 => {
                let ask = HandOver {
                    relation: old.relation,
                    from: old.third_party,
                    to: self.party(),
                    on: day(self.today + self.rng.random_range(-8..4)),
                };
                let held = self.interests.iter().filter(|i| i.subject == old.subject);
                let held: Vec<_> = held.cloned().collect();
                let Ok(HandedOver { ended, begins }) = hand_over(&held, &ask) else {
                    return Ok(());
                };
                let begun = Interest {
                    id: fresh(&mut self.rng),
                    third_party: ask.to,
                    period: begins,
                    ..ended
                };
                close = vec![ended.id];
                open.extend([ended, begun]);
            }
            1 => {
                let last = self.today + self.rng.random_range(-8..4);
                let last = self.rng.random_bool(0.7).then(|| day(last));
                match Period::new(old.period.first, last) {
                    Some(period) => open.push(Interest { period, ..old }),
                    None => return Ok(()),
                }
            }
            2 => open.push(self.interest()),
            _ => {
                close.clear();
                open.push(self.interest());
            }
        }
        self.interests.retain(|i| !close.contains(&i.id));
        self.interests.extend(open.iter().cloned());
        let open: Vec<_> = open
            .into_iter()
            .map(|new| (new.clone(), external(&new.id.to_string())))
            .collect();
        store::interests::turn(tx, self.firm, &close, &open, change).await
    }

    async fn write_interests(
        &self,
        tx: &store::Tx,
        range: std::ops::Range<usize>,
        change: &Change,
    ) -> Result<(), StoreError> {
        let new: Vec<_> = range
            .map(|i| (self.interests[i].clone(), external(&format!("i{i}"))))
            .collect();
        if new.is_empty() {
            return Ok(());
        }
        store::people::insert_interests(tx, self.firm, &new, change).await?;
        let on: Vec<_> = new.iter().map(|(i, _)| i.subject).collect();
        store::index::refresh_below(tx, &on).await
    }

    fn subject(&self, i: usize) -> Subject {
        Subject {
            id: self.subjects[i],
            parent: self.parents[i].map(|p| self.subjects[p]),
            kind: SubjectKind::Property,
            name: format!("{i} Park Road"),
            address: String::new(),
            postcode: String::new(),
            uprn: String::new(),
        }
    }

    fn whole(&self, n: usize, rec: &Rec, body: Body) -> Record {
        Record {
            id: rec.id,
            firm: self.firm,
            subject: rec.subject,
            body,
            standing: rec.standing,
            addressed_to: rec.addressed,
            raised_by: rec.raised,
            shared_with: rec.shared.clone(),
            files: Vec::new(),
            external: external(&format!("r{n}")),
        }
    }

    pub fn index_of(&self, subject: SubjectId) -> usize {
        self.subjects.iter().position(|s| *s == subject).unwrap()
    }

    /// Whether a subject is another or lies below it.
    pub fn is_below(&self, mut subject: usize, above: usize) -> bool {
        loop {
            if subject == above {
                return true;
            }
            match self.parents[subject] {
                Some(parent) => subject = parent,
                None => return false,
            }
        }
    }

    /// Some of the subjects, in no order.
    pub fn some_subjects(&mut self) -> Vec<SubjectId> {
        let mut some = self.subjects.clone();
        some.shuffle(&mut self.rng);
        some.truncate(self.rng.random_range(0..3));
        some
    }

    pub fn contact(&mut self) -> ContactId {
        fresh(&mut self.rng)
    }
}

fn external(reference: &str) -> External {
    External {
        source: "test".to_owned(),
        reference: reference.to_owned(),
    }
}

pub fn fresh<K>(rng: &mut ChaCha8Rng) -> Id<K> {
    let mut bytes = [0; 16];
    rng.fill_bytes(&mut bytes);
    Id::from_bytes(bytes)
}

/// A random profile, written as a person would write it.
fn profile(rng: &mut ChaCha8Rng) -> String {
    let rule = |rng: &mut ChaCha8Rng, kind: &str| {
        let mut rule = format!(
            "{kind} = {{ lens = \"{}\"",
            ["full", "schedule"].choose(rng).unwrap()
        );
        if kind == "document" && rng.random_bool(0.4) {
            rule.push_str(", of = [\"a\"]");
        }
        if rng.random_bool(0.4) {
            let extent = ["own", "addressed", "site", "whole"].choose(rng).unwrap();
            rule.push_str(&format!(", extent = \"{extent}\""));
        }
        if rng.random_bool(0.5) {
            rule.push_str(", since = \"always\"");
        }
        rule.push_str(" }\n");
        rule
    };
    let mut text = format!("id = \"test\"\nhistory = {}\n", rng.random_bool(0.6));
    for section in ["relation.manages", "relation.owns", "shared"] {
        text.push_str(&format!("[{section}]\n"));
        for kind in ["document", "job", "visit", "invoice"] {
            if rng.random_bool(0.8) {
                text.push_str(&rule(rng, kind));
            }
        }
    }
    text.push_str(
        "[role.all]\nsee = [\"*\"]\ndo = [\"*\"]\n[role.some]\nsee = [\"document\", \"invoice\"]\n",
    );
    text
}
