//! Subjects and their tree. It is judged as it will be: with the rows that are taken, and without those that are
//! not; so refusing one row may be the reason to refuse another.

use super::Planning;
use super::directory::Directory;
use crate::import::effect::{Effect, SubjectState};
use crate::import::report::{Difference, differing};
use crate::import::rows::SubjectRow;
use crate::import::sheet::Sheet;
use contract::id::SubjectId;
use domain::subject::Subject;
use std::collections::{HashMap, HashSet};

const SHEET: Sheet = Sheet::Subjects;

/// The rows by their name and by the id they have or get.
struct Tree<'a> {
    rows: Vec<(SubjectId, &'a SubjectRow)>,
    by_reference: HashMap<&'a str, (SubjectId, u32)>,
    by_id: HashMap<SubjectId, &'a SubjectRow>,
}

impl<'a> Planning<'a> {
    pub(super) fn subjects(&mut self) -> Directory<SubjectId> {
        let tree = self.tree();
        while self.refuse_orphans(&tree) || self.refuse_circles(&tree) {}
        let mut directory = Directory::new(SHEET);
        for (reference, subject) in &self.known.subjects {
            directory.insert(reference, subject.id);
        }
        directory.refuse_all(&self.reading.subjects.bad);
        let mut taken = Vec::with_capacity(tree.rows.len());
        for (id, row) in &tree.rows {
            if self.ledger.is_refused(SHEET, row.line) {
                directory.refuse(&row.reference, row.line);
            } else {
                directory.insert(&row.reference, *id);
                taken.push((self.depth(&tree, *id), *id, *row));
            }
        }
        // Parents before children; among equals in the order of the file.
        taken.sort_by_key(|(depth, _, _)| *depth);
        for (_, id, row) in taken {
            let parent = self.parent(&tree, id);
            self.subject(id, row, parent);
        }
        directory
    }

    fn tree(&self) -> Tree<'a> {
        let reading: &'a _ = self.reading;
        let rows: Vec<(SubjectId, &'a SubjectRow)> = reading
            .subjects
            .good
            .iter()
            .map(|row| {
                let known = self.known.subjects.get(&row.reference);
                (
                    known.map_or_else(|| self.ids.fresh(), |subject| subject.id),
                    row,
                )
            })
            .collect();
        Tree {
            by_reference: rows
                .iter()
                .map(|(id, row)| (row.reference.as_str(), (*id, row.line)))
                .collect(),
            by_id: rows.iter().map(|(id, row)| (*id, *row)).collect(),
            rows,
        }
    }

    /// Refuses rows whose parent is not there or not taken; says whether there were any.
    fn refuse_orphans(&mut self, tree: &Tree<'_>) -> bool {
        let mut found = false;
        for (_, row) in &tree.rows {
            let Some(parent) = &row.parent else { continue };
            if self.ledger.is_refused(SHEET, row.line) {
                continue;
            }
            let refused = match tree.by_reference.get(parent.as_str()) {
                Some((_, line)) => self.ledger.is_refused(SHEET, *line).then_some(*line),
                None => self.reading.subjects.bad.get(parent).copied(),
            };
            let known = tree.by_reference.contains_key(parent.as_str())
                || self.known.subjects.contains_key(parent);
            let why = match refused {
                Some(line) => format!("`{parent}` was refused ({} line {line})", SHEET.file()),
                None if known => continue,
                None => format!(
                    "there is no `{parent}` in {}, and none was imported before",
                    SHEET.file()
                ),
            };
            self.ledger.refuse(SHEET, row.line, Some("parent"), why);
            found = true;
        }
        found
    }

    /// Refuses rows whose line of parents leads back to themselves; says whether there were any.
    fn refuse_circles(&mut self, tree: &Tree<'_>) -> bool {
        let mut found = false;
        let mut done: HashSet<SubjectId> = HashSet::new();
        for (start, _) in &tree.rows {
            let mut path: Vec<SubjectId> = Vec::new();
            let mut next = Some(*start);
            while let Some(id) = next.filter(|id| !done.contains(id)) {
                if let Some(at) = path.iter().position(|before| *before == id) {
                    found |= self.refuse_circle(tree, path.get(at..).unwrap_or_default());
                    break;
                }
                path.push(id);
                next = self.parent(tree, id);
            }
            done.extend(path);
        }
        found
    }

    fn refuse_circle(&mut self, tree: &Tree<'_>, circle: &[SubjectId]) -> bool {
        let name = |id: &SubjectId| match (tree.by_id.get(id), self.known.all_subjects.get(id)) {
            (Some(row), _) => row.reference.clone(),
            (None, subject) => subject
                .map(|subject| subject.name.clone())
                .unwrap_or_default(),
        };
        let names: Vec<_> = circle.iter().chain(circle.first()).map(name).collect();
        let why = format!("the parents go round in a circle: {}", names.join(" → "));
        let mut found = false;
        for row in circle.iter().filter_map(|id| tree.by_id.get(id)) {
            if !self.ledger.is_refused(SHEET, row.line) {
                self.ledger.refuse(SHEET, row.line, Some("parent"), &why);
                found = true;
            }
        }
        found
    }

    /// Where a subject will hang: as its row says if that is taken, else as it hangs now.
    fn parent(&self, tree: &Tree<'_>, id: SubjectId) -> Option<SubjectId> {
        match tree
            .by_id
            .get(&id)
            .filter(|row| !self.ledger.is_refused(SHEET, row.line))
        {
            Some(row) => {
                let parent = row.parent.as_deref()?;
                let given = tree.by_reference.get(parent).map(|(id, _)| *id);
                given.or_else(|| self.known.subjects.get(parent).map(|subject| subject.id))
            }
            None => self.known.all_subjects.get(&id)?.parent,
        }
    }

    fn depth(&self, tree: &Tree<'_>, id: SubjectId) -> usize {
        std::iter::successors(Some(id), |id| self.parent(tree, *id)).count()
    }

    fn subject(&mut self, id: SubjectId, row: &SubjectRow, parent: Option<SubjectId>) {
        let new = Subject {
            id,
            parent,
            kind: row.kind,
            name: row.name.clone(),
            address: row.address.clone(),
            postcode: row.postcode.clone(),
            uprn: row.uprn.clone(),
        };
        let Some(old) = self.known.subjects.get(&row.reference) else {
            self.changes.effects.push(Effect::SubjectMade {
                id,
                after: SubjectState::of(&new),
            });
            self.changes
                .new_subjects
                .push((new, self.known.external(&row.reference)));
            self.ledger.added(SHEET);
            return;
        };
        let both = |old: &str, new: &str| (old.to_owned(), new.to_owned());
        let mut fields = differing([
            ("kind", old.kind != new.kind, &|| {
                both(old.kind.name(), new.kind.name())
            }),
            ("name", old.name != new.name, &|| both(&old.name, &new.name)),
            ("address", old.address != new.address, &|| {
                both(&old.address, &new.address)
            }),
            ("postcode", old.postcode != new.postcode, &|| {
                both(&old.postcode, &new.postcode)
            }),
            ("uprn", old.uprn != new.uprn, &|| both(&old.uprn, &new.uprn)),
        ]);
        let is_moved = old.parent != parent;
        if is_moved || !fields.is_empty() {
            self.changes.effects.push(Effect::SubjectChanged {
                id,
                before: SubjectState::of(old),
                after: SubjectState::of(&new),
            });
        }
        if !fields.is_empty() {
            self.changes.changed_subjects.push(new);
        }
        if is_moved {
            let named = |parent: Option<SubjectId>| {
                parent.map(|id| self.subject_name(id)).unwrap_or_default()
            };
            fields.push(Difference {
                column: "parent",
                before: named(old.parent),
                after: named(parent),
            });
            self.changes.moved_subjects.push((id, parent));
        }
        if fields.is_empty() {
            self.ledger.unchanged(SHEET);
        } else {
            self.ledger.changed(SHEET, row.line, &row.reference, fields);
        }
    }
}
