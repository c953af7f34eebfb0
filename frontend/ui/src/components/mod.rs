//! The pieces both apps are made of: each draws what it is handed and decides nothing.

mod chip;
mod confirm;
mod frame;
mod gallery;
mod head;
mod logo;
mod menu;
mod moment;
mod own;
mod pager;
mod row;
mod said;
mod sheet;
mod shell;
mod states;
mod table;
mod timeline;
mod totals;

pub use chip::{chip, chips};
pub use confirm::{Question, typed_confirmation};
pub use frame::{Skeleton, as_of, frame};
pub use gallery::{Picture, gallery};
pub use head::page_head;
pub use logo::{firm_names, image};
pub use menu::menu;
pub use moment::{day, moment};
pub use own::{appearance, email, sign_out, signed_in_as};
pub use pager::pager;
pub use row::{Layout, Recent, RowParts, act_link, just_now, marked, part, row, rows};
pub use said::said_line;
pub use sheet::{Shape, sheet};
pub use shell::{Way, main_part, skip_to, two_names, way, way_in_sheet, ways_around};
pub use states::{State, skeleton_figures, skeleton_page, skeleton_rows, state};
pub use table::{Align, Cell, Table, table};
pub use timeline::{Entry, by_day, proofs, timeline};
pub use totals::{Figure, totals};
