//! A folder to start from: every file with its heading, a page that explains each column, and a filled example
//! that imports as it is. Nothing that is there already is overwritten.

mod example;

pub use example::example;

use super::folder::FILES;
use super::sheet::Sheet;
use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    #[error("{} is there already; nothing was overwritten", path.display())]
    Exists { path: PathBuf },
    #[error("{} cannot be written: {source}", path.display())]
    Io {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
}

/// Writes the folder; it is made if it is not there.
pub fn template(dir: &Path) -> Result<(), TemplateError> {
    let mut files: Vec<(String, Vec<u8>)> =
        vec![("README.txt".to_owned(), explained().into_bytes())];
    for sheet in Sheet::ALL {
        files.push((sheet.file().to_owned(), heading(sheet).into_bytes()));
    }
    files.extend(
        example()
            .into_iter()
            .map(|(name, bytes)| (format!("example/{name}"), bytes.to_vec())),
    );
    for (name, _) in &files {
        let path = dir.join(name);
        if fs::symlink_metadata(&path).is_ok() {
            return Err(TemplateError::Exists { path });
        }
    }
    make_folder(&dir.join(FILES))?;
    for (name, bytes) in files {
        let path = dir.join(name);
        if let Some(folder) = path.parent() {
            make_folder(folder)?;
        }
        place(&path, &bytes).map_err(|source| TemplateError::Io { path, source })?;
    }
    Ok(())
}

fn make_folder(path: &Path) -> Result<(), TemplateError> {
    fs::create_dir_all(path).map_err(|source| TemplateError::Io {
        path: path.to_owned(),
        source,
    })
}

fn place(path: &Path, bytes: &[u8]) -> io::Result<()> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)?
        .write_all(bytes)
}

pub(super) fn heading(sheet: Sheet) -> String {
    let names: Vec<_> = sheet.columns().iter().map(|column| column.name).collect();
    format!("{}\n", names.join(","))
}

/// README.txt: each file and its columns.
fn explained() -> String {
    let mut text = String::from(INTRODUCTION);
    for sheet in Sheet::ALL {
        let _ = write!(
            text,
            "\n\n{}\n{}\n",
            sheet.file(),
            "-".repeat(sheet.file().len())
        );
        for column in sheet.columns() {
            let needed = if column.needed {
                "required"
            } else {
                "may be empty"
            };
            let _ = writeln!(
                text,
                "  {} ({needed})\n      {}",
                column.name, column.meaning
            );
            if !column.example.is_empty() {
                let _ = writeln!(text, "      for example: {}", column.example);
            }
        }
    }
    text.replace('\n', "\r\n")
}

const INTRODUCTION: &str = "\
A folder for `sightline import`
===============================

Fill in the CSV files that you need and delete the others. Put the PDFs and photos that they name into
the folder `files`. Then see what would happen, and do it:

    sightline import FOLDER --dry-run
    sightline import FOLDER

The folder `example` is filled in and can be imported as it is.

* The first line of each file is its heading; keep the names of the columns.
* `ref` is your own name for a row, such as its number in the program it comes from. The next import finds
  the row again by it: what is the same stays, what differs is changed, what is gone from the file stays.
* A column that may be empty may also be left out. A cell that is empty empties what it stood for, unless
  it says otherwise below.
* Days are written 14/03/2026 or 2026-03-14, sums 1234.50 or £1,234.50.
* Several names in one cell have ; between them.
* Any spreadsheet's \"CSV\" will do, UTF-8 or not. A file may have up to 25 MB and be a PDF, JPEG, PNG,
  WebP or GIF. Photos lose their GPS position and camera data on the way in.";
