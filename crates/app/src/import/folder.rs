//! Where an import comes from: a folder on disk or one held in memory. Nothing outside the folder is read,
//! whatever a path or a link in it says.

use bytes::Bytes;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The sub-folder in which attached files lie.
pub const FILES: &str = "files";
/// No CSV file is larger.
const MOST_CSV: u64 = 200 * 1024 * 1024;

#[derive(Debug, Clone)]
pub struct Folder(Place);

#[derive(Debug, Clone)]
enum Place {
    Disk(PathBuf),
    /// By path, with `/` between its parts.
    Memory(Arc<BTreeMap<String, Bytes>>),
}

#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    #[error("{} cannot be read: {source}", path.display())]
    Io {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("{name} is larger than 200 MB; import it in parts")]
    TooLarge { name: String },
}

/// Why an attached file cannot be had, as a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PathFault {
    #[error(
        "a path must stay inside the folder `files`, without `..` and without a drive or a leading /"
    )]
    Outside,
    #[error("there is no such file in the folder `files`")]
    Missing,
    #[error("the file is larger than 25 MB")]
    TooLarge,
    #[error("the file cannot be read: {why}")]
    Unreadable { why: String },
}

impl Folder {
    /// A folder on disk.
    pub fn open(path: &Path) -> Result<Self, FolderError> {
        let failed = |source| FolderError::Io {
            path: path.to_owned(),
            source,
        };
        let path = fs::canonicalize(path).map_err(failed)?;
        if !path.is_dir() {
            return Err(FolderError::Io {
                path,
                source: io::ErrorKind::NotADirectory.into(),
            });
        }
        Ok(Self(Place::Disk(path)))
    }

    /// A folder that is nowhere but here: names such as `jobs.csv` and `files/photos/board.jpg`, and their bytes.
    #[must_use]
    pub fn in_memory(files: impl IntoIterator<Item = (String, Bytes)>) -> Self {
        Self(Place::Memory(Arc::new(files.into_iter().collect())))
    }

    /// The CSV files at the top, sorted. What spreadsheets leave beside an open file does not count.
    pub(super) fn tables(&self) -> Result<Vec<String>, FolderError> {
        let mut names: Vec<String> = match &self.0 {
            Place::Disk(root) => {
                let failed = |source| FolderError::Io {
                    path: root.clone(),
                    source,
                };
                fs::read_dir(root)
                    .map_err(failed)?
                    .map(|entry| {
                        Ok(entry
                            .map_err(failed)?
                            .file_name()
                            .to_string_lossy()
                            .into_owned())
                    })
                    .collect::<Result<_, FolderError>>()?
            }
            Place::Memory(files) => files
                .keys()
                .filter(|name| !name.contains('/'))
                .cloned()
                .collect(),
        };
        names.retain(|name| {
            name.to_ascii_lowercase().ends_with(".csv") && !name.starts_with(['.', '~'])
        });
        names.sort();
        Ok(names)
    }

    /// The bytes of one of [`Self::tables`].
    pub(super) fn table(&self, name: &str) -> Result<Bytes, FolderError> {
        match &self.0 {
            Place::Disk(root) => {
                let path = root.join(name);
                let read = read_at_most(&path, MOST_CSV)
                    .map_err(|source| FolderError::Io { path, source })?;
                read.ok_or_else(|| FolderError::TooLarge {
                    name: name.to_owned(),
                })
            }
            Place::Memory(files) => Ok(files.get(name).cloned().unwrap_or_default()),
        }
    }

    /// An attached file.
    pub(super) fn file(&self, path: &str) -> Result<Bytes, PathFault> {
        let path = inside(path)?;
        match &self.0 {
            Place::Disk(root) => on_disk(root, &path),
            Place::Memory(files) => files
                .get(&format!("{FILES}/{path}"))
                .cloned()
                .ok_or(PathFault::Missing),
        }
    }
}

/// The path with `/` between its parts, if it leads nowhere but down. Windows writes `\`.
fn inside(path: &str) -> Result<String, PathFault> {
    let path = path.trim().replace('\\', "/");
    let mut parts = Vec::new();
    for component in Path::new(&path).components() {
        match component {
            Component::Normal(part) => parts.push(part.to_str().ok_or(PathFault::Outside)?),
            Component::CurDir => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => {
                return Err(PathFault::Outside);
            }
        }
    }
    let drive = parts.first().is_some_and(|part| part.ends_with(':'));
    if parts.is_empty() || drive {
        Err(PathFault::Outside)
    } else {
        Ok(parts.join("/"))
    }
}

fn on_disk(root: &Path, path: &str) -> Result<Bytes, PathFault> {
    let unreadable = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => PathFault::Missing,
        _ => PathFault::Unreadable {
            why: error.to_string(),
        },
    };
    // Links are followed here once; what they lead to must still lie inside.
    let files = fs::canonicalize(root.join(FILES)).map_err(unreadable)?;
    let path = fs::canonicalize(files.join(path)).map_err(unreadable)?;
    if !files.starts_with(root) || !path.starts_with(&files) {
        return Err(PathFault::Outside);
    }
    if !path.is_file() {
        return Err(PathFault::Missing);
    }
    let most = crate::files::MOST_BYTES as u64;
    read_at_most(&path, most)
        .map_err(unreadable)?
        .ok_or(PathFault::TooLarge)
}

/// `None` if there is more.
fn read_at_most(path: &Path, most: u64) -> io::Result<Option<Bytes>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then(|| bytes.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_down_or_nowhere() {
        assert_eq!(inside("a/b.pdf").as_deref(), Ok("a/b.pdf"));
        assert_eq!(inside(r"a\b.pdf").as_deref(), Ok("a/b.pdf"));
        assert_eq!(inside("./a/./b.pdf").as_deref(), Ok("a/b.pdf"));
        for wrong in [
            "",
            ".",
            "..",
            "../a",
            "a/../../b",
            "/etc/passwd",
            r"C:\a.pdf",
            r"\\host\a.pdf",
            r"..\a",
        ] {
            assert_eq!(inside(wrong), Err(PathFault::Outside), "{wrong}");
        }
    }
}
