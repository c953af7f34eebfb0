//! A database, its keys and file of heads, and a way past the program to what it stored.

use app::keys::Keys;
use app::receipts::{Report, Writer, verify};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use contract::id::{ContactId, DeviceId, FileId, FirmId, IdentityId};
use contract::kind::Grade;
use domain::clock::{Clock, Entropy};
use domain::policy::Unscoped;
use domain::receipt::{Act, Actor, Chain, Draft};
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use store::{Db, DbSettings};
use tempfile::TempDir;
use testkit::postgres::Cluster;

pub struct TestClock(AtomicI64);

impl TestClock {
    pub fn advance(&self, by: TimeDelta) {
        self.0
            .fetch_add(by.num_microseconds().unwrap(), Ordering::Relaxed);
    }
}

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0.load(Ordering::Relaxed)).unwrap()
    }
    fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }
}

/// SplitMix64: the same bytes in every run, other bytes for another seed.
pub struct Seeded(AtomicU64);

impl Seeded {
    pub fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed << 40))
    }
}

impl Entropy for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let mut z = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            chunk.copy_from_slice(&(z ^ (z >> 31)).to_le_bytes()[..chunk.len()]);
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

pub const BOTH: [Engine; 2] = [Engine::Sqlite, Engine::Postgres];

/// The world's own, or one that it was sent to.
pub enum Folder {
    Own(TempDir),
    Given(PathBuf),
}

impl Folder {
    pub fn path(&self) -> &Path {
        match self {
            Self::Own(folder) => folder.path(),
            Self::Given(folder) => folder,
        }
    }
}

pub struct World {
    pub db: Db,
    pub keys: Keys,
    pub clock: Arc<TestClock>,
    pub folder: Folder,
    pub settings: DbSettings,
}

impl World {
    pub async fn new(engine: Engine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = match engine {
            Engine::Sqlite => DbSettings::sqlite(&folder.path().join("test.db")),
            Engine::Postgres => DbSettings {
                url: Cluster::shared().unwrap().fresh_database().unwrap(),
                connections: 8,
            },
        };
        let world = Self::open(settings, Folder::Own(folder)).await;
        world.db.migrate().await.unwrap();
        world
    }

    /// What a process that was told of this world makes of it.
    pub async fn of_another_process(url: &str, folder: &str) -> Self {
        let settings = DbSettings {
            url: url.to_owned(),
            connections: 4,
        };
        Self::open(settings, Folder::Given(folder.into())).await
    }

    async fn open(settings: DbSettings, folder: Folder) -> Self {
        Self {
            db: Db::connect(&settings).await.unwrap(),
            keys: Keys::open(&folder.path().join("keys"), &Seeded::new(99)).unwrap(),
            clock: Arc::new(TestClock(AtomicI64::new(1_763_800_000_000_000))),
            folder,
            settings,
        }
    }

    pub fn heads(&self) -> PathBuf {
        self.folder.path().join("heads.jsonl")
    }

    /// Another process's handle on the same database.
    pub async fn second_db(&self) -> Db {
        Db::connect(&self.settings).await.unwrap()
    }

    /// A batcher; two with different seeds stand for two processes.
    pub fn writer(&self, db: &Db, seed: u64) -> Arc<Writer> {
        let writer = Writer::start(
            db.clone(),
            self.clock.clone(),
            Arc::new(Seeded::new(seed)),
            self.keys.receipts.clone(),
            self.heads(),
        );
        Arc::new(writer.unwrap())
    }

    /// `count` receipts in the firm's chain, with the writer closed again.
    pub async fn written(&self, count: u64) {
        let writer = self.writer(&self.db, 7);
        for n in 0..count {
            writer.write(draft(n)).await.unwrap();
        }
        writer.close().await;
    }

    #[allow(clippy::disallowed_methods, reason = "verification reads everything")]
    pub async fn verify(&self) -> Report {
        let unscoped = Unscoped::because("a test of verification");
        let key = self.keys.receipts.public();
        verify(&self.db, unscoped, &key, &self.heads(), |_| {})
            .await
            .unwrap()
    }

    /// The one chain's first fault as it would be printed.
    pub async fn fault(&self) -> String {
        let report = self.verify().await;
        let fault = report.chains.into_iter().find_map(|chain| chain.fault);
        fault.expect("nothing was found").to_string()
    }

    /// Past the program.
    pub async fn raw(&self) -> DatabaseConnection {
        Database::connect(&self.settings.url).await.unwrap()
    }

    pub async fn tamper(&self, sql: &str) {
        self.raw().await.execute_unprepared(sql).await.unwrap();
    }
}

pub fn firm_chain() -> Chain {
    Chain::firm(FirmId::from_bytes([9; 16]))
}

/// The `n`th download of somebody.
pub fn draft(n: u64) -> Draft {
    let mut draft = Draft::new(
        firm_chain(),
        Actor::Identity(IdentityId::from_bytes([1; 16])),
        Act::FileDownload,
        Grade::Person,
    );
    draft.hat = Some(ContactId::from_bytes([2; 16]));
    draft.device = Some(DeviceId::from_bytes([4; 16]));
    draft.object = Some(FileId::from_bytes([3; 16]).into());
    draft.version = Some(1);
    draft.sha256 = Some("ab".repeat(32));
    draft.query = Some(format!("n={n}"));
    draft.ip = Some("192.0.2.7".parse().unwrap());
    draft.agent = Some("Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0".to_owned());
    draft
}
