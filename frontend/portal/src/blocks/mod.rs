//! The blocks a page is made of, each drawn by one function. They come from the server, so a new third-party type
//! brings its page along.

mod by_subject;
mod records;
mod totals;

pub use records::{Among, empty_list, record_rows};

use crate::here::Here;
use contract::block::Block;
use ui::dom::{View, all};

#[must_use]
pub fn blocks(list: &[Block], here: Here, among: Among) -> View {
    all(list.iter().map(|block| match block {
        Block::Totals(totals) => totals::draw(totals, here),
        Block::BySubject(table) => by_subject::draw(table, here),
        Block::Records(list) => records::draw(list, here, among),
    }))
}
