//! What types, blocks and things are called: in the type's own words where it has them.

use crate::names;
use crate::strings::t;
use contract::kind::RecordKind;
use contract::profile::{BlockForm, ProfileRow, WordForm};
use ui::format::capital;
use ui::words::Words;

/// What a type is called: in its own word, else by its short name.
#[must_use]
pub fn title(profile: &ProfileRow) -> String {
    profile
        .name
        .as_deref()
        .map_or_else(|| names::kind(&profile.id), capital)
}

/// The words of a name in a list; the name itself, plainly written, where it has none.
#[must_use]
pub fn of(list: &[(&'static str, &'static str)], name: &str) -> String {
    list.iter()
        .find(|(known, _)| *known == name)
        .map_or_else(|| names::plain(name), |(_, words)| (*words).to_owned())
}

/// Several of a kind, as the type calls them.
#[must_use]
pub fn many(words: &[WordForm], kind: RecordKind) -> String {
    words
        .iter()
        .find(|word| word.thing == kind.name() && !word.many.is_empty())
        .map_or_else(
            || Words::default().many(kind.name()),
            |word| word.many.clone(),
        )
}

/// So many of a kind: `1 job`, `12 jobs`.
#[must_use]
pub fn count(words: &[WordForm], kind: RecordKind, n: u64) -> String {
    let found = words.iter().find(|word| word.thing == kind.name());
    match found.filter(|word| n == 1 && !word.one.is_empty()) {
        Some(word) => format!("1 {}", word.one),
        None if n == 1 => Words::default().count(n, kind.name()),
        None => format!("{} {}", ui::format::number(n), many(words, kind)),
    }
}

/// `Figures: due, overdue`
#[must_use]
pub fn block(block: &BlockForm) -> String {
    let words = &t().profiles;
    let what: Vec<String> = block.of.iter().map(|one| of(words.pieces, one)).collect();
    format!("{}: {}", of(words.blocks, &block.block), what.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_called_as_the_type_calls_it_or_plainly() {
        let word = |many: &str| WordForm {
            thing: "document".to_owned(),
            one: "certificate".to_owned(),
            many: many.to_owned(),
            own: true,
        };
        assert_eq!(
            many(&[word("certificates")], RecordKind::Document),
            "certificates"
        );
        assert_eq!(many(&[word("")], RecordKind::Document), "documents");
        assert_eq!(
            count(&[word("certificates")], RecordKind::Document, 1),
            "1 certificate"
        );
        assert_eq!(count(&[], RecordKind::PhotoSet, 2), "2 photo sets");
    }

    #[test]
    fn a_block_says_what_it_shows() {
        let totals = BlockForm {
            block: "totals".to_owned(),
            of: vec!["due".to_owned(), "never-heard".to_owned()],
        };
        assert_eq!(block(&totals), "Figures: due, never heard");
    }
}
