//! Bringing a folder of records in, from the browser.

pub(super) mod add_files;
pub(super) mod begin;
pub(super) mod cancel;
pub(super) mod check;
pub(super) mod commit;
pub(super) mod get;
pub(super) mod lines;
pub(super) mod list;
pub(super) mod undo;
