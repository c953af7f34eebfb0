//! What a contact sees, in English.

use crate::strings::sight::Sight;

pub(super) const SIGHT: Sight = Sight {
    view_as: |name| format!("View as {name}"),
    view_as_short: "View as",
};
