//! Receipts as the program writes them: chained whatever happens at once, and any tampering named.

mod bench;
mod end;
mod keys;
mod killed;
mod own;
mod tamper;
mod world;
mod writing;
