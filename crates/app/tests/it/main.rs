//! The use cases from outside, on both databases.

// Marked as tests throughout, so that their helpers may unwrap as tests may.
#[cfg(test)]
mod import;
#[cfg(test)]
mod receipts;
#[cfg(test)]
mod sign_in;
