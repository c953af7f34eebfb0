//! Wire types and the parsers of their fields: what clients and server agree on, and no rules.
//! This crate also compiles to WebAssembly for the browser apps, so it depends on serde alone.

pub mod audit;
pub mod block;
pub mod canary;
pub mod day;
pub mod device;
pub mod duty;
pub mod email;
pub mod event;
pub mod file;
pub mod firm;
pub mod firm_record;
pub mod id;
#[macro_use]
pub mod kind;
pub mod colleague;
pub mod import;
pub mod logo;
pub mod merge;
pub mod money;
pub mod page;
pub mod passkey;
pub mod paths;
pub mod people;
pub mod problem;
pub mod profile;
pub mod receipt;
pub mod record;
pub mod search;
pub mod session;
pub mod setup;
pub mod share;
pub mod sign_in;
pub mod staff;
pub mod subject;
pub mod switch;
pub mod tree;
pub mod upload;
pub mod why;
