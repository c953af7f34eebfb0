//! People type anything: none of it may fail a document, hang it or be lost.

use pdf::{Block, Column, Document, render};
use proptest::prelude::*;

use crate::promises::document;
use crate::reading::Reading;

/// The same words wherever words can be.
fn everywhere(text: &str) -> Document {
    let text = || text.to_owned();
    let table = Block::Table {
        header: vec![
            Column::left(text(), 1.0),
            Column::right(text(), f32::NAN),
            Column::left("Third", -2.0),
        ],
        rows: vec![vec![text(), text(), text()], vec![text()]],
        foot: vec![vec![text()]],
    };
    let mut document = document(vec![
        Block::section(text()),
        Block::subsection(text()),
        Block::Paragraph(text()),
        Block::Facts(vec![(text(), text())]),
        table,
        Block::Note(text()),
        Block::Signature {
            name: text(),
            role: text(),
            on: text(),
        },
        Block::Signature {
            name: text(),
            role: text(),
            on: text(),
        },
    ]);
    document.title = format!("Title {}", text());
    document.subject = text();
    document.author = text();
    document.letterhead = vec![text(), text()];
    document.footer = text();
    document
}

#[test]
fn a_character_the_font_lacks_becomes_a_question_mark() {
    let reading = Reading::of(
        &render(&document(vec![Block::Paragraph(
            "Thanks 👍🏽 Zoë, see 中 ok".to_owned(),
        )]))
        .unwrap(),
    );
    assert!(
        reading.text().contains("Thanks ?? Zoë, see ? ok"),
        "{}",
        reading.text()
    );
}

#[test]
fn signs_of_the_trade_and_names_of_the_country_survive() {
    let typed = "≤0.8 Ω, 10 mm², 21 °C, ±5 %, £1,250.00, €9, ½ × ¾, ✓, Siân Llŵyd, Zoë, Łukasz, – — ‘a’ “b” …";
    let reading =
        Reading::of(&render(&document(vec![Block::Paragraph(typed.to_owned())])).unwrap());
    let text = reading.words().join(" ");
    assert!(text.contains(typed), "{text}");
}

#[test]
fn letters_typed_as_letter_and_accent_are_put_together() {
    let reading = Reading::of(
        &render(&document(vec![Block::Paragraph(
            "Zoe\u{308} Llw\u{302}yd".to_owned(),
        )]))
        .unwrap(),
    );
    assert!(!reading.text().contains('?'), "{}", reading.text());
}

#[test]
fn a_word_without_end_is_cut_and_none_of_it_lost() {
    let word = "x".repeat(9_000);
    let table = Block::Table {
        header: vec![Column::left("A", 1.0), Column::left("B", 1.0)],
        rows: vec![vec![word.clone(), "short".to_owned()]],
        foot: vec![],
    };
    for block in [
        Block::Paragraph(word.clone()),
        Block::Note(word.clone()),
        table,
    ] {
        let reading = Reading::of(&render(&document(vec![block])).unwrap());
        assert!(reading.pages().len() > 1);
        assert_eq!(reading.text().matches('x').count(), word.len());
    }
    render(&everywhere(&word[..2_000])).unwrap();
}

#[test]
fn a_cell_taller_than_a_page_goes_on_under_the_repeated_header() {
    let lines: Vec<String> = (0..200).map(|line| format!("line-{line}")).collect();
    let table = Block::Table {
        header: vec![Column::left("Remarks", 3.0), Column::left("By", 1.0)],
        rows: vec![
            vec![lines.join("\n"), "DO".to_owned()],
            vec!["after".to_owned(), "MZ".to_owned()],
        ],
        foot: vec![],
    };
    let reading = Reading::of(&render(&document(vec![table])).unwrap());
    let read: Vec<String> = reading
        .words()
        .into_iter()
        .filter(|word| word.starts_with("line-"))
        .collect();
    assert_eq!(read, lines);
    assert!(reading.pages().iter().all(|page| page.contains("Remarks")));
    assert_eq!(reading.structure().all("TBody")[0].all("TR").len(), 2);
}

#[test]
fn thirty_columns_still_make_a_table() {
    let header = (0..30)
        .map(|place| Column::right(format!("Col{place}"), 1.0))
        .collect();
    let rows = vec![(0..30).map(|place| format!("{place}.25")).collect()];
    render(&document(vec![Block::Table {
        header,
        rows,
        foot: vec![],
    }]))
    .unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_typed_the_document_is_made(text in any::<String>()) {
        render(&everywhere(&text)).unwrap();
    }

    #[test]
    fn mixtures_of_marks_joiners_and_breaks_make_a_document(
        text in "[a-z \n\t\u{0}\u{a0}\u{ad}\u{300}-\u{36f}\u{200b}-\u{200f}\u{2028}\u{fe0f}\u{feff}\u{e000}😀/@-]{0,80}"
    ) {
        render(&everywhere(&text)).unwrap();
    }
}
