//! The gate: what comes in is read here and what goes out is made here. Handlers see typed arguments and
//! answer a [`reply::Reply`]; nothing else can be registered, so no answer goes past it.

pub(crate) mod argument;
pub(crate) mod client;
pub(crate) mod cookie;
pub(crate) mod csv;
pub(crate) mod describe;
pub(crate) mod domains;
pub(crate) mod events;
pub(crate) mod fault;
pub(crate) mod file;
pub(crate) mod gate;
pub(crate) mod headers;
pub(crate) mod if_match;
pub(crate) mod input;
pub(crate) mod limit;
pub(crate) mod managing;
pub(crate) mod memory;
pub(crate) mod once;
pub(crate) mod origin;
pub mod peer;
pub(crate) mod picture;
pub(crate) mod problem;
pub(crate) mod range;
pub(crate) mod reply;
pub(crate) mod route;
pub(crate) mod staff;
pub(crate) mod trace;
pub(crate) mod upload;
pub(crate) mod viewer;
