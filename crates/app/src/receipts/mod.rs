//! Receipts: written before an answer leaves, chained by one batcher per process, signed at their heads and
//! verified on demand. What an entry is, and what can be wrong with a chain, is `domain::receipt`'s.

mod append;
mod chain;
mod erase;
mod heads;
mod offline;
mod ranges;
mod signer;
mod verify;
mod writer;

pub use append::{Receipt, append_in};
pub use chain::{chain, verify_end};
pub use erase::erase;
pub use offline::tell_offline;
pub use verify::{ChainReport, Report, VerifyError, verify};
pub use writer::{ReceiptError, Writer};
