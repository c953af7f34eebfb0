//! A firm with a few contacts, and what people do there.

use super::stand_ins::{NoFiles, Relay};
use app::keys::Keys;
use app::ports::{Mail, Mailbox};
use app::receipts::Writer;
use app::sign_in::{Redeemed, redeem};
use app::{App, Settings, outbox, sign_in};
use contract::email::Email;
use contract::id::{ContactId, FirmId, Id, IdentityId, ThirdPartyId};
use contract::kind::{Grade, Module};
use contract::sign_in::{RedeemCode, RedeemLink, RedeemRequest};
use domain::clock::Clock as _;
use domain::profile::Library;
use domain::receipt::{Act, Actor, Chain, Draft};
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, Statement};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use store::people::{Contact, External, ThirdParty};
use store::{Change, Db, DbSettings, firms, people};
use tempfile::TempDir;
use testkit::postgres::Cluster;
use testkit::{Database as Engine, Seeded, TestClock};

pub const FIREFOX: &str =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
/// Of whoever signs in, renews or leaves, in Firefox.
pub fn receipt() -> Draft {
    let mut draft = Draft::new(
        Chain::INSTALLATION,
        Actor::Unknown,
        Act::SignInRedeemed,
        Grade::Person,
    );
    draft.agent = Some(FIREFOX.to_owned());
    draft
}

pub const IP: &str = "192.0.2.7";

/// Bookkeeper at Oakline Lettings, for Halden.
pub const BEA: &str = "bea@oakline.example";
/// Principal at Oakline, and landlord of his own: two hats.
pub const PAUL: &str = "paul@oakline.example";
/// Owner of Halden.
pub const HAL: &str = "hal@halden.example";
pub const STRANGER: &str = "nobody@elsewhere.example";

pub const HALDEN: FirmId = Id::from_bytes([1; 16]);
pub const OAKLINE: ThirdPartyId = Id::from_bytes([11; 16]);
pub const PAULS_FLATS: ThirdPartyId = Id::from_bytes([12; 16]);
pub const BEA_AT_OAKLINE: ContactId = Id::from_bytes([21; 16]);
pub const PAUL_AT_OAKLINE: ContactId = Id::from_bytes([22; 16]);
pub const PAUL_AT_HIS_FLATS: ContactId = Id::from_bytes([23; 16]);

pub const BOTH: [Engine; 2] = Engine::BOTH;

pub struct House {
    pub app: App,
    pub clock: Arc<TestClock>,
    pub relay: Arc<Relay>,
    /// Every statement the program ran.
    pub statements: Arc<Mutex<Vec<String>>>,
    url: String,
    _folder: TempDir,
}

impl House {
    pub async fn new(engine: Engine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = match engine {
            Engine::Sqlite => DbSettings::sqlite(&folder.path().join("test.db")),
            Engine::Postgres => DbSettings {
                url: Cluster::shared().unwrap().fresh_database().unwrap(),
                connections: 8,
            },
        };
        let mut db = Db::connect(&settings).await.unwrap();
        db.migrate().await.unwrap();
        let statements = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&statements);
        db.on_statement(move |sql| log.lock().unwrap().push(sql.to_owned()));
        let clock = Arc::new(TestClock::default());
        let entropy = Arc::new(Seeded::new(1 << 40));
        let relay = Arc::new(Relay::default());
        let keys = Keys::open(&folder.path().join("keys"), &*entropy).unwrap();
        let receipts = Writer::start(
            db.clone(),
            clock.clone(),
            entropy.clone(),
            keys.receipts.clone(),
            folder.path().join("heads.jsonl"),
        );
        let app = App {
            db,
            clock: clock.clone(),
            entropy,
            mailer: relay.clone(),
            files: Arc::new(NoFiles),
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
            clock,
            relay,
            statements,
            url: settings.url,
            _folder: folder,
        };
        house.furnish().await;
        house
    }

    async fn furnish(&self) {
        let change = self.change();
        let library = Library::built_in();
        let profiles = ["letting-agent", "landlord"]
            .map(|id| (id.to_owned(), library.text(id).unwrap().to_owned()))
            .to_vec();
        let tx = self.app.db.write().await.unwrap();
        let firm = firms::NewFirm {
            id: HALDEN,
            slug: "halden".to_owned(),
            name: "Halden Electrical".to_owned(),
            off: BTreeSet::new(),
            profiles,
        };
        firms::insert(&tx, &firm, &change).await.unwrap();
        for (id, profile, name) in [
            (OAKLINE, "letting-agent", "Oakline Lettings"),
            (PAULS_FLATS, "landlord", "Paul's Flats"),
        ] {
            let party = ThirdParty {
                id,
                firm: HALDEN,
                profile: profile.to_owned(),
                name: name.to_owned(),
                slug: name.to_lowercase(),
                external: external(name),
            };
            people::insert_third_party(&tx, &party, &change)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        self.hire(BEA_AT_OAKLINE, OAKLINE, BEA, "bookkeeper").await;
        self.hire(PAUL_AT_OAKLINE, OAKLINE, PAUL, "principal").await;
        self.hire(PAUL_AT_HIS_FLATS, PAULS_FLATS, PAUL, "owner")
            .await;
        self.sql(&format!(
            "INSERT INTO identity (id, email, created_at) VALUES ({id}, '{HAL}', 0)",
            id = self.blob(31)
        ))
        .await;
        self.sql(&format!(
            "INSERT INTO staff (id, firm, identity, name, role, recorded_from_at, recorded_to_at)
             VALUES ({id}, {firm}, {id}, 'Hal Halden', 'owner', 0, {open})",
            id = self.blob(31),
            firm = self.blob(1),
            open = store::OPEN
        ))
        .await;
    }

    /// Makes somebody a contact.
    pub async fn hire(&self, id: ContactId, third_party: ThirdPartyId, email: &str, role: &str) {
        let tx = self.app.db.write().await.unwrap();
        let contact = contact(id, third_party, email, role);
        let fresh: IdentityId = Id::from_bytes(id.bytes());
        let identity = people::identity_of(&tx, &contact.email, fresh, &self.change())
            .await
            .unwrap();
        people::insert_contact(&tx, &contact, identity, &self.change())
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// Ends what a contact may.
    pub async fn fire(&self, id: ContactId) {
        let tx = self.app.db.write().await.unwrap();
        people::close_role(&tx, id, &self.change()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Sets what a contact may.
    pub async fn update(&self, contact: &Contact) {
        let tx = self.app.db.write().await.unwrap();
        let fresh: IdentityId = Id::from_bytes(contact.id.bytes());
        let identity = people::identity_of(&tx, &contact.email, fresh, &self.change())
            .await
            .unwrap();
        people::update_contact(&tx, contact, identity, &self.change())
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn set_profile(&self, id: &str, text: &str) {
        let tx = self.app.db.write().await.unwrap();
        firms::set_profile(&tx, HALDEN, id, text, &self.change())
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn switch_off(&self, off: &[Module]) {
        let tx = self.app.db.write().await.unwrap();
        let off = off.iter().copied().collect();
        firms::set_modules(&tx, HALDEN, &off, &self.change())
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    pub fn change(&self) -> Change {
        Change::now(&*self.clock, "test")
    }

    pub async fn ask(&self, email: &str, browser: &str) {
        sign_in::ask(&self.app, &address(email), browser, IP, FIREFOX)
            .await
            .unwrap();
    }

    /// Asks and reads the mail: the link's token and the code.
    pub async fn asked(&self, email: &str, browser: &str) -> (String, String) {
        self.ask(email, browser).await;
        outbox::drain(&self.app).await.unwrap();
        let sent = self.relay.sent.lock().unwrap();
        let mail = sent.last().expect("no mail was sent");
        assert_eq!(mail.to.email, email);
        (token_in(mail), code_in(mail))
    }

    /// Signs in by a minted link.
    pub async fn signed_in(&self, email: &str) -> Redeemed {
        let token = sign_in::mint_link(&self.app, &address(email))
            .await
            .unwrap();
        self.by_link(token.expose()).await.unwrap()
    }

    pub async fn by_link(&self, token: &str) -> Result<Redeemed, sign_in::SignInError> {
        let request = RedeemRequest::Link(RedeemLink {
            token: token.to_owned(),
        });
        redeem(&self.app, request, None, receipt()).await
    }

    pub async fn by_code(
        &self,
        email: &str,
        code: &str,
        browser: Option<&str>,
    ) -> Result<Redeemed, sign_in::SignInError> {
        let request = RedeemRequest::Code(RedeemCode {
            email: address(email),
            code: code.to_owned(),
        });
        redeem(&self.app, request, browser, receipt()).await
    }

    pub fn micros(&self) -> i64 {
        self.clock.now().timestamp_micros()
    }

    pub fn mails(&self) -> Vec<Mail> {
        self.relay.sent.lock().unwrap().clone()
    }

    /// The statements that something ran.
    pub async fn traced<T>(&self, act: impl Future<Output = T>) -> (T, Vec<String>) {
        self.statements.lock().unwrap().clear();
        let answer = act.await;
        (
            answer,
            std::mem::take(&mut *self.statements.lock().unwrap()),
        )
    }

    pub async fn raw(&self) -> DatabaseConnection {
        Database::connect(&self.url).await.unwrap()
    }

    pub async fn sql(&self, sql: &str) {
        self.raw().await.execute_unprepared(sql).await.unwrap();
    }

    pub async fn count(&self, from: &str) -> i64 {
        let raw = self.raw().await;
        let sql = format!("SELECT COUNT(*) AS n FROM {from}");
        let statement = Statement::from_string(raw.get_database_backend(), sql);
        raw.query_one_raw(statement)
            .await
            .unwrap()
            .unwrap()
            .try_get("", "n")
            .unwrap()
    }

    /// An id of equal bytes as this database writes it.
    pub fn blob(&self, byte: u8) -> String {
        let hex = hex::encode([byte; 16]);
        if self.app.db.is_sqlite() {
            format!("x'{hex}'")
        } else {
            format!("'{hex}'")
        }
    }
}

pub fn contact(id: ContactId, third_party: ThirdPartyId, email: &str, role: &str) -> Contact {
    Contact {
        id,
        firm: HALDEN,
        third_party,
        name: email.split('@').next().unwrap().to_owned(),
        email: address(email),
        role: role.to_owned(),
        off: BTreeSet::new(),
        cannot: BTreeSet::new(),
        sites: None,
        external: external(&id.to_string()),
    }
}

fn external(reference: &str) -> External {
    External {
        source: "test".to_owned(),
        reference: reference.to_owned(),
    }
}

pub fn address(email: &str) -> Email {
    Email::parse(email).unwrap()
}

pub fn token_in(mail: &Mail) -> String {
    let (_, rest) = mail.text.split_once("/in#").expect("no link in the mail");
    rest.lines().next().unwrap().to_owned()
}

pub fn code_in(mail: &Mail) -> String {
    let mut lines = mail.text.lines();
    lines
        .find(|line| line.len() == 6 && line.bytes().all(|b| b.is_ascii_digit()))
        .unwrap()
        .to_owned()
}

/// A code that is not this one.
pub fn other_than(code: &str) -> String {
    let number: u32 = code.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}

/// Begins all of them before any has ended.
pub async fn all<F: Future>(acts: impl Iterator<Item = F>) -> Vec<F::Output> {
    futures_util::future::join_all(acts).await
}
