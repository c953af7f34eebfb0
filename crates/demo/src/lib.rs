//! Made-up firms as import folders in memory: the demo firm with its papers and pictures, and the bench's many rows.
//! The same day always gives the same bytes.

mod bench;
mod book;
mod certificates;
mod chance;
mod days;
mod folder;
mod halden;
mod invoices;
mod jobs;
mod milestones;
mod people;
mod photos;
mod places;
mod plan;
mod render;
mod repairs;
mod rows;

pub use bench::{Bench, BenchSize, Big, bench, bench_email};
pub use folder::{DemoError, Folder};
pub use halden::{FIRM, halden};
pub use people::{Persona, personas};
pub use photos::LOCATED_PHOTO;
