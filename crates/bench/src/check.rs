//! Before anything is measured: the floor answers the very bytes of the product, and each answer has its receipt.

use crate::http;
use crate::lists::List;
use crate::people::Viewer;
use anyhow::{Context as _, Result, bail};
use contract::record::RecordPage;
use std::net::SocketAddr;
use std::path::Path;

/// What the product answered to one viewer.
pub struct Seen {
    pub rows: usize,
    pub etag: String,
}

/// Asks the product for a list as this viewer.
pub fn open(
    server: SocketAddr,
    viewer: &Viewer,
    list: List,
    limit: usize,
) -> Result<(Seen, Vec<u8>)> {
    let path = list.path(limit);
    let who = &viewer.contact.email;
    let answer =
        http::get(server, &path, &viewer.headers)?.expect(200, &format!("{path} as {who}"))?;
    let page: RecordPage = serde_json::from_slice(&answer.body)?;
    let etag = answer
        .header("etag")
        .context("the answer has no ETag")?
        .to_owned();
    let rows = page.items.len();
    Ok((Seen { rows, etag }, answer.body))
}

/// Compares the answers to all viewers, whose numbers at the floor are their places here.
pub fn same_bytes(
    server: SocketAddr,
    floor: SocketAddr,
    viewers: &[Viewer],
    list: List,
    folder: &Path,
) -> Result<Vec<Seen>> {
    let mut all = Vec::new();
    for (number, viewer) in viewers.iter().enumerate() {
        let (seen, ours) = open(server, viewer, list, List::FULL_PAGE)?;
        let path = list.floor_path(number);
        let theirs = http::get(floor, &path, &[])?.expect(200, &format!("the floor's {path}"))?;
        if ours != theirs.body {
            return differ(&ours, &theirs.body, &viewer.contact.email, list, folder);
        }
        all.push(seen);
    }
    Ok(all)
}

fn differ<T>(ours: &[u8], theirs: &[u8], who: &str, list: List, folder: &Path) -> Result<T> {
    const AROUND: usize = 200;
    let at = ours.iter().zip(theirs).take_while(|(a, b)| a == b).count();
    let around = |bytes: &[u8]| {
        let from = at.saturating_sub(AROUND);
        let to = bytes.len().min(at + AROUND);
        String::from_utf8_lossy(bytes.get(from..to).unwrap_or_default()).into_owned()
    };
    let name = |side: &str| folder.join(format!("difference-{side}.json"));
    std::fs::write(name("sightline"), ours)?;
    std::fs::write(name("floor"), theirs)?;
    bail!(
        "{} of {who}: the floor's bytes are not Sightline's, from byte {at} on.\nSightline ({} bytes): …{}…\n\
         Floor ({} bytes): …{}…\nBoth in full: {}, {}",
        list.name(),
        ours.len(),
        around(ours),
        theirs.len(),
        around(theirs),
        name("sightline").display(),
        name("floor").display()
    )
}
