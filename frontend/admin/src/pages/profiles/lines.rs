//! Where two texts differ, line by line: by sign and word, never by colour alone.

use crate::strings::t;
use contract::kind::LineChange;
use contract::profile::TextLine;
use ui::dom::{View, all, el, span, unseen};

/// Whether lines were left out before this one: those at either end of a gap are the same in both texts.
fn jumps(before: Option<&TextLine>, line: &TextLine) -> bool {
    let Some(before) = before else {
        return line.before.or(line.after).is_some_and(|n| n > 1);
    };
    let both_same = before.change == LineChange::Same && line.change == LineChange::Same;
    both_same && line.before != before.before.map(|n| n + 1)
}

#[must_use]
pub fn lines(told: &[TextLine]) -> View {
    let words = &t().profiles;
    if told.is_empty() {
        return el("p").class("soft").add(words.lines_none).into();
    }
    let befores = std::iter::once(None).chain(told.iter().map(Some));
    let list = all(befores.zip(told).map(|(before, line)| {
        let gap = jumps(before, line).then(|| {
            el("li")
                .class("line is-gap")
                .add(span("", "\u{2026}").with("aria-hidden", "true"))
                .add(unseen(words.left_out))
        });
        View::from(vec![View::from(gap), one(line)])
    }));
    // It may be wider than the page: what scrolls can be reached by keyboard.
    el("ol")
        .class("lines")
        .with("tabindex", "0")
        .with("aria-label", words.lines)
        .add(list)
        .into()
}

fn one(line: &TextLine) -> View {
    let words = &t().profiles;
    let (class, sign, word) = match line.change {
        LineChange::Same => ("line", "\u{a0}", ""),
        LineChange::Removed => ("line is-removed", "\u{2212}", words.removed_line),
        LineChange::Added => ("line is-added", "+", words.added_line),
    };
    let number = line.after.or(line.before).map(|n| n.to_string());
    let said = (!word.is_empty()).then(|| unseen(&format!("{word}: ")));
    el("li")
        .class(class)
        .add(span("line-number", &number.unwrap_or_default()).with("aria-hidden", "true"))
        .add(span("line-sign", sign).with("aria-hidden", "true"))
        .add(said)
        .add(el("code").add(line.text.as_str()))
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_shown_where_lines_are_left_out_and_nowhere_else() {
        let line = |change, before, after| TextLine {
            change,
            before,
            after,
            text: String::new(),
        };
        let same = |before, after| line(LineChange::Same, Some(before), Some(after));
        let told = [
            same(4, 4),
            line(LineChange::Removed, Some(5), None),
            line(LineChange::Added, None, Some(5)),
            same(6, 6),
            same(20, 20),
            line(LineChange::Added, None, Some(21)),
        ];
        let befores = std::iter::once(None).chain(told.iter().map(Some));
        let gaps: Vec<bool> = befores.zip(&told).map(|(a, b)| jumps(a, b)).collect();
        assert_eq!(gaps, [true, false, false, false, true, false]);
        assert!(!jumps(None, &same(1, 1)));
    }
}
