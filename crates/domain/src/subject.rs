//! Subjects: what work is about, in a tree.

use contract::id::SubjectId;
use contract::kind::SubjectKind;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    pub id: SubjectId,
    pub parent: Option<SubjectId>,
    pub kind: SubjectKind,
    /// What people call it: `14 Mill Lane`, `Flat 3, Copper Court`.
    pub name: String,
    /// The rest of the address on one line.
    pub address: String,
    pub postcode: String,
    pub uprn: String,
}

impl Subject {
    /// What a search for a record on this subject matches.
    #[must_use]
    pub fn search_text(&self) -> String {
        // A postcode is typed with and without its gap.
        let tight: String = self.postcode.split_whitespace().collect();
        [
            &self.name,
            &self.address,
            &self.postcode,
            &tight,
            &self.uprn,
        ]
        .map(String::as_str)
        .join(" ")
    }
}

/// Reads a UPRN: up to twelve digits, leading zeros dropped.
#[must_use]
pub fn parse_uprn(text: &str) -> Option<String> {
    let digits = text.trim();
    let valid = (1..=12).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let short = digits.trim_start_matches('0');
    (valid && !short.is_empty()).then(|| short.to_owned())
}

/// Reads a UK postcode in any spacing and case and writes it the Post Office's way. Structure only: `QQ1 1AA` passes.
#[must_use]
pub fn parse_postcode(text: &str) -> Option<String> {
    let tight: String = text.split_whitespace().collect::<String>().to_uppercase();
    if !tight.is_ascii() || !(5..=7).contains(&tight.len()) {
        return None;
    }
    let (outward, inward) = tight.split_at(tight.len() - 3);
    let mut inward_chars = inward.bytes();
    let inward_ok = inward_chars.next().is_some_and(|b| b.is_ascii_digit())
        && inward_chars.all(|b| b.is_ascii_uppercase());
    let letters = outward.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = outward.get(letters..)?;
    let outward_ok = (1..=2).contains(&letters)
        && (1..=2).contains(&rest.len())
        && rest.bytes().next().is_some_and(|b| b.is_ascii_digit())
        && rest.bytes().all(|b| b.is_ascii_alphanumeric());
    (inward_ok && outward_ok).then(|| format!("{outward} {inward}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postcodes_get_one_spelling() {
        assert_eq!(parse_postcode(" ls73ab ").as_deref(), Some("LS7 3AB"));
        assert_eq!(parse_postcode("EC1A 1BB").as_deref(), Some("EC1A 1BB"));
        for wrong in [
            "",
            "LS7",
            "LS7 3A",
            "1S7 3AB",
            "LS7 AAA",
            "LS7é3AB",
            "LONG7 3AB",
        ] {
            assert_eq!(parse_postcode(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn uprns_are_digits() {
        assert_eq!(parse_uprn("000072001234").as_deref(), Some("72001234"));
        for wrong in ["", "0", "12a", "1234567890123", "-1"] {
            assert_eq!(parse_uprn(wrong), None, "{wrong}");
        }
    }
}
