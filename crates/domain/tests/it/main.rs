//! The rules from outside, as the other crates meet them.

// Marked as tests throughout, so that their helpers may unwrap as tests may.
#[cfg(test)]
mod blocks;
#[cfg(test)]
mod bodies;
#[cfg(test)]
mod body;
#[cfg(test)]
mod colleagues;
#[cfg(test)]
mod compile;
#[cfg(test)]
mod decide;
#[cfg(test)]
mod facts;
#[cfg(test)]
mod files;
#[cfg(test)]
mod kept;
#[cfg(test)]
mod layers;
#[cfg(test)]
mod leak;
#[cfg(test)]
mod matrix;
#[cfg(test)]
mod merge;
#[cfg(test)]
mod profile;
#[cfg(test)]
mod query;
#[cfg(test)]
mod slices;
#[cfg(test)]
mod spine;
#[cfg(test)]
mod switches;
#[cfg(test)]
mod weaker;
#[cfg(test)]
mod weight;
#[cfg(test)]
mod world;
