//! What is handed over: files by their path inside an import folder, and how rows become such a file.

use serde::Serialize;
use std::collections::BTreeMap;

/// An import folder that was never written: CSV files at the top, papers and pictures under `files/`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folder {
    pub files: BTreeMap<String, Vec<u8>>,
}

#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error("cannot write {file}")]
    Csv {
        file: &'static str,
        source: csv::Error,
    },
    #[error("cannot set {path}")]
    Paper { path: String, source: pdf::PdfError },
    #[error("cannot encode {path}")]
    Picture {
        path: String,
        source: image::ImageError,
    },
    #[error("a drawing thread ended early")]
    Thread,
}

impl Folder {
    /// Adds a CSV file with the fields of the rows as its columns; without rows there is no file.
    pub(crate) fn table<Row: Serialize>(
        &mut self,
        file: &'static str,
        rows: impl IntoIterator<Item = Row>,
    ) -> Result<(), DemoError> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        for row in rows {
            writer
                .serialize(row)
                .map_err(|source| DemoError::Csv { file, source })?;
        }
        let text = writer.into_inner().map_err(|error| DemoError::Csv {
            file,
            source: csv::Error::from(error.into_error()),
        })?;
        if !text.is_empty() {
            self.files.insert(file.to_owned(), text);
        }
        Ok(())
    }
}
