//! The floor: the least a server can do for these answers. A bare handler, one hand-written indexed query through
//! sqlx, the same bytes as the product's; nobody is signed in, no right is checked, no receipt is written. It reads
//! the same database, with the same number of connections and the same SQLite settings as the product.

mod list;

use actix_web::web::{self, Data, Path};
use actix_web::{App, HttpResponse, HttpServer};
use anyhow::{Context as _, Result};
use contract::kind::{Action, RecordKind};
use contract::record::RecordPage;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr as _;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use uuid::Uuid;

const WORKERS: usize = 2;
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(clap::Args)]
pub struct Args {
    /// `sqlite://FILE` or `postgres://…`
    #[arg(long)]
    database: String,
    #[arg(long)]
    connections: u32,
    #[arg(long)]
    listen: SocketAddr,
    /// The viewers by number: their third parties, and what they may do
    #[arg(long)]
    viewers: PathBuf,
}

enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// What the handler has at hand.
struct Floor {
    pool: Pool,
    viewers: Vec<Known>,
    /// Days since 1970, in UTC.
    today: i32,
}

struct Known {
    third_party: Uuid,
    can: BTreeMap<RecordKind, Vec<Action>>,
}

pub fn run(args: Args) -> Result<()> {
    actix_web::rt::System::new().block_on(serve(args))
}

async fn serve(args: Args) -> Result<()> {
    let floor = Data::new(Floor {
        pool: Pool::open(&args.database, args.connections).await?,
        viewers: viewers(&std::fs::read_to_string(&args.viewers)?)?,
        today: today()?,
    });
    let server = HttpServer::new(move || {
        App::new()
            .app_data(floor.clone())
            .route("/ready", web::get().to(HttpResponse::Ok))
            .route("/invoices/{viewer}", web::get().to(invoices))
            .route("/certificates/{viewer}", web::get().to(certificates))
    });
    Ok(server.workers(WORKERS).bind(args.listen)?.run().await?)
}

async fn invoices(viewer: Path<usize>, floor: Data<Floor>) -> HttpResponse {
    answer(floor.list(*viewer, RecordKind::Invoice).await)
}

async fn certificates(viewer: Path<usize>, floor: Data<Floor>) -> HttpResponse {
    answer(floor.list(*viewer, RecordKind::Document).await)
}

fn answer(page: Result<RecordPage>) -> HttpResponse {
    match page.and_then(|page| Ok(serde_json::to_vec(&page)?)) {
        Ok(body) => HttpResponse::Ok()
            .content_type("application/json")
            .body(body),
        Err(error) => HttpResponse::InternalServerError().body(format!("{error:#}")),
    }
}

impl Floor {
    async fn list(&self, viewer: usize, kind: RecordKind) -> Result<RecordPage> {
        let viewer = self.viewers.get(viewer).context("no such viewer")?;
        let query = match kind {
            RecordKind::Invoice => list::UNPAID_INVOICES,
            _ => list::CERTIFICATES,
        };
        let rows: Vec<list::Row> = match &self.pool {
            Pool::Sqlite(pool) => {
                let query = sqlx::query_as(query).bind(viewer.third_party);
                query.fetch_all(pool).await?
            }
            Pool::Postgres(pool) => {
                let query = sqlx::query_as(query).bind(viewer.third_party);
                query.fetch_all(pool).await?
            }
        };
        let can = viewer.can.get(&kind).map(Vec::as_slice).unwrap_or_default();
        list::page(rows, kind, can, self.today)
    }
}

impl Pool {
    async fn open(url: &str, connections: u32) -> Result<Self> {
        if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url)?
                .busy_timeout(PATIENCE)
                .pragma("mmap_size", "268435456")
                .pragma("cache_size", "-32000")
                .pragma("temp_store", "MEMORY");
            let pool = SqlitePoolOptions::new()
                .max_connections(connections)
                .acquire_timeout(PATIENCE)
                .test_before_acquire(false);
            Ok(Self::Sqlite(pool.connect_with(options).await?))
        } else {
            let pool = PgPoolOptions::new()
                .max_connections(connections)
                .acquire_timeout(PATIENCE)
                .test_before_acquire(false);
            let options = PgConnectOptions::from_str(url)?;
            Ok(Self::Postgres(pool.connect_with(options).await?))
        }
    }
}

/// Reads what `Viewer`s were written as.
fn viewers(text: &str) -> Result<Vec<Known>> {
    let rows: Vec<(Uuid, BTreeMap<RecordKind, Vec<Action>>)> =
        serde_json::from_str::<Vec<(String, _)>>(text)?
            .into_iter()
            .map(|(id, can)| Ok((id.parse()?, can)))
            .collect::<Result<_>>()?;
    Ok(rows
        .into_iter()
        .map(|(third_party, can)| Known { third_party, can })
        .collect())
}

#[expect(
    clippy::disallowed_methods,
    reason = "a program of its own, whose only rule about time is which day it is"
)]
fn today() -> Result<i32> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    Ok(i32::try_from(seconds / 86_400)?)
}
