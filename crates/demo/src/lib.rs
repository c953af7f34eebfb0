//! Made-up firms as import folders in memory: the demo firm with its papers and pictures, and the bench's many rows.
//! The same day always gives the same bytes.

mod bills;
mod building;
mod chance;
mod days;
mod folder;
mod halden;
mod many;
mod papers;
mod people;
mod pictures;
mod places;
mod rows;
mod works;

pub use folder::{DemoError, Folder};
pub use halden::{COLOUR, FIRM, halden};
pub use many::{BenchSize, bench};
pub use people::{Persona, STAFF, personas};
pub use pictures::LOCATED_PHOTO;
