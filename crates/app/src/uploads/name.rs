//! The name a file comes with: out of the protocol's metadata, and only its last part.

use crate::files::Sort;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

const LONGEST: usize = 200;

/// The name under `filename`; nothing if there is none, if it cannot be one, or if no file of its sort is taken.
pub(super) fn of(metadata: &str) -> Option<String> {
    let encoded = metadata.split(',').find_map(|pair| {
        let (key, value) = pair.trim().split_once(' ')?;
        (key == "filename").then(|| value.trim())
    })?;
    let name = String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?;
    let name = name.rsplit(['/', '\\']).next().unwrap_or(&name).trim();
    let fits = !name.chars().any(char::is_control)
        && name.chars().count() <= LONGEST
        && (Sort::of_name(name).is_some() || has_ending(name, "csv") || has_ending(name, "zip"));
    fits.then(|| name.to_owned())
}

/// Whether a name ends so, in any case.
pub(super) fn has_ending(name: &str, ending: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(before, last)| !before.is_empty() && last.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str) -> Option<String> {
        of(&format!(
            "relativePath bnVsbA==,filename {}, empty",
            STANDARD.encode(name)
        ))
    }

    #[test]
    fn a_name_is_its_last_part_and_of_a_sort_that_is_taken() {
        assert_eq!(told("Küche 1.JPG").as_deref(), Some("Küche 1.JPG"));
        assert_eq!(told("C:\\photos\\board.png").as_deref(), Some("board.png"));
        assert_eq!(told("../../etc/a.pdf").as_deref(), Some("a.pdf"));
        for wrong in [
            "",
            "a",
            "a.exe",
            "a\n.pdf",
            &format!("{}.pdf", "a".repeat(200)),
        ] {
            assert_eq!(told(wrong), None, "{wrong}");
        }
        assert_eq!(of("filename"), None);
        assert_eq!(of("filename ####"), None);
        assert_eq!(of("filename /w=="), None, "no text");
    }
}
