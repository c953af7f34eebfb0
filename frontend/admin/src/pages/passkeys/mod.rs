//! Passkeys: her own, the way in with one, the offer of a first one, and an owner's door.

mod add;
mod exchange;
mod list;
mod offer;
mod prove;
mod step_up;

pub use list::passkeys;
pub use offer::offer;
pub use prove::door;
pub use step_up::step_up;
