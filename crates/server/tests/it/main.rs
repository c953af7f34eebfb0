//! What holds between the crates, the binary and the files around them.

// Marked as tests throughout, so that their helpers may unwrap as tests may.
#[cfg(test)]
mod canary;
#[cfg(test)]
mod commands;
#[cfg(test)]
mod compose;
#[cfg(test)]
mod edges;
#[cfg(test)]
mod isolation;
#[cfg(test)]
mod live;
#[cfg(test)]
mod receipts;
#[cfg(test)]
mod ring;
#[cfg(test)]
mod sightline;
#[cfg(test)]
mod wasm;
