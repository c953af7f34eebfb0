//! What the reader makes of the files that people and spreadsheets write.

use super::*;

fn rows(table: &Table) -> Vec<(u32, Vec<&str>)> {
    table
        .rows()
        .map(|row| {
            (
                row.line,
                (0..table.header.len()).map(|at| row.cell(at)).collect(),
            )
        })
        .collect()
}

#[test]
fn lines_are_those_of_the_file_whatever_stands_in_quotes() {
    for newline in ["\n", "\r\n"] {
        let text = "ref,name\n\nA, plain \nB,\"two\nlines, \"\"quoted\"\"\"\n,\nC,x"
            .replace('\n', newline);
        let table = parse(&text);
        assert_eq!(table.header, ["ref", "name"]);
        assert!(table.bad.is_empty(), "{:?}", table.bad);
        let two_lines = format!("two{newline}lines, \"quoted\"");
        let expected = vec![
            (3, vec!["A", "plain"]),
            (4, vec!["B", &*two_lines]),
            (7, vec!["C", "x"]),
        ];
        assert_eq!(rows(&table), expected);
    }
}

#[test]
fn a_half_written_row_is_bad_and_the_rows_after_it_are_not() {
    let table =
        parse("ref,name\nA,\"torn\nB,\"fine\"\nC\nD,\"x\"y\nE,1,2\nF,5\" pipe\nG,\"to the end");
    let bad: Vec<_> = table
        .bad
        .iter()
        .map(|bad| (bad.line, bad.why.as_str()))
        .collect();
    assert_eq!(
        bad,
        [
            (2, "text stands behind a closing quotation mark"),
            (4, "the row has 1 cell, but the heading has 2"),
            (5, "text stands behind a closing quotation mark"),
            (6, "the row has 3 cells, but the heading has 2"),
            (8, "a quotation mark is opened and never closed"),
        ]
    );
    assert_eq!(table.bad[0].cells, ["A"]);
    assert_eq!(
        rows(&table),
        [(3, vec!["B", "fine"]), (7, vec!["F", "5\" pipe"])]
    );
}

#[test]
fn semicolons_and_tabs_are_told_by_the_heading() {
    assert_eq!(
        rows(&parse("ref;name\nA;\"x;y\"\n")),
        [(2, vec!["A", "x;y"])]
    );
    assert_eq!(rows(&parse("ref\tname\nA\tx,y")), [(2, vec!["A", "x,y"])]);
}

#[test]
fn no_byte_that_is_no_text_comes_through() {
    let table = parse("ref,name\nA,a\0b\nB,a\u{85}b\nC,tab\there");
    assert_eq!(
        table.bad.iter().map(|bad| bad.line).collect::<Vec<_>>(),
        [2, 3]
    );
    assert_eq!(rows(&table), [(4, vec!["C", "tab\there"])]);
}

#[test]
fn every_encoding_of_a_spreadsheet_is_read() {
    let text = "ref,name\nA,£5 – Zoë\n";
    let utf_16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let utf_8_bom = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let latin = b"ref,name\nA,\xa35 \x96 Zo\xeb\n".to_vec();
    for bytes in [text.as_bytes().to_vec(), utf_8_bom, utf_16, latin] {
        assert_eq!(decode(&bytes).as_deref(), Ok(text));
    }
}

#[test]
fn a_file_in_two_encodings_is_not_guessed_at() {
    assert_eq!(decode(b"a\nZo\xc3\xab\n\xa35\n"), Err(3));
}
