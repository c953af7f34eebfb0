//! The rules, pure: no clock, no randomness, no database. What a contact may see and do is decided here
//! and nowhere else.

pub mod brand;
pub mod clock;
pub mod day;
pub mod face;
pub mod fold;
pub mod hand_over;
pub mod host;
pub mod import;
pub mod interest;
pub mod merge;
pub mod money;
pub mod passkey;
pub mod policy;
pub mod profile;
pub mod query;
pub mod receipt;
pub mod record;
pub mod register;
pub mod revision;
pub mod search;
pub mod session;
pub mod share;
pub mod sign_in;
pub mod slice;
pub mod subject;
