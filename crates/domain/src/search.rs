//! What the words in the search box mean: kinds and sorts by the names people use, months, and the rest as
//! words to find. Nothing here looks at records, so nothing understood can betray one.

use crate::fold;
use contract::kind::RecordKind;
use contract::problem::FieldError;
use contract::search::Understood;

/// At most this many words; more would only slow the answer.
const MOST_WORDS: usize = 12;
const LONGEST: usize = 200;

/// The folded words of a question; a fault if there are too many.
pub fn words(text: &str) -> Result<Vec<String>, FieldError> {
    let words = fold::words(text);
    if text.len() > LONGEST || words.len() > MOST_WORDS {
        return Err(FieldError {
            field: "q".to_owned(),
            code: "too_long".to_owned(),
            message: format!("at most {MOST_WORDS} words"),
        });
    }
    Ok(words)
}

/// A month asked for, with its year if one was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    pub month: u8,
    pub year: Option<u16>,
}

/// A question, understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    pub words: Vec<String>,
    pub kinds: Vec<RecordKind>,
    pub sub_kinds: Vec<String>,
    pub month: Option<Month>,
}

impl Asked {
    #[must_use]
    pub fn understood(&self) -> Understood {
        Understood {
            words: self.words.clone(),
            kinds: self.kinds.clone(),
            sub_kinds: self.sub_kinds.clone(),
            month: self.month.map(|m| match m.year {
                Some(year) => format!("{year:04}-{:02}", m.month),
                None => format!("{:02}", m.month),
            }),
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
            && self.kinds.is_empty()
            && self.sub_kinds.is_empty()
            && self.month.is_none()
    }
}

const MONTHS: [(&str, &str); 12] = [
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may", "may"),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
];

/// Reads a question such as `14 mill lane march invoice`.
pub fn understand(text: &str) -> Result<Asked, FieldError> {
    let mut asked = Asked::default();
    let words = words(text)?;
    let mut rest = words.iter().peekable();
    while let Some(word) = rest.next() {
        if let Some(kind) = kind(word) {
            asked.kinds.push(kind);
            // "invoice", "certificate": the second word of "gas certificate" says nothing more.
        } else if let Some(sort) = sort(word, rest.peek().map(|w| w.as_str())) {
            asked.sub_kinds.push(sort.0.to_owned());
            for _ in 0..sort.1 {
                rest.next();
            }
        } else if let Some(month) = month(word).filter(|_| asked.month.is_none()) {
            let year = rest.peek().and_then(|w| year(w));
            if year.is_some() {
                rest.next();
            }
            asked.month = Some(Month { month, year });
        } else {
            asked.words.push(word.clone());
        }
    }
    Ok(asked)
}

fn kind(word: &str) -> Option<RecordKind> {
    Some(match word {
        "invoice" | "invoices" | "bill" | "bills" => RecordKind::Invoice,
        "certificate" | "certificates" | "cert" | "certs" | "document" | "documents" => {
            RecordKind::Document
        }
        "photo" | "photos" | "picture" | "pictures" => RecordKind::PhotoSet,
        "job" | "jobs" => RecordKind::Job,
        "visit" | "visits" | "appointment" | "appointments" => RecordKind::Visit,
        "milestone" | "milestones" => RecordKind::Milestone,
        _ => return None,
    })
}

/// A sort of document, and how many of the following words belong to its name.
fn sort(word: &str, next: Option<&str>) -> Option<(&'static str, usize)> {
    Some(match (word, next) {
        ("eicr" | "eicrs", _) => ("eicr", 0),
        ("gas", Some("safety")) => ("gas-safety", 1),
        ("gas", _) | ("cp12", _) => ("gas-safety", 0),
        ("epc" | "epcs", _) => ("epc", 0),
        ("pat", _) => ("pat", 0),
        ("ev", Some("charger")) => ("ev-charger", 1),
        ("ev", _) => ("ev-charger", 0),
        _ => return None,
    })
}

fn month(word: &str) -> Option<u8> {
    let at = MONTHS
        .iter()
        .position(|(long, short)| word == *long || word == *short)?;
    u8::try_from(at + 1).ok()
}

fn year(word: &str) -> Option<u16> {
    word.parse()
        .ok()
        .filter(|y| word.len() == 4 && (1990..2100).contains(y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_street_a_month_and_a_kind_are_told_apart() {
        let asked = understand("14 Mill Lane March invoice").unwrap();
        assert_eq!(asked.words, ["14", "mill", "lane"]);
        assert_eq!(asked.kinds, [RecordKind::Invoice]);
        assert_eq!(
            asked.month,
            Some(Month {
                month: 3,
                year: None
            })
        );
        let asked = understand("gas safety 22 park road apr 2025").unwrap();
        assert_eq!(asked.sub_kinds, ["gas-safety"]);
        assert_eq!(asked.words, ["22", "park", "road"]);
        assert_eq!(
            asked.month,
            Some(Month {
                month: 4,
                year: Some(2025)
            })
        );
    }

    #[test]
    fn a_question_without_end_is_refused() {
        assert!(understand(&"word ".repeat(13)).is_err());
        assert!(understand(&"x".repeat(500)).is_err());
        assert!(understand("…").unwrap().is_empty());
    }
}
