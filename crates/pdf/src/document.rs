//! What a caller says about a document: plain data, no sizes and no places; the layout decides those.

/// One document. The title is printed as the main heading, the subject below it, the author (the firm) in the letterhead.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    pub title: String,
    pub subject: String,
    /// The firm that issues the document.
    pub author: String,
    /// Lines beside the firm's name: address, telephone, registrations. The first eight are printed.
    pub letterhead: Vec<String>,
    pub made_on: Day,
    /// The firm's colour, as it is for shapes and darkened until it is readable for text.
    pub accent: [u8; 3],
    /// Printed at the foot of every page beside the page number; at most four lines of it.
    pub footer: String,
    pub blocks: Vec<Block>,
}

/// A calendar day. Also the creation date in the file, so that nothing in it depends on when it was rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Day {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    Heading {
        level: Level,
        text: String,
    },
    /// Line breaks in the text are kept.
    Paragraph(String),
    /// Label and value, one pair a row.
    Facts(Vec<(String, String)>),
    /// A row shorter than the header is filled up with empty cells; a longer one is an error. The header is repeated on
    /// every page. The last row of the foot is printed as the total.
    Table {
        header: Vec<Column>,
        rows: Vec<Vec<String>>,
        foot: Vec<Vec<String>>,
    },
    /// A tinted box. Its first line stands out if it is short: "SATISFACTORY".
    Note(String),
    /// Two that follow one another stand side by side. An empty part is left out.
    Signature {
        name: String,
        role: String,
        on: String,
    },
    Space,
}

/// The depth of a heading below the title (which is the H1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// H2
    Section,
    /// H3, or H2 where no section was opened, because levels may not be skipped.
    Subsection,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    pub title: String,
    pub align: Align,
    /// The share of the width, against the other columns' weights. A column is never narrower than its longest word.
    pub weight: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
}

impl Column {
    pub fn left(title: impl Into<String>, weight: f32) -> Self {
        Self {
            title: title.into(),
            align: Align::Left,
            weight,
        }
    }

    /// For figures: they are tabular, so they stand under one another.
    pub fn right(title: impl Into<String>, weight: f32) -> Self {
        Self {
            title: title.into(),
            align: Align::Right,
            weight,
        }
    }
}

impl Block {
    pub fn section(text: impl Into<String>) -> Self {
        Self::Heading {
            level: Level::Section,
            text: text.into(),
        }
    }

    pub fn subsection(text: impl Into<String>) -> Self {
        Self::Heading {
            level: Level::Subsection,
            text: text.into(),
        }
    }
}
