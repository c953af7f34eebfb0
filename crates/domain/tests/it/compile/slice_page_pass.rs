//! A slice becomes one of the named pages and nothing else: a page of one's own could keep or change the rows.

use contract::record::{RecordPage, RecordRow};
use domain::slice::Slice;

#[allow(dead_code, unused_variables)]
struct Mine(Vec<RecordRow>);

#[allow(dead_code, unused_variables)]
fn page(rows: Slice<Vec<RecordRow>>) {
    let _ = rows.page::<RecordPage>(None);
}

fn main() {
    let _ = RecordPage { items: Vec::new(), next_cursor: None };
}
