//! Connections and transactions. On SQLite every write goes through one connection that takes the write lock
//! when it begins, so that reading before writing never fails half-way.

use crate::StoreError;
use crate::sql::Sql;
use domain::clock::Clock;
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseBackend, DatabaseConnection,
    DatabaseTransaction, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::watch;

#[derive(Debug, Clone)]
pub struct DbSettings {
    /// `sqlite://PATH` or `postgres://…`.
    pub url: String,
    /// Connections for reading; PostgreSQL writes share them.
    pub connections: u32,
}

impl DbSettings {
    /// The embedded database in a file.
    #[must_use]
    pub fn sqlite(path: &Path) -> Self {
        Self {
            url: format!("sqlite://{}?mode=rwc", path.display()),
            connections: 4,
        }
    }
}

#[derive(Debug, Clone)]
pub struct Db {
    reads: DatabaseConnection,
    writes: DatabaseConnection,
    bell: Arc<watch::Sender<u64>>,
}

/// What processes on one PostgreSQL ring each other with.
pub(crate) const BELL: &str = "sightline_changed";

/// One write transaction. It must be committed; dropped, it never happened.
#[must_use]
pub struct Tx {
    inner: DatabaseTransaction,
    /// Rung after the commit if anything changed that somebody may be looking at.
    bell: Arc<watch::Sender<u64>>,
    heard: AtomicBool,
}

impl Tx {
    pub async fn commit(self) -> Result<(), StoreError> {
        let heard = self.heard.into_inner();
        if heard && self.inner.get_database_backend() == DatabaseBackend::Postgres {
            // Delivered when this commits, and never otherwise.
            Sql::new(&format!("SELECT pg_notify('{BELL}', '')"))
                .one(&self.inner)
                .await?;
        }
        self.inner.commit().await?;
        if heard {
            self.bell.send_modify(|rung| *rung += 1);
        }
        Ok(())
    }

    pub(crate) const fn raw(&self) -> &DatabaseTransaction {
        &self.inner
    }

    /// The commit is to be heard by whoever follows changes.
    pub(crate) fn is_heard(&self) {
        self.heard.store(true, Ordering::Relaxed);
    }
}

/// How soon another process's commit to SQLite is noticed.
const ASK_EVERY: Duration = Duration::from_millis(100);

/// Who changes something and when: stamped on every row that the change writes.
#[derive(Debug, Clone)]
pub struct Change {
    pub by: String,
    /// Microseconds since 1970.
    pub at: i64,
    /// The firm's calendar day, as a number.
    pub on_day: i32,
}

impl Change {
    #[must_use]
    pub fn now(clock: &dyn Clock, by: &str) -> Self {
        Self {
            by: by.to_owned(),
            at: clock.now().timestamp_micros(),
            on_day: domain::day::date_number(clock.today()),
        }
    }
}

impl Db {
    pub async fn connect(settings: &DbSettings) -> Result<Self, StoreError> {
        if settings.url.starts_with("sqlite:") {
            // One more, for whoever listens.
            let reads = open(settings, settings.connections + 1).await?;
            let writes = open(settings, 1).await?;
            Ok(Self {
                reads,
                writes,
                bell: Arc::default(),
            })
        } else {
            let both = open(settings, settings.connections).await?;
            Ok(Self {
                reads: both.clone(),
                writes: both,
                bell: Arc::default(),
            })
        }
    }

    pub async fn migrate(&self) -> Result<(), StoreError> {
        use migrations::{Migrator, MigratorTrait as _};
        Ok(Migrator::up(&self.writes, None).await?)
    }

    /// Whether every migration this program knows has run.
    pub async fn is_migrated(&self) -> Result<bool, StoreError> {
        use migrations::{Migrator, MigratorTrait as _};
        Ok(Migrator::get_pending_migrations(&self.writes)
            .await?
            .is_empty())
    }

    #[must_use]
    pub fn is_sqlite(&self) -> bool {
        self.reads.get_database_backend() == DatabaseBackend::Sqlite
    }

    /// Begins a write.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that begins a transaction"
    )]
    pub async fn write(&self) -> Result<Tx, StoreError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        Ok(Tx {
            inner: self.writes.begin_with_options(options).await?,
            bell: Arc::clone(&self.bell),
            heard: AtomicBool::new(false),
        })
    }

    /// Changes whenever something that somebody may be looking at was committed: by this process, or by another
    /// while [`Self::listen`] runs.
    #[must_use]
    pub fn bell(&self) -> watch::Receiver<u64> {
        self.bell.subscribe()
    }

    /// Listens for what other processes commit, until dropped or the database is gone. SQLite is asked ten times
    /// a second whether anybody else wrote; PostgreSQL tells.
    pub async fn listen(&self) -> Result<(), StoreError> {
        let ring = || self.bell.send_modify(|rung| *rung += 1);
        if self.is_sqlite() {
            // Always the same connection: only then do its answers compare. It is taken from the pool for good.
            let pool = self.reads.get_sqlite_connection_pool();
            let mut connection = pool.acquire().await?;
            let mut last: i64 = 0;
            loop {
                let version: i64 = sqlx::query_scalar("PRAGMA data_version")
                    .fetch_one(&mut *connection)
                    .await?;
                if version != last {
                    last = version;
                    ring();
                }
                tokio::time::sleep(ASK_EVERY).await;
            }
        }
        let pool = self.reads.get_postgres_connection_pool();
        let mut listener = sqlx::postgres::PgListener::connect_with(pool).await?;
        listener.listen(BELL).await?;
        loop {
            // Also after a lost connection, when something may have been missed.
            listener.try_recv().await?;
            ring();
        }
    }

    /// Answers at all, for the readiness probe.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.reads.ping().await?)
    }

    pub(crate) const fn reads(&self) -> &DatabaseConnection {
        &self.reads
    }

    /// Calls back with every statement, so that tests can count them.
    pub fn on_statement(&mut self, callback: impl Fn(&str) + Send + Sync + Clone + 'static) {
        for connection in [&mut self.reads, &mut self.writes] {
            let callback = callback.clone();
            connection.set_metric_callback(move |info| callback(&info.statement.sql));
        }
    }
}

async fn open(settings: &DbSettings, connections: u32) -> Result<DatabaseConnection, StoreError> {
    let mut options = ConnectOptions::new(settings.url.clone());
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .journal_mode(SqliteJournalMode::Wal)
                // An acknowledged write is on the disk.
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(10))
                // No `mmap_size`: every commit makes the other connections map the file anew, and receipts are
                // committed all the time.
                .pragma("cache_size", "-32000")
                .pragma("temp_store", "MEMORY")
                .optimize_on_close(true, None)
        });
    Ok(Database::connect(options).await?)
}
