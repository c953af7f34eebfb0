//! Subjects in their tree, who stands how to them, and what passes from one third party to another.

pub(super) mod add;
pub(super) mod begin_interest;
pub(super) mod edit;
pub(super) mod get;
pub(super) mod hand_over;
pub(super) mod hand_over_effect;
pub(super) mod list;
pub(super) mod place;
pub(super) mod place_effect;
pub(super) mod set_shares;
