//! Which part of a file is asked for (RFC 9110 §14): one range of bytes. Several at once are answered with
//! the whole file, as the standard allows.

use std::ops::Range;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    Whole,
    Bytes(Range<u64>),
    /// Nothing of the file lies in the range.
    Beyond,
}

/// `range` and `if_range` are the headers' texts; `etag` is of the file as it is now.
pub(crate) fn part(range: Option<&str>, if_range: Option<&str>, etag: &str, size: u64) -> Part {
    let Some(range) = range else {
        return Part::Whole;
    };
    // A range of another version would be glued to the wrong beginning. A weak tag or a date never matches.
    if if_range.is_some_and(|tag| tag.trim() != etag) {
        return Part::Whole;
    }
    let Some(spec) = range.trim().strip_prefix("bytes=") else {
        return Part::Whole;
    };
    let Some((first, last)) = spec.trim().split_once('-') else {
        return Part::Whole;
    };
    match (number(first), number(last)) {
        (Some(Some(first)), Some(last)) => {
            if last.is_some_and(|last| last < first) {
                return Part::Whole;
            }
            if first >= size {
                return Part::Beyond;
            }
            let end = last.map_or(size, |last| last.saturating_add(1).min(size));
            Part::Bytes(first..end)
        }
        (Some(None), Some(Some(0))) => Part::Beyond,
        (Some(None), Some(Some(suffix))) if size > 0 => {
            Part::Bytes(size.saturating_sub(suffix)..size)
        }
        (Some(None), Some(Some(_))) => Part::Beyond,
        _ => Part::Whole,
    }
}

/// `None` for what is no number, `Some(None)` for nothing at all.
fn number(text: &str) -> Option<Option<u64>> {
    let text = text.trim();
    if text.is_empty() {
        return Some(None);
    }
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some(Some(text.parse().unwrap_or(u64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(range: &str) -> Part {
        part(Some(range), None, "\"a\"", 100)
    }

    #[test]
    fn single_ranges_are_cut_to_the_file() {
        assert_eq!(asked("bytes=0-9"), Part::Bytes(0..10));
        assert_eq!(asked("bytes=90-"), Part::Bytes(90..100));
        assert_eq!(asked("bytes=90-1000"), Part::Bytes(90..100));
        assert_eq!(asked("bytes=-10"), Part::Bytes(90..100));
        assert_eq!(asked("bytes=-1000"), Part::Bytes(0..100));
        assert_eq!(asked("bytes=99-99"), Part::Bytes(99..100));
        assert_eq!(
            asked("bytes=0-99999999999999999999999"),
            Part::Bytes(0..100)
        );
    }

    #[test]
    fn a_range_past_the_end_is_refused() {
        assert_eq!(asked("bytes=100-"), Part::Beyond);
        assert_eq!(asked("bytes=-0"), Part::Beyond);
        assert_eq!(part(Some("bytes=0-"), None, "\"a\"", 0), Part::Beyond);
        assert_eq!(part(Some("bytes=-1"), None, "\"a\"", 0), Part::Beyond);
    }

    #[test]
    fn what_is_not_one_range_of_bytes_is_answered_whole() {
        for range in [
            "bytes=0-1,5-6",
            "bytes=9-1",
            "bytes=a-b",
            "lines=0-1",
            "bytes=",
            "bytes=-",
            "",
            "bytes=1",
        ] {
            assert_eq!(asked(range), Part::Whole, "{range}");
        }
    }

    #[test]
    fn a_range_of_another_version_is_answered_whole() {
        let with = |tag: &str| part(Some("bytes=0-9"), Some(tag), "\"a\"", 100);
        assert_eq!(with("\"a\""), Part::Bytes(0..10));
        assert_eq!(with("\"b\""), Part::Whole);
        assert_eq!(with("W/\"a\""), Part::Whole);
        assert_eq!(with("Sun, 22 Nov 2026 00:00:00 GMT"), Part::Whole);
    }
}
