//! The files that rows name: read, checked and made ready to be stored, several at a time. What fits is kept in
//! memory; the rest is made anew when it is stored.

use super::folder::Folder;
use super::{ImportError, Progress, ProgressFn, Stage};
use crate::App;
use crate::files::{self, Prepared, Sort};
use std::collections::{BTreeMap, BTreeSet};
use tokio::task::JoinSet;

/// At most so many files are decoded at once: one can take a few hundred megabytes.
const AT_ONCE: usize = 4;
/// Prepared files that are kept between checking and storing come to no more bytes than this.
const MOST_KEPT: usize = 256 * 1024 * 1024;

/// What is known of every file that a row names, by the path in the row.
#[derive(Debug, Default)]
pub(super) struct Attachments(BTreeMap<String, Result<Attachment, String>>);

#[derive(Debug, Clone)]
pub(super) struct Attachment {
    /// The name that people see.
    pub name: String,
    pub sort: Sort,
    pub size: u64,
    pub sha256: String,
    pub thumbnail_sha256: Option<String>,
    kept: Option<Prepared>,
}

impl Attachments {
    pub fn get(&self, path: &str) -> Option<Result<&Attachment, &str>> {
        self.0
            .get(path)
            .map(|found| found.as_ref().map_err(String::as_str))
    }

    /// Checks files; what is wrong with one is kept beside it.
    pub async fn check(
        folder: &Folder,
        paths: BTreeSet<String>,
        progress: ProgressFn<'_>,
    ) -> Result<Self, ImportError> {
        let total = paths.len();
        let at_once = std::thread::available_parallelism()
            .map_or(1, usize::from)
            .min(AT_ONCE);
        let (mut waiting, mut running) = (paths.into_iter(), JoinSet::new());
        let (mut checked, mut kept) = (BTreeMap::new(), 0);
        loop {
            while running.len() < at_once {
                let Some(path) = waiting.next() else { break };
                let folder = folder.clone();
                running.spawn_blocking(move || {
                    let prepared = prepare(&folder, &path);
                    (path, prepared)
                });
            }
            let Some(done) = running.join_next().await else {
                return Ok(Self(checked));
            };
            let (path, prepared) = done.map_err(ImportError::panicked)?;
            let attachment = prepared.map(|prepared| {
                let room = kept + prepared.bytes.len() <= MOST_KEPT;
                kept += if room { prepared.bytes.len() } else { 0 };
                Attachment::of(&path, prepared, room)
            });
            checked.insert(path, attachment);
            progress(Progress {
                stage: Stage::Files,
                done: checked.len(),
                total,
            });
        }
    }

    /// Puts files into the storage. They are found by their content alone, so one that no row comes to name
    /// harms nothing.
    pub async fn store(
        &self,
        app: &App,
        folder: &Folder,
        paths: &BTreeSet<String>,
        progress: ProgressFn<'_>,
    ) -> Result<(), ImportError> {
        for (done, path) in paths.iter().enumerate() {
            progress(Progress {
                stage: Stage::Storing,
                done,
                total: paths.len(),
            });
            let Some(Ok(attachment)) = self.0.get(path) else {
                continue;
            };
            let prepared = match &attachment.kept {
                Some(prepared) => prepared.clone(),
                None => again(folder, path, &attachment.sha256).await?,
            };
            app.files.put(&prepared.key, prepared.bytes).await?;
            if let Some(thumbnail) = prepared.thumbnail {
                app.files.put(&thumbnail.key, thumbnail.bytes).await?;
            }
        }
        Ok(())
    }
}

impl Attachment {
    fn of(path: &str, prepared: Prepared, keep: bool) -> Self {
        Self {
            name: files::shown_name(file_name(path), prepared.sort),
            sort: prepared.sort,
            size: prepared.bytes.len() as u64,
            sha256: prepared.key.as_str().to_owned(),
            thumbnail_sha256: prepared
                .thumbnail
                .as_ref()
                .map(|thumbnail| thumbnail.key.as_str().to_owned()),
            kept: keep.then_some(prepared),
        }
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path).trim()
}

fn prepare(folder: &Folder, path: &str) -> Result<Prepared, String> {
    let bytes = folder.file(path).map_err(|fault| fault.to_string())?;
    files::prepare(file_name(path), bytes).map_err(|fault| fault.to_string())
}

async fn again(folder: &Folder, path: &str, sha256: &str) -> Result<Prepared, ImportError> {
    let (folder, path) = (folder.clone(), path.to_owned());
    let work = move || (prepare(&folder, &path), path);
    let (prepared, path) = tokio::task::spawn_blocking(work)
        .await
        .map_err(ImportError::panicked)?;
    match prepared {
        Ok(prepared) if prepared.key.as_str() == sha256 => Ok(prepared),
        _ => Err(ImportError::FileChanged { path }),
    }
}
