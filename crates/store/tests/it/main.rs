//! The store on both databases: every body here runs on SQLite and on PostgreSQL.

#[cfg(test)]
mod databases;
#[cfg(test)]
mod oracle;
#[cfg(test)]
#[path = "../../../testkit/src/postgres.rs"]
mod postgres;
#[cfg(test)]
mod world;
#[cfg(test)]
mod worlds;
