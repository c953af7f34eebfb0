//! Whether an installation waits to be set up.

use super::{Read, field};
use crate::json::Json;
use contract::setup::{SetupState, StartState};

objects! {
    SetupState { open }
    StartState { branded, records, invited }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::tests::agrees;

    #[test]
    fn it_is_read_as_it_is_written() {
        agrees(&SetupState { open: true });
        agrees(&SetupState { open: false });
        agrees(&StartState {
            branded: true,
            records: false,
            invited: true,
        });
    }
}
