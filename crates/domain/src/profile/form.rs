//! What a type says, laid out for a form: its words, roles, rules and first page, with all that it extends.

use super::{
    Allowed, BlockSpec, Library, Profile, ProfileError, Role, Rule, SubKinds, parse, resolve,
};
use crate::record::FieldGroup;
use contract::kind::{Action, RecordKind};
use contract::profile::{BlockForm, ProfileForm, RelationForm, RoleForm, RuleForm, WordForm};
use std::collections::BTreeSet;

/// Things that every type can have words for, besides the kinds of records: the third party itself, and what work is
/// about.
const THINGS: [&str; 2] = ["third_party", "subject"];

/// Reads a text for a form.
pub fn form(text: &str, library: &Library) -> Result<ProfileForm, Vec<ProfileError>> {
    let profile = resolve(text, library)?;
    let layer = parse(text)?;
    let (opens, allows) = opened(&profile);
    let role = |(name, role): (&String, &Role)| RoleForm {
        name: name.clone(),
        sees_all: role.see == Allowed::All,
        sees: only(&opens, &role.see),
        does_all: role.act == Allowed::All,
        does: only(&allows, &role.act),
        colleagues: role.colleagues.iter().cloned().collect(),
    };
    Ok(ProfileForm {
        extends: layer.extends,
        words: words(&profile, |thing| layer.words.contains_key(thing)),
        roles: profile.roles.iter().map(role).collect(),
        relations: profile
            .relations
            .iter()
            .map(|(relation, kinds)| RelationForm {
                relation: *relation,
                rules: rules(kinds),
            })
            .collect(),
        shared: rules(&profile.shared),
        blocks: profile.dashboard.iter().map(block).collect(),
        known_blocks: known_blocks(),
        opens,
        allows,
        history: profile.history,
        offline: profile.offline,
        off: profile.off.iter().copied().collect(),
        new_document: profile.nudge.new_document,
        digest: profile.nudge.digest,
        quiet: profile.nudge.quiet.map(hours),
        evidential: profile.audit.evidential,
        keep_days: profile.audit.keep_days,
        ip_days: profile.audit.ip_days,
    })
}

/// The kinds and actions that some rule names.
pub(super) fn opened(profile: &Profile) -> (Vec<RecordKind>, Vec<Action>) {
    let all = || {
        profile
            .relations
            .values()
            .chain([&profile.shared])
            .flatten()
    };
    let kinds: BTreeSet<RecordKind> = all().map(|(kind, _)| *kind).collect();
    let actions: BTreeSet<Action> = all()
        .flat_map(|(_, rule)| rule.actions.iter().copied())
        .collect();
    (kinds.into_iter().collect(), actions.into_iter().collect())
}

fn only<T: Ord + Copy>(all: &[T], allowed: &Allowed<T>) -> Vec<T> {
    all.iter()
        .filter(|one| allowed.allows(one))
        .copied()
        .collect()
}

fn words(profile: &Profile, is_own: impl Fn(&str) -> bool) -> Vec<WordForm> {
    let kinds = RecordKind::ALL.iter().map(|kind| kind.name());
    let mut things: Vec<&str> = THINGS.into_iter().chain(kinds).collect();
    let more = profile.words.keys().map(String::as_str);
    let more: Vec<&str> = more.filter(|thing| !things.contains(thing)).collect();
    things.extend(more);
    things
        .into_iter()
        .map(|thing| {
            let (one, many) = profile.words.get(thing).cloned().unwrap_or_default();
            WordForm {
                own: is_own(thing),
                thing: thing.to_owned(),
                one,
                many,
            }
        })
        .collect()
}

fn rules<'r>(kinds: impl IntoIterator<Item = (&'r RecordKind, &'r Rule)>) -> Vec<RuleForm> {
    kinds
        .into_iter()
        .map(|(kind, rule)| RuleForm {
            kind: *kind,
            only: match &rule.of {
                SubKinds::All => None,
                SubKinds::Only(sorts) => Some(sorts.iter().cloned().collect()),
            },
            extent: rule.extent,
            since: rule.since,
            shows: rule
                .lens
                .groups()
                .map(|group| FieldGroup::name(group).to_owned())
                .collect(),
            actions: rule.actions.iter().copied().collect(),
            weighted: rule.weighted,
        })
        .collect()
}

pub(super) fn block(spec: &BlockSpec) -> BlockForm {
    BlockForm {
        block: spec.name().to_owned(),
        of: spec.of().to_vec(),
    }
}

fn known_blocks() -> Vec<BlockForm> {
    let texts = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect();
    let lists = BlockSpec::LISTS.map(|list| BlockSpec::Records(list.to_owned()));
    [
        BlockSpec::Totals(texts(&BlockSpec::TOTALS)),
        BlockSpec::BySubject(texts(&BlockSpec::COLUMNS)),
    ]
    .iter()
    .chain(&lists)
    .map(block)
    .collect()
}

fn hours((from, to): (u16, u16)) -> String {
    let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    format!("{}-{}", clock(from), clock(to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::kind::{Extent, Relation, Since};

    fn agents() -> ProfileForm {
        let library = Library::built_in();
        form(library.text("letting-agent").unwrap(), &library).unwrap()
    }

    #[test]
    fn a_form_says_what_the_text_and_its_base_say() {
        let form = agents();
        assert_eq!(form.extends.as_deref(), Some("base"));
        let word = |thing: &str| form.words.iter().find(|word| word.thing == thing).unwrap();
        assert_eq!(word("subject").many, "properties");
        assert!(!word("subject").own && word("third_party").one.is_empty());
        let bookkeeper = &form.roles[0];
        assert_eq!(
            (bookkeeper.name.as_str(), bookkeeper.sees_all),
            ("bookkeeper", false)
        );
        assert!(bookkeeper.sees.contains(&RecordKind::PhotoSet));
        assert!(!bookkeeper.does.contains(&Action::RequestJob));
        assert!(form.roles[1].sees_all && form.roles[1].sees == form.opens);
        let manages = &form.relations[0];
        assert_eq!(manages.relation, Relation::Manages);
        let invoice = manages
            .rules
            .iter()
            .find(|rule| rule.kind == RecordKind::Invoice);
        let invoice = invoice.unwrap();
        assert_eq!(
            (invoice.extent, invoice.since),
            (Extent::Addressed, Since::Interest)
        );
        assert!(invoice.shows.contains(&"money".to_owned()));
        assert_eq!(form.quiet.as_deref(), Some("20:00-07:30"));
        assert!(form.history && form.evidential);
    }

    #[test]
    fn whatever_a_block_can_be_made_of_is_taken() {
        for known in agents().known_blocks {
            let key = if known.block == "by-subject" {
                "columns"
            } else {
                "of"
            };
            let text = format!(
                "id = \"x\"\n[dashboard]\nblocks = [{{ block = \"{}\", {key} = {:?} }}]\n",
                known.block, known.of
            );
            let read = form(&text, &Library::built_in()).unwrap();
            assert_eq!(read.blocks, [known]);
        }
    }
}
