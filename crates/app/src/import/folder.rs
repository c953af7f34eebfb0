//! Where an import comes from: a folder on disk or one held in memory. Nothing outside the folder is read,
//! whatever a path or a link in it says.

use crate::ports::{UploadId, Uploads};
use bytes::Bytes;
use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The sub-folder in which attached files lie.
pub const FILES: &str = "files";
/// No CSV file is larger.
pub(crate) const MOST_CSV: u64 = 200 * 1024 * 1024;

#[derive(Debug, Clone)]
pub struct Folder(Place);

#[derive(Debug, Clone)]
enum Place {
    Disk(PathBuf),
    /// By path, with `/` between its parts.
    Memory(Arc<BTreeMap<String, Bytes>>),
    /// Files that have arrived, by path.
    Arrived(Arrived),
}

/// What has arrived from a browser. It is read on threads that may wait.
#[derive(Clone)]
struct Arrived {
    inbox: Arc<dyn Uploads>,
    runtime: tokio::runtime::Handle,
    pieces: Arc<BTreeMap<String, (UploadId, u64)>>,
}

impl fmt::Debug for Arrived {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Arrived").field(&self.pieces).finish()
    }
}

impl Arrived {
    /// `None` where no such file has arrived.
    fn read(&self, path: &str, most: u64) -> Option<io::Result<Option<Bytes>>> {
        let (upload, length) = *self.pieces.get(path)?;
        if length > most {
            return Some(Ok(None));
        }
        if length == 0 {
            return Some(Ok(Some(Bytes::new())));
        }
        let bytes = self.runtime.block_on(self.inbox.read(upload));
        Some(bytes.map(Some).map_err(io::Error::other))
    }
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

    /// What has arrived, by the paths it has in its folder.
    pub(super) fn arrived(
        inbox: Arc<dyn Uploads>,
        pieces: BTreeMap<String, (UploadId, u64)>,
    ) -> Self {
        Self(Place::Arrived(Arrived {
            inbox,
            runtime: tokio::runtime::Handle::current(),
            pieces: Arc::new(pieces),
        }))
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
            Place::Memory(files) => top(files.keys()),
            Place::Arrived(arrived) => top(arrived.pieces.keys()),
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
            Place::Arrived(arrived) => match arrived.read(name, MOST_CSV) {
                None => Ok(Bytes::new()),
                Some(Ok(Some(bytes))) => Ok(bytes),
                Some(Ok(None)) => Err(FolderError::TooLarge {
                    name: name.to_owned(),
                }),
                Some(Err(source)) => Err(FolderError::Io {
                    path: name.into(),
                    source,
                }),
            },
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
            Place::Arrived(arrived) => {
                let most = crate::files::MOST_BYTES as u64;
                match arrived.read(&format!("{FILES}/{path}"), most) {
                    None => Err(PathFault::Missing),
                    Some(Ok(bytes)) => bytes.ok_or(PathFault::TooLarge),
                    Some(Err(error)) => Err(PathFault::Unreadable {
                        why: error.to_string(),
                    }),
                }
            }
        }
    }
}

/// Those that lie in no sub-folder.
fn top<'a>(paths: impl Iterator<Item = &'a String>) -> Vec<String> {
    paths.filter(|name| !name.contains('/')).cloned().collect()
}

/// The path with `/` between its parts, if it leads nowhere but down. Windows writes `\`.
pub(super) fn inside(path: &str) -> Result<String, PathFault> {
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
