//! Third-party types: their texts, what those say, and what a change would do to people.

use super::{Read, field};
use crate::json::Json;
use contract::kind::{Digest, Extent, LineChange, NudgeWhen, Since};
use contract::profile::{
    BlockForm, ProfileDraft, ProfileEffect, ProfileFault, ProfileForm, ProfilePage, ProfileRow,
    ProfileVersion, ProfileView, RelationForm, RoleForm, RuleForm, TextLine, WordForm,
};

named!(Digest, Extent, LineChange, NudgeWhen, Since);

objects! {
    ProfileRow { id, name, version, changed_at, changed_by, shipped, third_parties, contacts }
    ProfilePage { items }
    ProfileVersion { version, text, from, to, by }
    ProfileFault { line, message }
    ProfileDraft { text, faults, form, lines }
    TextLine { change, before, after, text }
    ProfileForm {
        extends, words, roles, relations, shared, opens, allows, blocks, known_blocks, history, offline, off,
        new_document, digest, quiet, evidential, keep_days, ip_days
    }
    WordForm { thing, one, many, own }
    RoleForm { name, sees_all, sees, does_all, does, colleagues }
    RelationForm { relation, rules }
    RuleForm { kind, only, extent, since, shows, actions, weighted }
    BlockForm { block, of }
}

impl Read for ProfileView {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            row: Read::read(json)?,
            text: field(json, "text")?,
            revision: field(json, "revision")?,
            before: field(json, "before")?,
        })
    }
}

impl Read for ProfileEffect {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            faults: field(json, "faults")?,
            effect: Read::read(json)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::agrees;
    use super::*;
    use contract::id::{ContactId, ThirdPartyId};
    use contract::kind::{Action, Module, RecordKind, Relation};
    use contract::profile::{ContactEffect, Effect};
    use contract::why::KindCount;

    fn row(full: bool) -> ProfileRow {
        ProfileRow {
            id: "letting-agent".to_owned(),
            name: full.then(|| "agency".to_owned()),
            version: 3,
            changed_at: "2026-11-24T10:00:00Z".to_owned(),
            changed_by: full.then(|| "Hal Denby".to_owned()),
            shipped: !full,
            third_parties: 2,
            contacts: 5,
        }
    }

    fn form(full: bool) -> ProfileForm {
        let block = BlockForm {
            block: "totals".to_owned(),
            of: vec!["due".to_owned()],
        };
        let rule = RuleForm {
            kind: RecordKind::Document,
            only: full.then(|| vec!["eicr".to_owned()]),
            extent: Extent::Whole,
            since: Since::Always,
            shows: vec!["summary".to_owned()],
            actions: vec![Action::Download],
            weighted: full,
        };
        ProfileForm {
            extends: full.then(|| "base".to_owned()),
            words: vec![WordForm {
                thing: "subject".to_owned(),
                one: "property".to_owned(),
                many: "properties".to_owned(),
                own: full,
            }],
            roles: vec![RoleForm {
                name: "bookkeeper".to_owned(),
                sees_all: false,
                sees: vec![RecordKind::Invoice],
                does_all: true,
                does: vec![Action::Pay],
                colleagues: vec!["principal".to_owned()],
            }],
            relations: vec![RelationForm {
                relation: Relation::Manages,
                rules: vec![rule.clone()],
            }],
            shared: vec![rule],
            opens: RecordKind::ALL.to_vec(),
            allows: Action::ALL.to_vec(),
            blocks: vec![block.clone()],
            known_blocks: vec![block],
            history: true,
            offline: false,
            off: vec![Module::Plan],
            new_document: NudgeWhen::AtOnce,
            digest: Digest::Weekly,
            quiet: full.then(|| "20:00-07:30".to_owned()),
            evidential: true,
            keep_days: 2196,
            ip_days: 90,
        }
    }

    #[test]
    fn a_type_is_read_as_it_is_sent() {
        for full in [true, false] {
            agrees(&ProfilePage {
                items: vec![row(full)],
            });
            agrees(&ProfileView {
                row: row(full),
                text: "id = \"x\"\n# why\n".to_owned(),
                revision: "a1".to_owned(),
                before: vec![ProfileVersion {
                    version: 2,
                    text: String::new(),
                    from: "a".to_owned(),
                    to: "b".to_owned(),
                    by: full.then(|| "Hal".to_owned()),
                }],
            });
        }
    }

    #[test]
    fn a_draft_is_read_as_it_is_sent() {
        for full in [true, false] {
            agrees(&ProfileDraft {
                text: "id = \"x\"".to_owned(),
                faults: vec![ProfileFault {
                    line: 7,
                    message: "unknown lens".to_owned(),
                }],
                form: full.then(|| form(full)),
                lines: vec![TextLine {
                    change: LineChange::Added,
                    before: (!full).then_some(1),
                    after: full.then_some(2),
                    text: "see = []".to_owned(),
                }],
            });
            agrees(&form(full));
        }
    }

    #[test]
    fn what_a_change_would_do_is_read_as_it_is_sent() {
        agrees(&ProfileEffect {
            faults: vec![],
            effect: Effect {
                contacts: vec![ContactEffect {
                    contact: ContactId::from_bytes([1; 16]),
                    name: "Bea".to_owned(),
                    third_party: ThirdPartyId::from_bytes([2; 16]),
                    third_party_name: "Oakline".to_owned(),
                    gained: vec![],
                    lost: vec![KindCount {
                        kind: RecordKind::Job,
                        count: 12,
                    }],
                    otherwise: vec![RecordKind::Visit],
                }],
                untouched: 3,
                more: true,
            },
        });
    }
}
