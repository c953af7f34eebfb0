//! Whether a file has its end. A copy that broke off half-way still opens in forgiving programs, so decoding
//! alone does not tell.

use super::{FileFault, Sort};

pub(super) fn check(sort: Sort, bytes: &[u8]) -> Result<(), FileFault> {
    let missing = match sort {
        Sort::Pdf => pdf(bytes),
        Sort::Jpeg => jpeg(bytes).is_none().then_some("its end is missing"),
        Sort::Png => png(bytes).is_none().then_some("its last chunk is missing"),
        Sort::Webp => webp(bytes)
            .is_none()
            .then_some("it is shorter than it says"),
        Sort::Gif => gif(bytes).is_none().then_some("its end is missing"),
    };
    missing.map_or(Ok(()), |missing| Err(FileFault::Torn { sort, missing }))
}

/// A PDF is read from its end: there a table is named that must lie inside the file.
fn pdf(bytes: &[u8]) -> Option<&'static str> {
    const NEAR: usize = 2048;
    let from = bytes.len().saturating_sub(NEAR);
    let tail = bytes.get(from..).unwrap_or(bytes);
    let Some(end) = last(tail, b"%%EOF") else {
        return Some("its end (%%EOF) is missing");
    };
    let before = tail.get(..end).unwrap_or_default();
    let Some(start) = last(before, b"startxref") else {
        return Some("its end (startxref) is missing");
    };
    let number = before
        .get(start + b"startxref".len()..)
        .and_then(|rest| std::str::from_utf8(rest).ok());
    let offset = number.and_then(|rest| rest.trim().parse::<usize>().ok());
    let body = bytes.get(..from + start).unwrap_or_default();
    if offset.is_some_and(|offset| is_table(body, offset)) {
        None
    } else {
        Some("a part of it is missing")
    }
}

/// Whether the table of a PDF begins about there, as `xref` or as an object of its own. Some programs miscount
/// by a few bytes, and every reader puts up with it; a missing part moves it by more.
fn is_table(bytes: &[u8], offset: usize) -> bool {
    let (from, to) = (
        offset.saturating_sub(16),
        offset.saturating_add(40).min(bytes.len()),
    );
    let around = bytes.get(from..to).unwrap_or_default();
    last(around, b"xref").is_some() || last(around, b" obj").is_some()
}

fn last(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .rposition(|window| window == needle)
}

/// Walks the segments to the end-of-image marker; those in an embedded preview do not count.
fn jpeg(bytes: &[u8]) -> Option<()> {
    let mut at = 2;
    loop {
        let (ff, marker) = (*bytes.get(at)?, *bytes.get(at + 1)?);
        match (ff, marker) {
            (0xff, 0xff) => at += 1,
            (0xff, 0xd9) => return Some(()),
            (0xff, 0x01 | 0xd0..=0xd7) => at += 2,
            (0xff, 0x00) => return None,
            (0xff, _) => {
                let length = u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]);
                at += 2 + usize::from(length);
                if marker == 0xda {
                    at += scan(bytes.get(at..)?)?;
                }
            }
            _ => return None,
        }
    }
}

/// The length of compressed data up to the next marker.
fn scan(bytes: &[u8]) -> Option<usize> {
    bytes
        .windows(2)
        .position(|pair| matches!(pair, [0xff, next] if !matches!(next, 0x00 | 0xd0..=0xd7)))
}

fn png(bytes: &[u8]) -> Option<()> {
    let mut at = 8;
    loop {
        let header = bytes.get(at..at + 8)?;
        let (length, name) = header.split_at(4);
        let length = u32::from_be_bytes(length.try_into().ok()?);
        at = at
            .checked_add(12)?
            .checked_add(usize::try_from(length).ok()?)?;
        if at > bytes.len() {
            return None;
        }
        if name == b"IEND" {
            return Some(());
        }
    }
}

fn webp(bytes: &[u8]) -> Option<()> {
    let length = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?);
    (usize::try_from(length).ok()?.checked_add(8)? <= bytes.len()).then_some(())
}

/// Some programs pad a GIF with zeros behind its end.
fn gif(bytes: &[u8]) -> Option<()> {
    let end = bytes.iter().rposition(|byte| *byte != 0)?;
    (bytes.get(end) == Some(&0x3b)).then_some(())
}
