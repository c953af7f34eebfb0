//! What both browser apps share: the door to the server, the session, what is kept and what is live, the words,
//! and the pieces pages are made of. Logic is in plain structs and functions, tested without a browser.

pub mod act;
pub mod app;
pub mod brand;
pub mod browser;
pub mod client;
pub mod clock;
pub mod components;
mod database;
pub mod dom;
pub mod files;
pub mod form;
pub mod format;
pub mod icon;
pub mod json;
pub mod keep;
pub mod live;
mod lock;
pub mod looking;
pub mod nav;
pub mod passkey;
pub mod picked;
pub mod preference;
pub mod query;
pub mod session;
pub mod sign_in;
pub mod source;
pub mod standing;
pub mod strings;
pub mod wire;
pub mod words;
