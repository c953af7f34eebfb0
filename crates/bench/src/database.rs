//! The measured database seen from beside: who is in it, how many receipts it holds, which processes serve it.

use anyhow::{Context as _, Result};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};
use std::fmt;
use std::future::Future;
use std::path::Path;
use std::str::FromStr as _;
use std::time::Duration;
use uuid::Uuid;

/// Connections of the server and of the floor on PostgreSQL.
pub const POSTGRES_CONNECTIONS: u32 = 8;
/// The server opens this many for reading on SQLite, whatever is set.
pub const SQLITE_CONNECTIONS: u32 = 4;

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}

#[derive(Debug, Clone)]
pub struct Database {
    pub engine: Engine,
    pub url: String,
}

/// Somebody who can sign in, and how much the slice index holds for her third party.
#[derive(Debug, Clone)]
pub struct Contact {
    pub email: String,
    pub third_party: Uuid,
    pub unpaid_invoices: i64,
    pub certificates: i64,
    pub records: i64,
}

/// Kinds by their stored codes: 5 an invoice, 3 a document. 2147483647 in `as_of` is the present.
const CONTACTS: &str = "\
    SELECT i.email, c.third_party, CAST(COALESCE(n.invoices, 0) AS BIGINT) AS unpaid_invoices, \
        CAST(COALESCE(n.documents, 0) AS BIGINT) AS certificates, CAST(COALESCE(n.records, 0) AS BIGINT) AS records \
    FROM contact c JOIN identity i ON i.id = c.identity LEFT JOIN ( \
        SELECT third_party, SUM(CASE WHEN kind = 5 AND outstanding = 1 THEN 1 ELSE 0 END) AS invoices, \
            SUM(CASE WHEN kind = 3 THEN 1 ELSE 0 END) AS documents, COUNT(*) AS records \
        FROM slice_index WHERE as_of = 2147483647 GROUP BY third_party \
    ) n ON n.third_party = c.third_party ORDER BY i.email";

/// Runs the same statements on a connection of either database.
macro_rules! on {
    ($database:expr, |$connection:ident| $work:expr) => {{
        let database: &Database = $database;
        wait(async {
            match database.engine {
                Engine::Sqlite => {
                    let mut $connection = sqlite(&database.url).await?;
                    let done = $work;
                    $connection.close().await?;
                    Ok(done)
                }
                Engine::Postgres => {
                    let mut $connection = postgres(&database.url).await?;
                    let done = $work;
                    $connection.close().await?;
                    Ok(done)
                }
            }
        })
    }};
}

impl Database {
    pub fn sqlite(file: &Path) -> Self {
        Self {
            engine: Engine::Sqlite,
            url: format!("sqlite://{}", file.display()),
        }
    }

    /// Makes an empty database on the server, in place of one of the same name.
    pub fn make(server: &str, name: &str) -> Result<Self> {
        wait(async {
            let mut connection = postgres(server).await?;
            for statement in ["DROP DATABASE IF EXISTS", "CREATE DATABASE"] {
                sqlx::raw_sql(AssertSqlSafe(format!("{statement} {name}")))
                    .execute(&mut connection)
                    .await?;
            }
            Ok(connection.close().await?)
        })
        .with_context(|| format!("the database {name}"))?;
        let url = with_database(server, name);
        Ok(Self {
            engine: Engine::Postgres,
            url,
        })
    }

    pub fn connections(&self) -> u32 {
        match self.engine {
            Engine::Sqlite => SQLITE_CONNECTIONS,
            Engine::Postgres => POSTGRES_CONNECTIONS,
        }
    }

    /// What the server would do by itself within minutes of so many rows arriving. SQLite's `PRAGMA optimize` is
    /// the product's own affair: it runs when it closes the database.
    pub fn settle(&self) -> Result<()> {
        if self.engine == Engine::Postgres {
            wait(async {
                let mut connection = postgres(&self.url).await?;
                for statement in ["VACUUM ANALYZE", "CHECKPOINT"] {
                    sqlx::raw_sql(statement).execute(&mut connection).await?;
                }
                Ok(connection.close().await?)
            })?;
        }
        Ok(())
    }

    /// All who can sign in, by their address.
    pub fn contacts(&self) -> Result<Vec<Contact>> {
        type Row = (String, Uuid, i64, i64, i64);
        let rows: Vec<Row> = on!(self, |connection| sqlx::query_as(CONTACTS)
            .fetch_all(&mut connection)
            .await?)?;
        let contact = |(email, third_party, unpaid_invoices, certificates, records): Row| Contact {
            email,
            third_party,
            unpaid_invoices,
            certificates,
            records,
        };
        Ok(rows.into_iter().map(contact).collect())
    }

    /// The reference of some subject of a third party's.
    pub fn subject_of(&self, third_party: Uuid) -> Result<String> {
        let reference: String = on!(self, |connection| sqlx::query_scalar(
            "SELECT s.external_ref FROM interest i JOIN subject s ON s.id = i.subject \
             WHERE i.third_party = $1 ORDER BY s.external_ref LIMIT 1"
        )
        .bind(third_party)
        .fetch_one(&mut connection)
        .await?)?;
        Ok(reference)
    }

    /// How many receipts of this act there are.
    pub fn receipts(&self, act: &str) -> Result<u64> {
        let count: i64 = on!(self, |connection| sqlx::query_scalar(
            "SELECT COUNT(*) FROM receipt WHERE action = $1"
        )
        .bind(act)
        .fetch_one(&mut connection)
        .await?)?;
        Ok(u64::try_from(count)?)
    }

    /// PostgreSQL's processes. SQLite has none: it works in the server's own.
    pub fn processes(&self) -> Result<Vec<i32>> {
        match self.engine {
            Engine::Sqlite => Ok(Vec::new()),
            Engine::Postgres => wait(async {
                let mut connection = postgres(&self.url).await?;
                let pids = sqlx::query_scalar(
                    "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()",
                )
                .fetch_all(&mut connection)
                .await?;
                connection.close().await?;
                Ok(pids)
            }),
        }
    }
}

fn wait<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(work)
}

async fn sqlite(url: &str) -> Result<SqliteConnection> {
    let options = SqliteConnectOptions::from_str(url)?.busy_timeout(Duration::from_secs(30));
    Ok(options.connect().await?)
}

async fn postgres(url: &str) -> Result<PgConnection> {
    Ok(PgConnectOptions::from_str(url)?.connect().await?)
}

/// The same server's URL with another database; what follows a `?` is kept.
fn with_database(url: &str, name: &str) -> String {
    let (address, query) = match url.split_once('?') {
        Some((address, query)) => (address, format!("?{query}")),
        None => (url, String::new()),
    };
    let (scheme, rest) = address.split_once("://").unwrap_or(("postgres", address));
    let authority = rest.split('/').next().unwrap_or(rest);
    format!("{scheme}://{authority}/{name}{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_of_a_url_is_replaced_and_its_options_stay() {
        for (url, expected) in [
            ("postgres://u:p@h:1/postgres", "postgres://u:p@h:1/new"),
            ("postgres://u@h", "postgres://u@h/new"),
            (
                "postgres://u@h/a?sslmode=disable",
                "postgres://u@h/new?sslmode=disable",
            ),
        ] {
            assert_eq!(with_database(url, "new"), expected);
        }
    }
}
