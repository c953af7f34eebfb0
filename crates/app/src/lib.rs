//! Use cases: one module per aggregate, one file per verb. They read through `store`, decide through
//! `domain`, and reach the outside only through [`ports`].

pub mod canary;
pub mod devices;
pub mod explain;
pub mod files;
pub mod firms;
pub mod import;
pub mod keys;
pub mod live;
pub mod mail;
pub mod once;
pub mod outbox;
pub mod passkeys;
pub mod people;
pub mod ports;
pub mod profiles;
pub mod receipts;
pub mod records;
pub mod setup;
pub mod sign_in;
pub mod staff;
pub mod subjects;
pub mod uploads;

use contract::id::FirmId;
use contract::kind::Module;
use domain::clock::{Clock, Entropy};
use domain::receipt::Draft;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{Db, StoreError, Tx};

/// Everything a use case may need, made once at start-up and handed to whoever serves requests or jobs.
#[derive(Clone)]
pub struct App {
    pub db: Db,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    pub mailer: Arc<dyn ports::Mailer>,
    pub files: Arc<dyn ports::Files>,
    /// None where the installation's address is a number: passkeys belong to a name.
    pub passkeys: Option<Arc<dyn ports::Passkeys>>,
    /// Where files arrive, piece by piece.
    pub inbox: Arc<uploads::Inbox>,
    pub settings: Arc<Settings>,
    pub keys: Arc<keys::Keys>,
    /// Writes the receipt that must exist before anything leaves.
    pub receipts: Arc<receipts::Writer>,
    /// Resolved profiles, shared by all requests.
    pub profiles: Arc<store::session::ProfileCache>,
    /// Rung when something was queued, so that the worker need not wait for its next look.
    pub wake: Arc<tokio::sync::Notify>,
    /// Whoever watches live.
    pub live: Arc<live::Hub>,
    /// Imports that are worked on in this process.
    pub imports: Arc<import::runs::Jobs>,
}

impl App {
    /// Begins a change of what the firm's people see: records, subjects, interests, shares. One at a time in a firm, because
    /// the slice index is worked out from all of them.
    pub(crate) async fn write_slices(&self, firm: FirmId) -> Result<Tx, StoreError> {
        let tx = self.db.write().await?;
        self.alone_with_slices(&tx, firm).await?;
        Ok(tx)
    }

    /// Keeps whoever else would change what the firm's people see waiting, within a change of the people themselves.
    pub(crate) async fn alone_with_slices(&self, tx: &Tx, firm: FirmId) -> Result<(), StoreError> {
        tx.alone(&format!("slices of {firm}")).await
    }

    /// Begins a change of the firm's third parties and their people. One at a time in a firm: two of them may be about one
    /// person.
    pub(crate) async fn write_people(&self, firm: FirmId) -> Result<Tx, StoreError> {
        let tx = self.db.write().await?;
        tx.alone(&format!("people of {firm}")).await?;
        Ok(tx)
    }

    /// Ends a change: its receipt and the change are on the disk together, or neither is.
    pub(crate) async fn commit(&self, tx: Tx, receipt: Draft) -> Result<(), StoreError> {
        self.commit_all(tx, vec![receipt]).await
    }

    /// The same for a change that is told in several.
    pub(crate) async fn commit_all(&self, tx: Tx, receipts: Vec<Draft>) -> Result<(), StoreError> {
        let receipts = self.receipts.append_in(&tx, receipts).await?;
        tx.commit().await?;
        self.receipts.sign(&receipts);
        Ok(())
    }
}

/// What the operator decides and use cases need.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where people reach the installation: `https://pages.halden.example`.
    pub public_url: String,
    pub mail_from: ports::Mailbox,
}

impl Settings {
    /// The one host that the pages are at.
    #[must_use]
    pub fn host(&self) -> String {
        domain::host::host_of(&self.public_url)
    }
}

/// What was switched off, as a receipt says it.
pub(crate) fn off(modules: &BTreeSet<Module>) -> String {
    let names: Vec<_> = modules.iter().map(|module| module.name()).collect();
    format!("off={}", names.join(","))
}

/// An instant from the database as it is written on the wire.
pub(crate) fn instant(micros: i64) -> String {
    chrono::DateTime::from_timestamp_micros(micros)
        .map(domain::clock::rfc3339)
        .unwrap_or_default()
}
