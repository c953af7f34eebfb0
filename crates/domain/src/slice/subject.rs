//! Subjects in a slice: those under an interest that the viewer's rules use.

use super::{Kind, Scope};
use crate::subject::Subject;
use contract::subject::SubjectRow;

#[derive(Debug, Clone)]
pub struct SubjectFacts {
    pub subject: Subject,
    /// Whether the query found an interest in force over it.
    pub covered: bool,
}

pub enum SubjectRowKind {}

impl Kind for SubjectRowKind {
    type Facts = SubjectFacts;
    type View = SubjectRow;

    fn project(_: &Scope, facts: SubjectFacts) -> Option<SubjectRow> {
        let some = |text: String| (!text.is_empty()).then_some(text);
        facts.covered.then(|| SubjectRow {
            id: facts.subject.id,
            kind: facts.subject.kind,
            name: facts.subject.name,
            address: some(facts.subject.address),
            postcode: some(facts.subject.postcode),
            uprn: some(facts.subject.uprn),
        })
    }
}
