//! What staff decide for the whole firm. Each act is one transaction with its receipt.

mod brand;

pub use brand::set_brand;
