//! A slice can be read, but its value is not to be had out of it.

use contract::record::RecordRow;
use domain::slice::Slice;

#[allow(dead_code)]
fn look(slice: Slice<RecordRow>) -> usize {
    let title = &slice.title;
    title.len()
}

fn main() {}
