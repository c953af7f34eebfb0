//! Documents a firm hands over, as accessible PDF (PDF/UA-1, A4, en-GB): plain data in, bytes out, and the same data
//! always gives the same bytes.

mod columns;
mod document;
mod error;
mod export;
mod flow;
mod font;
mod grid;
mod ink;
mod line;
mod prose;
mod sheet;
mod table;
mod text;
mod tree;

pub use document::{Align, Block, Column, Day, Document, Level};
pub use error::PdfError;

/// Lays the document out and exports it with the PDF/UA-1 validator on: what comes back has passed it.
pub fn render(document: &Document) -> Result<Vec<u8>, PdfError> {
    let faces = font::Faces::load()?;
    let mut flow = flow::Flow::new(document, faces);
    prose::letterhead(&mut flow, document);
    for (place, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Heading { level, text } => prose::heading(&mut flow, *level, text),
            Block::Paragraph(text) => prose::paragraph(&mut flow, text),
            Block::Facts(facts) => table::facts(&mut flow, facts),
            Block::Table { header, rows, foot } => {
                table::table(&mut flow, place, header, rows, foot)?;
            }
            Block::Note(text) => prose::note(&mut flow, text),
            Block::Signature { name, role, on } => prose::signature(&mut flow, name, role, on),
            Block::Space => flow.space(sheet::GAP),
        }
    }
    export::export(document, flow.finish())
}
