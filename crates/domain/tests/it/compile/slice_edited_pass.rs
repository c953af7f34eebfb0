//! A slice cannot be changed: what was projected is what is answered.

use contract::record::RecordRow;
use domain::slice::Slice;

#[allow(dead_code, unused_mut)]
fn look(mut slice: Slice<RecordRow>) -> bool {
    assert!(slice.total.is_none());
    slice.total.is_none()
}

fn main() {}
