//! Whether an installation waits to be set up.

use super::{Read, field};
use crate::json::Json;
use contract::setup::SetupState;

objects! {
    SetupState { open }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::tests::agrees;

    #[test]
    fn it_is_read_as_it_is_written() {
        agrees(&SetupState { open: true });
        agrees(&SetupState { open: false });
    }
}
