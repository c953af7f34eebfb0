//! A firm with two types of third parties, on either database, with its files on a shelf in memory.

use app::import::{Folder, ImportError, Options, Refusal, Summary, apply, plan};
use app::keys::Keys;
use app::ports::{FileKey, Files, FilesError, Mailbox};
use app::receipts::Writer;
use app::{App, Settings};
use async_trait::async_trait;
use bytes::Bytes;
use chrono::TimeDelta;
use contract::id::{FirmId, Id};
use domain::interest::Interest;
use domain::profile::Library;
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, Statement};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::{Arc, Mutex};
use store::people::{Contact, External, ThirdParty};
use store::records::Record;
use store::{Change, Db, DbSettings, firms};
use tempfile::TempDir;
use testkit::postgres::Cluster;
use testkit::{Postbox, Seeded, TestClock};

pub const FIRM: FirmId = Id::from_bytes([1; 16]);

/// Stored files by their key.
#[derive(Default)]
pub struct Shelf(Mutex<HashMap<String, Bytes>>);

impl Shelf {
    pub fn get(&self, sha256: &str) -> Option<Bytes> {
        self.0.lock().unwrap().get(sha256).cloned()
    }
    pub fn len(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

#[async_trait]
impl Files for Shelf {
    async fn put(&self, key: &FileKey, bytes: Bytes) -> Result<(), FilesError> {
        assert_eq!(*key, FileKey::of(&bytes));
        self.0
            .lock()
            .unwrap()
            .insert(key.as_str().to_owned(), bytes);
        Ok(())
    }
    async fn read(&self, _: &FileKey, _: Range<u64>) -> Result<Bytes, FilesError> {
        Err(FilesError::Missing)
    }
    async fn length(&self, key: &FileKey) -> Result<Option<u64>, FilesError> {
        Ok(self.get(key.as_str()).map(|bytes| bytes.len() as u64))
    }
    async fn ready(&self) -> Result<(), FilesError> {
        Ok(())
    }
}

pub struct House {
    pub app: App,
    pub shelf: Arc<Shelf>,
    clock: Arc<TestClock>,
    statements: Arc<Mutex<Vec<String>>>,
    url: String,
    _folder: TempDir,
}

/// Runs a body in a fresh house on each database.
pub fn on_both(body: impl AsyncFn(House)) {
    runtime().block_on(async {
        body(House::on_sqlite().await).await;
        body(House::on_postgres().await).await;
    });
}

pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}

impl House {
    pub async fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = DbSettings::sqlite(&folder.path().join("test.db"));
        Self::on(folder, settings).await
    }

    pub async fn on_postgres() -> Self {
        let url = Cluster::shared().unwrap().fresh_database().unwrap();
        Self::on(
            tempfile::tempdir().unwrap(),
            DbSettings {
                url,
                connections: 4,
            },
        )
        .await
    }

    async fn on(folder: TempDir, settings: DbSettings) -> Self {
        let mut db = Db::connect(&settings).await.unwrap();
        db.migrate().await.unwrap();
        let statements = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&statements);
        db.on_statement(move |sql| log.lock().unwrap().push(sql.to_owned()));
        let shelf = Arc::new(Shelf::default());
        let (clock, entropy) = (Arc::new(TestClock::default()), Arc::new(Seeded::new(7)));
        let keys = Keys::open(&folder.path().join("keys"), &*entropy).unwrap();
        let heads = folder.path().join("heads.jsonl");
        let receipts = Writer::start(
            db.clone(),
            clock.clone(),
            entropy.clone(),
            keys.receipts.clone(),
            heads,
        );
        let app = App {
            db,
            clock: clock.clone(),
            entropy,
            mailer: Arc::new(Postbox::default()),
            files: shelf.clone(),
            inbox: testkit::inbox(folder.path()),
            passkeys: None,
            settings: Arc::new(Settings {
                public_url: "https://pages.halden.example".to_owned(),
                mail_from: Mailbox {
                    name: "Halden".to_owned(),
                    email: "pages@halden.example".to_owned(),
                },
            }),
            keys: Arc::new(keys),
            receipts: Arc::new(receipts.unwrap()),
            profiles: Arc::default(),
            wake: Arc::default(),
            live: Arc::default(),
            imports: Arc::default(),
        };
        let house = Self {
            app,
            shelf,
            clock,
            statements,
            url: settings.url,
            _folder: folder,
        };
        house.found().await;
        house
    }

    async fn found(&self) {
        let library = Library::built_in();
        let profiles = ["letting-agent", "landlord"]
            .map(|id| (id.to_owned(), library.text(id).unwrap().to_owned()));
        let firm = firms::NewFirm {
            id: FIRM,
            slug: "halden".to_owned(),
            name: "Halden Electrical".to_owned(),
            off: BTreeSet::new(),
            profiles: profiles.to_vec(),
        };
        let tx = self.app.db.write().await.unwrap();
        firms::insert(&tx, &firm, &Change::now(&*self.app.clock, "test"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// Later: no two imports are at the same instant.
    fn tick(&self) {
        self.clock.advance(TimeDelta::seconds(1));
    }

    pub async fn plan(&self, folder: &Folder) -> Summary {
        self.tick();
        let writes = self.writes();
        let summary = plan(&self.app, FIRM, folder, &Options::default())
            .await
            .unwrap();
        assert_eq!(self.writes(), writes, "a dry run wrote something");
        summary
    }

    /// Imports a folder in which everything is good.
    pub async fn import(&self, folder: &Folder) -> Summary {
        let planned = self.plan(folder).await;
        let done = apply(&self.app, FIRM, folder, &Options::default())
            .await
            .unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(
            (&planned.tallies, &planned.changed),
            (&done.tallies, &done.changed),
            "it did not do as planned"
        );
        self.index_is_right().await;
        done
    }

    pub async fn import_without_bad(&self, folder: &Folder) -> Summary {
        self.tick();
        let options = Options {
            skip_bad: true,
            ..Options::default()
        };
        let done = apply(&self.app, FIRM, folder, &options)
            .await
            .unwrap_or_else(|e| panic!("{e}"));
        self.index_is_right().await;
        done
    }

    /// The refusals of a folder that has some; and nothing is written.
    pub async fn refused(&self, folder: &Folder) -> Vec<String> {
        let (writes, files) = (self.writes(), self.shelf.len());
        let planned = self.plan(folder).await;
        let error = apply(&self.app, FIRM, folder, &Options::default())
            .await
            .err();
        let Some(ImportError::Refused(summary)) = error else {
            panic!("not refused: {error:?}")
        };
        assert_eq!(
            (self.writes(), self.shelf.len()),
            (writes, files),
            "a refused import wrote something"
        );
        assert_eq!(planned.refusals, summary.refusals);
        summary.refusals.iter().map(Refusal::to_string).collect()
    }

    /// A second import finds everything as it is and writes nothing.
    pub async fn all_unchanged(&self, folder: &Folder) {
        let (writes, files) = (self.writes(), self.shelf.len());
        let summary = apply(&self.app, FIRM, folder, &Options::default())
            .await
            .unwrap_or_else(|e| panic!("{e}"));
        assert!(summary.is_unchanged(), "{summary}");
        assert_eq!(
            (self.writes(), self.shelf.len()),
            (writes, files),
            "an unchanged import wrote something"
        );
    }

    /// How many statements have changed something so far.
    pub fn writes(&self) -> usize {
        let statements = self.statements.lock().unwrap();
        let writes = |sql: &&String| {
            ["INSERT", "UPDATE", "DELETE"]
                .iter()
                .any(|verb| sql.trim_start().starts_with(verb))
        };
        statements.iter().filter(writes).count()
    }

    async fn index_is_right(&self) {
        let tx = self.app.db.write().await.unwrap();
        let report = store::index::verify(&tx, false, |_| {}).await.unwrap();
        assert_eq!(report.differences, Vec::<String>::new());
    }

    pub async fn records(&self) -> BTreeMap<String, Record> {
        let tx = self.app.db.write().await.unwrap();
        store::records::from_source(&tx, FIRM, "import")
            .await
            .unwrap()
    }

    pub async fn record(&self, key: &str) -> Record {
        self.records()
            .await
            .remove(key)
            .unwrap_or_else(|| panic!("no record {key}"))
    }

    pub async fn parties(&self) -> Vec<ThirdParty> {
        let tx = self.app.db.write().await.unwrap();
        store::people::third_parties(&tx, FIRM).await.unwrap()
    }

    pub async fn contacts(&self) -> Vec<Contact> {
        let tx = self.app.db.write().await.unwrap();
        store::people::contacts(&tx, FIRM).await.unwrap()
    }

    pub async fn subjects(&self) -> BTreeMap<String, domain::subject::Subject> {
        let tx = self.app.db.write().await.unwrap();
        let all = store::subjects::all(&tx, FIRM).await.unwrap();
        all.into_iter()
            .map(|(subject, external)| (external.reference, subject))
            .collect()
    }

    pub async fn interests(&self) -> Vec<(Interest, External)> {
        let tx = self.app.db.write().await.unwrap();
        store::people::interests(&tx, FIRM).await.unwrap()
    }

    /// One number that a statement answers.
    pub async fn number(&self, sql: &str) -> i64 {
        let db: DatabaseConnection = Database::connect(&self.url).await.unwrap();
        let statement = Statement::from_string(db.get_database_backend(), sql.to_owned());
        db.query_one_raw(statement)
            .await
            .unwrap()
            .unwrap()
            .try_get_by_index(0)
            .unwrap()
    }

    /// How many versions there are of a record.
    pub async fn versions(&self, key: &str) -> i64 {
        let of = format!("(SELECT seq FROM record WHERE external_ref = '{key}')");
        self.number(&format!(
            "SELECT COUNT(*) FROM record_version WHERE record = {of}"
        ))
        .await
    }
}

/// A folder of CSV files.
pub fn folder(tables: &[(&str, &str)]) -> Folder {
    with_files(tables, &[])
}

/// A folder of CSV files and what lies in `files`.
pub fn with_files(tables: &[(&str, &str)], files: &[(&str, &[u8])]) -> Folder {
    let tables = tables
        .iter()
        .map(|(name, text)| (format!("{name}.csv"), Bytes::from((*text).to_owned())));
    let files = files
        .iter()
        .map(|(name, bytes)| (format!("files/{name}"), Bytes::from(bytes.to_vec())));
    Folder::in_memory(tables.chain(files))
}

pub const PARTIES: (&str, &str) = (
    "third_parties",
    "ref,name,type\nA1,Oakline,letting-agent\nL1,Dunn,landlord\nL2,Moss,landlord\n",
);
pub const SUBJECTS: (&str, &str) = (
    "subjects",
    "ref,kind,name,parent\nB1,block,Copper Court,\nP1,property,14 Mill Lane,\nP2,unit,Flat 3,B1\n",
);
pub const INTERESTS: (&str, &str) = (
    "interests",
    "ref,third_party,subject,relation,first_day\nN1,A1,P1,manages,2020-01-01\nN2,A1,B1,manages,2020-01-01\n",
);
