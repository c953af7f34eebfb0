//! What tests share: an application on either database with a clock that tests turn, seeded randomness, a
//! mailer that keeps what it is given, and a small firm with people who must not see each other's things.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot be set up has failed"
)]

mod app;
mod authenticator;
mod fakes;
pub mod firm;
pub mod postgres;
mod records;

pub use app::{Answer, Database, PUBLIC_URL, TestApp, Visitor, inbox};
pub use authenticator::Authenticator;
pub use fakes::{Postbox, Seeded, TestClock};
pub use firm::{Firm, Persona};
pub use records::record;
