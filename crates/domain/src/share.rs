//! Exact shares of a subject. They are read and added up alike wherever they are typed, so they live with the wire's
//! parsers.

pub use contract::share::{Fraction, total};
