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
}
