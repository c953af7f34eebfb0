//! Two texts beside each other, line by line, as people read a change.

use contract::kind::LineChange;
use contract::profile::TextLine;
use similar::{ChangeTag, TextDiff};

/// Lines around each place, to know it by.
const AROUND: usize = 2;
/// Lines of each that are looked at: comparing takes as many steps as both have lines, multiplied. No profile is so long.
const MOST: usize = 4_000;

/// Where the second differs from the first; nothing where it does not.
#[must_use]
pub fn compare(before: &str, after: &str) -> Vec<TextLine> {
    let diff = TextDiff::from_lines(first(before), first(after));
    let groups = diff.grouped_ops(AROUND);
    let changes = groups
        .iter()
        .flatten()
        .flat_map(|step| diff.iter_changes(step));
    changes
        .map(|line| TextLine {
            change: match line.tag() {
                ChangeTag::Equal => LineChange::Same,
                ChangeTag::Delete => LineChange::Removed,
                ChangeTag::Insert => LineChange::Added,
            },
            before: line.old_index().map(number),
            after: line.new_index().map(number),
            text: line.value().trim_end_matches(['\n', '\r']).to_owned(),
        })
        .collect()
}

fn first(text: &str) -> &str {
    let end = text.match_indices('\n').nth(MOST).map(|(at, _)| at);
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

fn number(index: usize) -> u32 {
    u32::try_from(index).map_or(u32::MAX, |index| index.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &str, after: &str) -> Vec<String> {
        let sign = |change| match change {
            LineChange::Same => ' ',
            LineChange::Removed => '-',
            LineChange::Added => '+',
        };
        let place = |at: Option<u32>| at.map_or_else(|| ".".to_owned(), |at| at.to_string());
        compare(before, after)
            .iter()
            .map(|line| {
                let (before, after) = (place(line.before), place(line.after));
                format!("{}{before}/{after} {}", sign(line.change), line.text)
            })
            .collect()
    }

    #[test]
    fn what_differs_is_told_with_the_lines_around_it_and_nothing_else() {
        let before = "a\nb\nc\nd\ne\nf\n";
        let after = "a\nb\nc\nD\ne\nf\n";
        assert_eq!(
            told(before, after),
            [" 2/2 b", " 3/3 c", "-4/. d", "+./4 D", " 5/5 e", " 6/6 f"]
        );
        assert_eq!(told(before, before), [""; 0]);
    }

    #[test]
    fn places_far_apart_are_told_apart_by_their_numbers() {
        let before: String = (1..=20).map(|n| format!("line {n}\n")).collect();
        let after = before
            .replace("line 2\n", "")
            .replace("line 19\n", "LINE\n");
        let lines = told(&before, &after);
        assert!(lines.contains(&"-2/. line 2".to_owned()), "{lines:?}");
        assert!(lines.contains(&"+./18 LINE".to_owned()), "{lines:?}");
        assert!(!lines.iter().any(|line| line.ends_with("line 10")));
    }

    #[test]
    fn two_texts_without_end_are_compared_as_far_as_a_profile_goes() {
        let endless = |word: &str| format!("{word}\n").repeat(3 * MOST);
        assert_eq!(compare(&endless("a"), &endless("b")).len(), 2 * (MOST + 1));
    }
}
