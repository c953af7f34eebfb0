//! The texts of the page that a day begins with.

use super::{Around, Counted, Text};

pub struct Today {
    pub title: Text,
    pub duties: Text,
    pub duties_help: Text,
    pub more: Counted,
    pub none: Text,
    pub none_help: Text,
    /// Before a day.
    pub visit: Around,
    pub no_visit: Text,
}
