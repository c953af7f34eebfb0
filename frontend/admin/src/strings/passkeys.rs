//! Passkeys: on the sign-in, on their page, and where an owner needs hers.

use super::{Around, Text};

pub struct Passkeys {
    pub title: Text,
    pub help: Text,
    pub guide: Text,
    /// On the sign-in.
    pub sign_in: Text,
    pub using: Text,
    pub or: Text,
    pub none: Text,
    pub none_help: Text,
    pub added: Text,
    pub last_used: Text,
    pub never_used: Text,
    pub synced: Text,
    pub add_title: Text,
    pub name: Text,
    pub name_help: Text,
    pub add: Text,
    pub adding: Text,
    pub has_added: Text,
    pub needs_one: Text,
    pub use_it: Text,
    pub remove: Text,
    pub remove_named: Around,
    pub remove_title: Text,
    pub remove_confirm: Around,
    pub remove_last: Around,
    pub removed: Around,
    pub unable: Text,
    pub left: Text,
    pub not_added: Text,
    pub known: Text,
    /// Before an owner's pages.
    pub required: Text,
    pub required_help: Around,
    pub lost: Text,
    pub lost_help: Text,
    /// After the first sign-in.
    pub offer: Text,
    pub not_now: Text,
}
