//! Receipts: who did what to which version of what, chained by hash. The hashed text is kept word for word
//! and holds no erasable value, only salted commitments, so that erasing one leaves the chain whole.

mod act;
mod asked;
mod commit;
mod cursor;
mod draft;
mod erasure;
mod fault;
mod seal;
mod text;
mod verify;
mod words;

#[cfg(test)]
mod tests;

pub use act::{Act, Outcome};
pub use asked::{Asked, Doer};
pub use commit::{Field, Kept, SALT_LEN, Salts};
pub use cursor::Cursor;
pub use draft::{Actor, Chain, Draft, Object, digest};
pub use erasure::{Erasure, Erasures, Fields};
pub use fault::{Fault, What};
pub use seal::{Entry, GENESIS, Head, Prepared, verify_entry};
pub use text::Facts;
pub use verify::Verifier;
pub use words::did;
