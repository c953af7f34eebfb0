//! The firm's types of third parties: the list of them, one with its form and its text side by side, a new one.

mod blocks;
mod called;
mod effect;
mod form;
mod history;
mod lines;
mod list;
mod new;
mod one;
mod review;
mod roles;
mod rules;
mod text;
mod words;
mod work;

pub use list::profiles;
pub use new::new_profile;
pub use one::profile;
