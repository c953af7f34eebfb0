//! Use cases: one module per aggregate, one file per verb. They read through `store`, decide through
//! `domain`, and reach the outside only through [`ports`].

pub mod keys;
pub mod ports;
pub mod receipts;

use domain::clock::{Clock, Entropy};
use std::sync::Arc;
use store::Db;

/// Everything a use case may need, made once at start-up and handed to whoever serves requests or jobs.
#[derive(Clone)]
pub struct App {
    pub db: Db,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    pub mailer: Arc<dyn ports::Mailer>,
    pub files: Arc<dyn ports::Files>,
    pub settings: Arc<Settings>,
}

/// What the operator decides and use cases need.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where people reach the installation: `https://pages.halden.example`.
    pub public_url: String,
    pub mail_from: ports::Mailbox,
}
