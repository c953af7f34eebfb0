//! What records refer to, and what becomes of a row that can be taken.

use super::directory::Directory;
use super::parties::Party;
use super::parts::Parts;
use crate::import::rows::{LineRow, PhotoRow, RecordRow};
use contract::id::{RecordId, SubjectId};
use std::collections::HashSet;
use store::records::Record;

/// Whatever a record may refer to.
pub(super) struct Refs<'a> {
    pub parties: &'a Directory<Party>,
    pub subjects: &'a Directory<SubjectId>,
    pub jobs: Directory<RecordId>,
    /// The title of each milestone and its subject.
    pub milestones: Directory<(SubjectId, String)>,
    pub titles: HashSet<(SubjectId, String)>,
    pub lines: Parts<'a, LineRow>,
    pub photos: Parts<'a, PhotoRow>,
}

/// A record that can be taken.
pub(super) struct Built<'a> {
    pub row: &'a RecordRow,
    pub record: Record,
    pub old: Option<&'a Record>,
    /// Whether `superseded` is still to be found out.
    pub open: bool,
}

/// A column and a sentence.
pub(super) type Fault = (Option<&'static str>, String);

impl Refs<'_> {
    /// The title of a milestone that is named by its reference, or by that title itself.
    pub(super) fn milestone(&self, subject: SubjectId, named: &str) -> Result<String, String> {
        if self.titles.contains(&(subject, named.to_owned())) {
            return Ok(named.to_owned());
        }
        let (of, title) = self.milestones.find(named)?;
        if *of == subject {
            Ok(title.clone())
        } else {
            Err(format!("`{named}` is a milestone of another subject"))
        }
    }
}
