//! What a change would do to people.

use super::{Read, field};
use crate::json::Json;
use contract::profile::{ContactEffect, Effect};
use contract::why::KindCount;

objects! {
    Effect { contacts, untouched, more }
    ContactEffect { contact, name, third_party, third_party_name, gained, lost, otherwise }
    KindCount { kind, count }
}
