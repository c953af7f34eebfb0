//! Connections and transactions. On SQLite every write goes through one connection that takes the write lock
//! when it begins, so that reading before writing never fails half-way.

use crate::StoreError;
use domain::clock::Clock;
use sea_orm::{
    ConnectOptions, Database, DatabaseBackend, DatabaseConnection, DatabaseTransaction,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use std::path::Path;
use std::time::Duration;

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
}

/// One write transaction. It must be committed; dropped, it never happened.
#[must_use]
pub struct Tx(DatabaseTransaction);

impl Tx {
    pub async fn commit(self) -> Result<(), StoreError> {
        Ok(self.0.commit().await?)
    }

    pub(crate) const fn raw(&self) -> &DatabaseTransaction {
        &self.0
    }
}

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
            let reads = open(settings, settings.connections).await?;
            let writes = open(settings, 1).await?;
            Ok(Self { reads, writes })
        } else {
            let both = open(settings, settings.connections).await?;
            Ok(Self {
                reads: both.clone(),
                writes: both,
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
        Ok(Tx(self.writes.begin_with_options(options).await?))
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
