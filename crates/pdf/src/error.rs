//! What can go wrong, in the words of the one who filled in the document; a failed validation is an error, never a panic.

use krilla::configure::ValidationError;
use krilla::error::KrillaError;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// `block` and `row` count from 0; a row of the foot counts on after the last row.
    #[error("block {block}, row {row} has {cells} cells for {columns} columns")]
    RowTooLong {
        block: usize,
        row: usize,
        cells: usize,
        columns: usize,
    },
    #[error("the document is not accessible: {}", .0.join("; "))]
    Inaccessible(Vec<String>),
    #[error("the bundled fonts could not be read")]
    Fonts,
    #[error("the document could not be written: {0}")]
    Engine(String),
}

impl From<KrillaError> for PdfError {
    fn from(error: KrillaError) -> Self {
        match error {
            KrillaError::Validation(found) => {
                Self::Inaccessible(found.iter().map(|(error, _)| reason(error)).collect())
            }
            other => Self::Engine(other.to_string()),
        }
    }
}

fn reason(error: &ValidationError) -> String {
    match error {
        ValidationError::NoDocumentTitle => "it has no title".to_owned(),
        ValidationError::MissingHeadingTitle => "a heading is empty".to_owned(),
        ValidationError::MissingDocumentOutline => "it has no headings".to_owned(),
        ValidationError::ContainsNotDefGlyph(_, _, text) => {
            format!("the font cannot show {text:?}")
        }
        other => format!("{other:?}"),
    }
}
