//! Subjects: what work is about, in a tree.

use crate::fold::words as fold_words;
use contract::id::SubjectId;
use contract::kind::SubjectKind;
use contract::tree::FoundBy;

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

/// Why a subject cannot lie below another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotPlaced {
    #[error("a subject does not lie below itself")]
    Itself,
    #[error("that lies below this subject already")]
    Below,
}

/// Whether a subject may be put below another, whose line reaches from itself up to its root.
pub fn may_lie_below(subject: SubjectId, line: &[SubjectId]) -> Result<(), NotPlaced> {
    if line.first() == Some(&subject) {
        Err(NotPlaced::Itself)
    } else if line.contains(&subject) {
        Err(NotPlaced::Below)
    } else {
        Ok(())
    }
}

/// What of a subject the words of a search were found in, where its name alone does not say it.
#[must_use]
pub fn found_by(subject: &Subject, words: &[String]) -> Option<FoundBy> {
    let is_in = |text: &str, word: &String| {
        let whole = word.bytes().all(|b| b.is_ascii_digit());
        fold_words(text).iter().any(|one| {
            if whole {
                one == word
            } else {
                one.starts_with(word.as_str())
            }
        })
    };
    let rest: Vec<&String> = words
        .iter()
        .filter(|word| !is_in(&subject.name, word))
        .collect();
    let tight: String = subject.postcode.split_whitespace().collect();
    let postcode = format!("{} {tight}", subject.postcode);
    // The narrowest first: a number that is in the address as well was hardly meant as one.
    [
        (FoundBy::Uprn, subject.uprn.as_str()),
        (FoundBy::Postcode, postcode.as_str()),
        (FoundBy::Address, subject.address.as_str()),
    ]
    .into_iter()
    .find(|(_, text)| rest.iter().any(|word| is_in(text, word)))
    .map(|(by, _)| by)
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

    fn id(n: u8) -> SubjectId {
        SubjectId::from_bytes([n; 16])
    }

    #[test]
    fn a_subject_lies_below_neither_itself_nor_what_lies_below_it() {
        let (block, flat, room) = (id(1), id(2), id(3));
        assert_eq!(may_lie_below(block, &[block]), Err(NotPlaced::Itself));
        assert_eq!(
            may_lie_below(block, &[room, flat, block]),
            Err(NotPlaced::Below)
        );
        assert_eq!(may_lie_below(room, &[block]), Ok(()));
        assert_eq!(may_lie_below(room, &[]), Ok(()));
    }

    #[test]
    fn what_a_search_found_it_by_is_told_where_the_name_does_not_say_it() {
        let house = Subject {
            id: id(1),
            parent: None,
            kind: SubjectKind::Property,
            name: "14 Mill Lane".to_owned(),
            address: "Kirkstall, Leeds".to_owned(),
            postcode: "LS3 1LA".to_owned(),
            uprn: "72001234".to_owned(),
        };
        for (typed, by) in [
            ("mill 14", None),
            ("mill lane leeds", Some(FoundBy::Address)),
            ("kirk", Some(FoundBy::Address)),
            ("LS31LA", Some(FoundBy::Postcode)),
            ("ls3 mill", Some(FoundBy::Postcode)),
            ("72001234", Some(FoundBy::Uprn)),
            ("", None),
        ] {
            assert_eq!(found_by(&house, &fold_words(typed)), by, "{typed}");
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
