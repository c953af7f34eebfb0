//! Texts of setting an empty installation up.

use super::{Around, Text};

pub struct Setup {
    pub title: Text,
    pub help: Text,
    pub firm: Text,
    pub firm_missing: Text,
    pub name: Text,
    pub name_missing: Text,
    pub email: Text,
    pub email_help: Text,
    pub not_an_email: Text,
    pub begin: Text,
    pub beginning: Text,
    pub mailed: Around,
    pub torn: Text,
    pub torn_help: Text,
    pub used: Text,
    pub used_help: Text,
    pub to_sign_in: Text,
    pub empty: Text,
    pub empty_help: Text,
    pub empty_more: Text,
    pub guide: Text,
    pub start: Start,
}

/// What a new firm has still to do.
pub struct Start {
    pub title: Text,
    pub help: Text,
    pub brand: Text,
    pub brand_help: Text,
    pub records: Text,
    pub records_help: Text,
    pub invite: Text,
    pub invite_help: Text,
    pub done: Text,
    pub to_do: Text,
    pub put_away: Text,
}
