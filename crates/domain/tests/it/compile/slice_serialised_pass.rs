//! A slice does not serialise on its own: only a reply, which compares its key with the asker's, writes it out.

use contract::record::RecordRow;
use domain::slice::Slice;

#[allow(dead_code)]
fn send(slice: &Slice<RecordRow>) -> serde_json::Result<String> {
    serde_json::to_string(&slice.title)
}

fn main() {}
