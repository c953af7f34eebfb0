//! The room of records: the list over all of them, one with everything it holds, and writing one.

mod edit;
mod facts;
mod fields;
mod files;
mod filters;
mod form;
mod history;
mod lines;
mod list;
mod names;
mod new;
mod page;
mod standing;
mod upload;
mod values;
mod why;

pub use edit::edit_record;
pub use filters::records_of;
pub use list::records;
pub use new::new_record;
pub use page::record;
