//! The promises themselves.

use pdf::{Align, Block, Column, Day, Document, PdfError, render};

use crate::reading::Reading;

pub fn document(blocks: Vec<Block>) -> Document {
    Document {
        title: "Electrical report".to_owned(),
        subject: "14 Elm Road".to_owned(),
        author: "Hartwell Electrical Ltd".to_owned(),
        letterhead: vec![
            "Unit 4, Kelham Works".to_owned(),
            "0114 496 0187".to_owned(),
        ],
        made_on: Day {
            year: 2026,
            month: 3,
            day: 12,
        },
        accent: [11, 92, 138],
        footer: "Registered in England no. 08812345".to_owned(),
        blocks,
    }
}

/// Without the bytes, which a failing test would print.
fn refused(document: &Document) -> PdfError {
    render(document).map(|_| ()).unwrap_err()
}

fn texts(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

fn circuits(count: usize) -> Block {
    Block::Table {
        header: vec![Column::left("Circuit", 3.0), Column::right("Ohms", 1.0)],
        rows: (0..count)
            .map(|row| vec![format!("circuit-{row:04}"), format!("{row}.5")])
            .collect(),
        foot: vec![texts(&["Highest", "999.5"])],
    }
}

fn everything() -> Document {
    document(vec![
        Block::Note("SATISFACTORY\nNothing to do.".to_owned()),
        Block::section("Details"),
        Block::Facts(vec![
            ("Client".to_owned(), "Northgate".to_owned()),
            ("Empty".to_owned(), String::new()),
        ]),
        Block::subsection("Circuits"),
        circuits(90),
        Block::Paragraph("All was tested. ".repeat(40)),
        Block::Space,
        Block::Signature {
            name: "Siân Llŵyd".into(),
            role: "Inspector".into(),
            on: "12 March 2026".into(),
        },
        Block::Signature {
            name: "M. Zielińska".into(),
            role: String::new(),
            on: String::new(),
        },
    ])
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert!(render(&everything()).unwrap() == render(&everything()).unwrap());
}

#[test]
fn a_long_table_breaks_over_pages_with_every_row_in_order() {
    let reading = Reading::of(&render(&document(vec![circuits(600)])).unwrap());
    let rows: Vec<String> = reading
        .words()
        .into_iter()
        .filter(|word| word.starts_with("circuit-"))
        .collect();
    let expected: Vec<String> = (0..600).map(|row| format!("circuit-{row:04}")).collect();
    assert_eq!(rows, expected);
    for page in reading.pages() {
        assert_eq!(
            page.matches("Ohms").count(),
            1,
            "the header stands on every page"
        );
    }
}

#[test]
fn every_page_has_its_number_and_the_footer() {
    let pages = Reading::of(&render(&document(vec![circuits(90)])).unwrap()).pages();
    assert!(pages.len() > 2);
    for (place, page) in pages.iter().enumerate() {
        assert!(
            page.contains(&format!("Page {} of {}", place + 1, pages.len())),
            "{page}"
        );
        assert!(page.contains("no. 08812345"), "{page}");
    }
}

#[test]
fn a_total_is_never_alone_on_a_page() {
    for rows in 24..46 {
        let pages = Reading::of(&render(&document(vec![circuits(rows)])).unwrap()).pages();
        let last = pages.iter().find(|page| page.contains("Highest")).unwrap();
        assert!(
            last.contains(&format!("circuit-{:04}", rows - 1)),
            "{rows} rows"
        );
    }
}

#[test]
fn a_heading_is_never_the_last_thing_on_a_page() {
    for lines in 34..50 {
        let blocks = vec![
            Block::Paragraph(vec!["line"; lines].join("\n")),
            Block::section("Declaration"),
            Block::Paragraph("afterwards".to_owned()),
        ];
        let pages = Reading::of(&render(&document(blocks)).unwrap()).pages();
        let page = pages
            .iter()
            .find(|page| page.contains("Declaration"))
            .unwrap();
        assert!(page.contains("afterwards"), "{lines} lines");
    }
}

#[test]
fn the_structure_tree_has_headings_in_order_and_scoped_header_cells() {
    let root = Reading::of(&render(&everything()).unwrap()).structure();
    assert_eq!(root.kind, "Document");
    assert_eq!(root.headings(), ["H1", "H2", "H3"]);
    let tables = root.all("Table");
    assert_eq!(tables.len(), 2);
    assert!(
        tables[0]
            .all("TH")
            .iter()
            .all(|cell| cell.scope.as_deref() == Some("Row"))
    );
    assert_eq!(
        tables[1].all("TH").len(),
        2,
        "a repeated header is not read again"
    );
    assert!(
        tables[1]
            .all("TH")
            .iter()
            .all(|cell| cell.scope.as_deref() == Some("Column"))
    );
    for table in tables {
        assert!(
            table.all("TR").iter().all(|row| row.children.len() == 2),
            "an empty cell is still a cell"
        );
    }
    assert_eq!(root.all("TR").len(), 2 + 1 + 90 + 1);
}

#[test]
fn a_subsection_without_a_section_does_not_skip_a_level() {
    let blocks = vec![
        Block::subsection("First"),
        Block::section("Second"),
        Block::subsection("Third"),
    ];
    let root = Reading::of(&render(&document(blocks)).unwrap()).structure();
    assert_eq!(root.headings(), ["H1", "H2", "H2", "H3"]);
}

#[test]
fn the_file_says_what_it_is_called_and_in_which_language() {
    let bytes = render(&everything()).unwrap();
    let reading = Reading::of(&bytes);
    let catalog = reading.document.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"en-GB");
    let xmp = String::from_utf8_lossy(&bytes);
    for expected in ["Electrical report", "pdfuaid:part", "2026-03-12"] {
        assert!(xmp.contains(expected), "{expected}");
    }
}

#[test]
fn a_document_without_a_title_is_an_error_and_not_a_panic() {
    for title in ["", "   ", "\u{200b}"] {
        let document = Document {
            title: title.to_owned(),
            ..everything()
        };
        let error = refused(&document);
        assert!(matches!(error, PdfError::Inaccessible(_)), "{error:?}");
    }
    let untitled = refused(&Document::default());
    assert_eq!(
        untitled.to_string(),
        "the document is not accessible: it has no title"
    );
}

#[test]
fn a_title_alone_makes_a_document() {
    let document = Document {
        title: "Nothing yet".to_owned(),
        ..Document::default()
    };
    let reading = Reading::of(&render(&document).unwrap());
    assert_eq!(reading.pages().len(), 1);
    assert!(reading.text().contains("Page 1 of 1"));
}

#[test]
fn blocks_without_text_leave_nothing_behind() {
    let blank = || " \n\t".to_owned();
    let blocks = vec![
        Block::Paragraph(blank()),
        Block::section(blank()),
        Block::Note(blank()),
        Block::Facts(vec![]),
        Block::Table {
            header: vec![],
            rows: vec![],
            foot: vec![],
        },
        Block::Signature {
            name: blank(),
            role: blank(),
            on: blank(),
        },
        Block::Space,
    ];
    let root = Reading::of(&render(&document(blocks)).unwrap()).structure();
    assert_eq!(
        root.children
            .iter()
            .map(|child| child.kind.as_str())
            .collect::<Vec<_>>(),
        ["P", "P", "H1", "P"]
    );
}

#[test]
fn a_row_with_too_many_cells_is_an_error_that_says_which() {
    let table = Block::Table {
        header: vec![Column::left("One", 1.0)],
        rows: vec![texts(&["a"]), texts(&["b", "c"])],
        foot: vec![],
    };
    let error = refused(&document(vec![Block::Space, table]));
    assert_eq!(
        error,
        PdfError::RowTooLong {
            block: 1,
            row: 1,
            cells: 2,
            columns: 1
        }
    );
}

#[test]
fn a_row_with_too_few_cells_is_filled_up() {
    let header = vec![
        Column::left("One", 1.0),
        Column {
            title: "Two".into(),
            align: Align::Right,
            weight: 1.0,
        },
    ];
    let table = Block::Table {
        header,
        rows: vec![texts(&["a"]), vec![]],
        foot: vec![vec![]],
    };
    let root = Reading::of(&render(&document(vec![table])).unwrap()).structure();
    assert_eq!(root.all("TD").len(), 6);
}
