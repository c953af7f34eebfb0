//! The texts of what a contact sees.

use super::{Around, Text};

pub struct Sight {
    pub view_as: Around,
    pub view_as_short: Text,
}
