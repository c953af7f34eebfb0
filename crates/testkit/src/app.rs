//! The application under test: everything real but the clock, the dice and the post office.

use crate::fakes::{Postbox, Seeded, TestClock};
use crate::firm::{Firm, HALDEN, Persona};
use crate::postgres::Cluster;
use actix_web::body::to_bytes;
use actix_web::dev::Service as _;
use actix_web::http::header::HeaderMap;
use actix_web::test::{self, TestRequest};
use actix_web::web::Data;
use api::{Api, ApiSettings};
use app::keys::Keys;
use app::once::Once;
use app::ports::Mailbox;
use app::receipts::Writer;
use app::uploads::Inbox;
use app::{App, Settings};
use bytes::Bytes;
use connectors::{FolderUploads, ObjectFiles, WebauthnPasskeys};
use contract::email::Email;
use contract::id::{Contact, FirmId, Id, IdKind, Staff};
use contract::kind::Grade;
use contract::paths::HAT_HEADER;
use contract::sign_in::{RedeemLink, RedeemRequest};
use contract::staff::{NewStaff, StaffRole};
use domain::policy::Unscoped;
use domain::receipt::{Act, Actor, Chain, Draft, Entry};
use sea_orm::{ConnectionTrait as _, Statement};
use std::future::Future;
use std::net::SocketAddr;
use std::path::Path;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use store::{Db, DbSettings};
use tempfile::TempDir;

pub const PUBLIC_URL: &str = "https://pages.halden.example";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    Sqlite,
    Postgres,
}

impl Database {
    pub const BOTH: [Self; 2] = [Self::Sqlite, Self::Postgres];
}

type Served = Pin<Box<dyn Future<Output = Answer>>>;

pub struct TestApp {
    pub app: App,
    pub receipts: Arc<Writer>,
    pub clock: Arc<TestClock>,
    pub post: Arc<Postbox>,
    pub firm: Firm,
    /// Of the database, for looking at it directly.
    pub url: String,
    pub folder: TempDir,
    statements: Arc<Mutex<Vec<String>>>,
    service: Box<dyn Fn(TestRequest) -> Served>,
}

/// A signed-in browser and the hat it acts under.
#[derive(Debug)]
pub struct Visitor<K: IdKind = Contact> {
    pub secret: String,
    pub hat: Id<K>,
}

impl<K: IdKind> Clone for Visitor<K> {
    fn clone(&self) -> Self {
        Self {
            secret: self.secret.clone(),
            hat: self.hat,
        }
    }
}

#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {:?}", self.body))
    }

    /// A header's text, or nothing.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// A problem without what is different in each.
    #[must_use]
    pub fn problem(&self) -> serde_json::Value {
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{self:?}"
        );
        let mut body = self.json();
        let trace = body["trace_id"].take();
        assert_eq!(trace.as_str().map(str::len), Some(32), "{self:?}");
        assert_eq!(body["status"], self.status);
        body
    }
}

/// Where files arrive, in a test's own folder.
#[must_use]
pub fn inbox(folder: &Path) -> Arc<Inbox> {
    let uploads = FolderUploads::new(folder.join("uploads")).unwrap();
    Arc::new(Inbox::new(Arc::new(uploads)))
}

fn from_somewhere(request: TestRequest) -> TestRequest {
    let peer: SocketAddr = "192.0.2.7:40000".parse().unwrap();
    request.peer_addr(peer)
}

/// Everything that is served, as a function.
async fn served(app: &App, settings: ApiSettings) -> Box<dyn Fn(TestRequest) -> Served> {
    let api = Data::new(Api::new(app.clone(), settings));
    let served = Rc::new(test::init_service(api::application(api)).await);
    Box::new(move |request: TestRequest| -> Served {
        let served = Rc::clone(&served);
        Box::pin(async move {
            let response = served
                .call(request.to_request())
                .await
                .expect("the gate answers everything");
            let (status, headers) = (response.status().as_u16(), response.headers().clone());
            let body = to_bytes(response.into_body())
                .await
                .unwrap_or_else(|_| panic!("a torn body"));
            Answer {
                status,
                headers,
                body,
            }
        })
    })
}

impl TestApp {
    pub async fn new(database: Database) -> Self {
        Self::with(database, ApiSettings::default()).await
    }

    pub async fn with(database: Database, settings: ApiSettings) -> Self {
        Self::made(database, settings, true).await
    }

    /// As it is before there is any firm.
    pub async fn empty(database: Database) -> Self {
        Self::made(database, ApiSettings::default(), false).await
    }

    async fn made(database: Database, settings: ApiSettings, furnished: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let connection = match database {
            Database::Sqlite => DbSettings::sqlite(&folder.path().join("test.db")),
            Database::Postgres => DbSettings {
                url: Cluster::shared().unwrap().fresh_database().unwrap(),
                connections: 8,
            },
        };
        let mut db = Db::connect(&connection).await.unwrap();
        db.migrate().await.unwrap();
        let statements = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&statements);
        db.on_statement(move |sql| log.lock().unwrap().push(sql.to_owned()));
        let clock = Arc::new(TestClock::default());
        let entropy = Arc::new(Seeded::new(1 << 40));
        let post = Arc::new(Postbox::default());
        let keys = Arc::new(Keys::open(&folder.path().join("keys"), &*entropy).unwrap());
        let signing = Arc::clone(&keys.receipts);
        let heads = folder.path().join("heads");
        let receipts =
            Writer::start(db.clone(), clock.clone(), entropy.clone(), signing, heads).unwrap();
        let receipts = Arc::new(receipts);
        let app = App {
            db,
            clock: clock.clone(),
            entropy,
            mailer: post.clone(),
            files: Arc::new(ObjectFiles::local(folder.path().join("files")).unwrap()),
            inbox: inbox(folder.path()),
            passkeys: Some(Arc::new(
                WebauthnPasskeys::new(PUBLIC_URL).unwrap().unwrap(),
            )),
            settings: Arc::new(Settings {
                public_url: PUBLIC_URL.to_owned(),
                mail_from: Mailbox {
                    name: "Halden Electrical".to_owned(),
                    email: "pages@halden.example".to_owned(),
                },
            }),
            keys,
            profiles: Arc::default(),
            wake: Arc::default(),
            live: Arc::default(),
            imports: Arc::default(),
            receipts: Arc::clone(&receipts),
        };
        let firm = if furnished {
            Firm::furnish(&app).await
        } else {
            Firm::papers()
        };
        let service = served(&app, settings).await;
        let url = connection.url;
        Self {
            app,
            receipts,
            clock,
            post,
            firm,
            url,
            folder,
            statements,
            service,
        }
    }

    /// Sends a request as it is.
    pub async fn send(&self, request: TestRequest) -> Answer {
        (self.service)(from_somewhere(request)).await
    }

    /// The same request at another process, which has just started and remembers nothing.
    pub async fn send_elsewhere(&self, request: TestRequest) -> Answer {
        let elsewhere = App {
            profiles: Arc::default(),
            ..self.app.clone()
        };
        let settings = ApiSettings {
            answer_memory: 0,
            ..ApiSettings::default()
        };
        served(&elsewhere, settings).await(from_somewhere(request)).await
    }

    /// The token of a fresh sign-in link.
    pub async fn link(&self, persona: Persona) -> String {
        let email = Email::parse(persona.email()).unwrap();
        let token = app::sign_in::mint_link(&self.app, &email).await.unwrap();
        token.expose().to_owned()
    }

    /// Signs a persona in, in a browser of its own.
    pub async fn as_(&self, persona: Persona) -> Visitor {
        Visitor {
            secret: self.redeem(self.link(persona).await).await,
            hat: persona.hat(),
        }
    }

    /// Somebody new of the firm's staff, signed in.
    pub async fn as_staff(&self, role: StaffRole) -> Visitor<Staff> {
        self.as_staff_of(HALDEN, role).await
    }

    pub async fn as_staff_of(&self, firm: FirmId, role: StaffRole) -> Visitor<Staff> {
        let email = Email::parse(&format!("{role}@staff.example")).unwrap();
        let new = NewStaff {
            name: format!("Sam {role}"),
            email: email.clone(),
            role,
        };
        let receipt = Draft::system(Chain::firm(firm), Act::StaffAdded);
        let hat = app::staff::add(&self.app, firm, new, &Once::default(), receipt)
            .await
            .unwrap();
        let token = app::sign_in::mint_link(&self.app, &email).await.unwrap();
        Visitor {
            secret: self.redeem(token.expose().to_owned()).await,
            hat,
        }
    }

    /// The secret of a browser in which a link was opened.
    pub async fn redeem(&self, token: String) -> String {
        let request = RedeemRequest::Link(RedeemLink { token });
        let mut receipt = Draft::new(
            Chain::INSTALLATION,
            Actor::Unknown,
            Act::SignInRedeemed,
            Grade::Person,
        );
        receipt.agent = Some("Firefox/140.0".to_owned());
        let redeemed = app::sign_in::redeem(&self.app, request, None, receipt)
            .await
            .unwrap();
        redeemed.secret.expose().to_owned()
    }

    /// Reads a path under the visitor's hat.
    pub async fn get<K: IdKind>(&self, visitor: &Visitor<K>, path: &str) -> Answer {
        self.send(visitor.request(TestRequest::get(), path)).await
    }

    /// The receipts of a chain, oldest first.
    #[expect(clippy::disallowed_methods, reason = "a test looks at everything")]
    pub async fn chain(&self, chain: Chain) -> Vec<Entry> {
        let unscoped = Unscoped::because("a test looks at everything");
        store::receipts::page(&self.app.db, unscoped, chain, None, 10_000)
            .await
            .unwrap()
    }

    /// Changes the database behind the program's back.
    pub async fn sql(&self, sql: &str) {
        let raw = sea_orm::Database::connect(&self.url).await.unwrap();
        raw.execute_unprepared(sql).await.unwrap();
        raw.close().await.unwrap();
    }

    /// What the database itself holds, where that is whole numbers.
    pub async fn numbers(&self, sql: &str, columns: usize) -> Vec<Vec<i64>> {
        let raw = sea_orm::Database::connect(&self.url).await.unwrap();
        let statement = Statement::from_string(raw.get_database_backend(), sql);
        let rows = raw.query_all_raw(statement).await.unwrap();
        raw.close().await.unwrap();
        rows.iter()
            .map(|row| {
                (0..columns)
                    .map(|at| row.try_get_by_index(at).unwrap())
                    .collect()
            })
            .collect()
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
}

impl<K: IdKind> Visitor<K> {
    /// The request with this browser's cookie and hat.
    #[must_use]
    pub fn request(&self, request: TestRequest, path: &str) -> TestRequest {
        self.signed(request, path)
            .insert_header((HAT_HEADER, self.hat.to_string()))
    }

    /// The request with this browser's cookie alone.
    #[must_use]
    pub fn signed(&self, request: TestRequest, path: &str) -> TestRequest {
        request
            .uri(path)
            .insert_header(("cookie", format!("__Host-sightline={}", self.secret)))
    }
}
