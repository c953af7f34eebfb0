//! A file's bytes: given out only where the rule opens the files of the record, and whole only where it says
//! that they may be downloaded.

use super::{Kind, Scope};
use crate::record::FieldGroup;
use contract::id::{FileId, RecordId};
use contract::kind::{Action, RecordKind};

/// What was loaded of one file.
#[derive(Debug, Clone)]
pub struct FileFacts {
    pub id: FileId,
    pub record: RecordId,
    pub record_kind: RecordKind,
    pub version: i32,
    pub name: String,
    pub media_type: String,
    pub size: u64,
    pub sha256: String,
    pub thumbnail_sha256: Option<String>,
    pub matched: u64,
}

/// The right to send these bytes to this viewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileGrant {
    pub id: FileId,
    pub record: RecordId,
    pub version: i32,
    pub name: String,
    pub media_type: String,
    pub size: u64,
    pub sha256: String,
}

pub enum FileKind {}
pub enum ThumbnailKind {}

impl Kind for FileKind {
    type Facts = FileFacts;
    type View = FileGrant;

    fn project(scope: &Scope, facts: FileFacts) -> Option<FileGrant> {
        let opened = scope.opened(facts.matched, facts.record_kind)?;
        let allowed =
            opened.lens.opens(FieldGroup::Files) && opened.actions.contains(&Action::Download);
        allowed.then_some(FileGrant {
            id: facts.id,
            record: facts.record,
            version: facts.version,
            name: facts.name,
            media_type: facts.media_type,
            size: facts.size,
            sha256: facts.sha256,
        })
    }
}

impl Kind for ThumbnailKind {
    type Facts = FileFacts;
    type View = FileGrant;

    fn project(scope: &Scope, facts: FileFacts) -> Option<FileGrant> {
        let opened = scope.opened(facts.matched, facts.record_kind)?;
        let sha256 = facts
            .thumbnail_sha256
            .filter(|_| opened.lens.opens(FieldGroup::Files))?;
        let grant = FileGrant {
            id: facts.id,
            record: facts.record,
            version: facts.version,
            name: facts.name,
            media_type: facts.media_type,
            size: facts.size,
            sha256: facts.sha256,
        };
        Some(small(grant, sha256))
    }
}

/// The right to the small picture of a file, where there is one to the file itself.
#[must_use]
pub fn small(of: FileGrant, sha256: String) -> FileGrant {
    FileGrant {
        name: format!("{}.jpg", of.id),
        media_type: "image/jpeg".to_owned(),
        // The thumbnail's own length is asked of the storage; the database keeps the original's.
        size: 0,
        sha256,
        ..of
    }
}
