//! Writing a form's change into a text. Whatever the change is not about stays as its author laid it out: comments,
//! order, spaces.

mod blocks;

use super::{Library, Profile, ProfileError, Role, resolve};
use crate::profile::Allowed;
use contract::profile::ProfileChange;
use toml_edit::{Array, DocumentMut, Item, Table, TableLike, Value, value};

/// The text with the change in it. What the change makes of the rules is judged afterwards, as of any text.
pub fn revise(
    text: &str,
    library: &Library,
    change: &ProfileChange,
) -> Result<String, Vec<ProfileError>> {
    let profile = resolve(text, library)?;
    let mut document: DocumentMut = text
        .parse()
        .map_err(|error: toml_edit::TomlError| refused(error.message()))?;
    write(&mut document, &profile, change).map_err(|message| refused(&message))?;
    Ok(document.to_string())
}

fn refused(message: &str) -> Vec<ProfileError> {
    vec![ProfileError {
        line: 1,
        message: message.to_owned(),
    }]
}

fn write(root: &mut Table, profile: &Profile, change: &ProfileChange) -> Result<(), String> {
    match change {
        ProfileChange::Word { thing, one, many } => word(root, thing, one.trim(), many.trim()),
        ProfileChange::See { role, all, kinds } => {
            let names = names(*all, kinds.iter().map(|kind| kind.name()));
            list(role_of(root, profile, role)?, "see", &names);
            Ok(())
        }
        ProfileChange::Do { role, all, actions } => {
            let names = names(*all, actions.iter().map(|action| action.name()));
            list(role_of(root, profile, role)?, "do", &names);
            Ok(())
        }
        ProfileChange::Blocks { blocks } => blocks::arrange(section(root, "dashboard")?, blocks),
        ProfileChange::History { on } => {
            flag(root, "history", *on);
            Ok(())
        }
        ProfileChange::Offline { on } => {
            flag(root, "offline", *on);
            Ok(())
        }
    }
}

fn names<'n>(all: bool, names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    if all { vec!["*"] } else { names.collect() }
}

fn by_hand(key: &str) -> String {
    format!("`{key}` is written in a way that a form does not change; change it in the text")
}

fn section<'d>(root: &'d mut Table, name: &str) -> Result<&'d mut dyn TableLike, String> {
    let item = root.entry(name).or_insert_with(toml_edit::table);
    item.as_table_like_mut().ok_or_else(|| by_hand(name))
}

fn word(root: &mut Table, thing: &str, one: &str, many: &str) -> Result<(), String> {
    if one.is_empty() != many.is_empty() {
        return Err(format!("`{thing}` needs two words: one and many"));
    }
    let words = section(root, "words")?;
    if one.is_empty() {
        words.remove(thing);
        return Ok(());
    }
    match words.get_mut(thing).and_then(Item::as_array_mut) {
        Some(forms) if forms.len() == 2 => {
            forms.replace(0, one);
            forms.replace(1, many);
        }
        _ => {
            words.insert(thing, value(Array::from_iter([one, many])));
        }
    }
    Ok(())
}

/// The role's own table. A role that only the base says is said whole: the nearest word counts, not a part of it.
fn role_of<'d>(
    root: &'d mut Table,
    profile: &Profile,
    name: &str,
) -> Result<&'d mut dyn TableLike, String> {
    let role = profile
        .roles
        .get(name)
        .ok_or_else(|| format!("there is no role `{name}`"))?;
    let roles = root.entry("role").or_insert_with(|| {
        let mut roles = Table::new();
        roles.set_implicit(true);
        Item::Table(roles)
    });
    let is_inline = roles.is_inline_table();
    let roles = roles.as_table_like_mut().ok_or_else(|| by_hand("role"))?;
    let item = roles.entry(name).or_insert_with(|| {
        if is_inline {
            value(whole(role).into_inline_table())
        } else {
            Item::Table(whole(role))
        }
    });
    item.as_table_like_mut().ok_or_else(|| by_hand(name))
}

fn whole(role: &Role) -> Table {
    fn listed<T>(allowed: &Allowed<T>, name: fn(&T) -> &'static str) -> Array {
        match allowed {
            Allowed::All => Array::from_iter(["*"]),
            Allowed::Only(all) => all.iter().map(name).collect(),
        }
    }
    let mut table = Table::new();
    table.insert("see", value(listed(&role.see, |kind| kind.name())));
    table.insert("do", value(listed(&role.act, |action| action.name())));
    if !role.colleagues.is_empty() {
        let colleagues = role.colleagues.iter().map(String::as_str);
        table.insert("colleagues", value(colleagues.collect::<Array>()));
    }
    if role.colleagues_equal {
        table.insert("colleagues_equal", value(true));
    }
    table
}

/// Names that stay keep their place; those that come stand at the end.
fn list(table: &mut dyn TableLike, key: &str, wanted: &[&str]) {
    let Some(array) = table.get_mut(key).and_then(Item::as_array_mut) else {
        table.insert(key, value(wanted.iter().copied().collect::<Array>()));
        return;
    };
    let indent = array
        .iter()
        .find_map(|one| prefix(one).contains('\n').then(|| prefix(one)));
    array.retain(|one| one.as_str().is_some_and(|name| wanted.contains(&name)));
    for name in wanted {
        if array.iter().any(|one| one.as_str() == Some(name)) {
            continue;
        }
        match &indent {
            Some(indent) => array.push_formatted(Value::from(*name).decorated(below(indent), "")),
            None => array.push(*name),
        }
    }
    // Over several lines it is laid out by hand, and may have comments.
    if indent.is_none() {
        array.fmt();
    }
}

/// What stands before a value: spaces, and comments on lines of their own.
fn prefix(of: &Value) -> String {
    let raw = of.decor().prefix().and_then(toml_edit::RawString::as_str);
    raw.unwrap_or_default().to_owned()
}

/// The start of a new line as far in as this one, without its comments.
fn below(prefix: &str) -> String {
    let indent = prefix.rsplit('\n').next().unwrap_or_default();
    format!("\n{indent}")
}

fn flag(root: &mut Table, key: &str, on: bool) {
    match root.get_mut(key).and_then(Item::as_value_mut) {
        Some(said) => {
            let decor = said.decor().clone();
            *said = Value::from(on);
            *said.decor_mut() = decor;
        }
        None => {
            root.insert(key, value(on));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{compare, form};
    use contract::kind::{Action, LineChange, RecordKind};
    use contract::profile::BlockForm;

    fn agents() -> String {
        Library::built_in()
            .text("letting-agent")
            .unwrap()
            .to_owned()
    }

    fn revised(text: &str, change: &ProfileChange) -> String {
        revise(text, &Library::built_in(), change).unwrap()
    }

    /// The lines that a change takes away and brings.
    fn told(before: &str, after: &str) -> Vec<String> {
        compare(before, after)
            .into_iter()
            .filter_map(|line| match line.change {
                LineChange::Same => None,
                LineChange::Removed => Some(format!("-{}", line.text)),
                LineChange::Added => Some(format!("+{}", line.text)),
            })
            .collect()
    }

    #[track_caller]
    fn changes(text: &str, change: &ProfileChange, expected: &[&str]) {
        assert_eq!(told(text, &revised(text, change)), expected);
    }

    fn block(name: &str, of: &[&str]) -> BlockForm {
        BlockForm {
            block: name.to_owned(),
            of: of.iter().map(|one| (*one).to_owned()).collect(),
        }
    }

    #[test]
    fn what_a_role_sees_is_changed_in_its_line_and_nowhere_else() {
        let kinds = vec![
            RecordKind::Invoice,
            RecordKind::Document,
            RecordKind::Milestone,
        ];
        let change = ProfileChange::See {
            role: "bookkeeper".to_owned(),
            all: false,
            kinds,
        };
        changes(
            &agents(),
            &change,
            &[
                "-see = [\"invoice\", \"document\", \"photo_set\", \"job\", \"visit\"]",
                "+see = [\"invoice\", \"document\", \"milestone\"]",
            ],
        );
        let change = ProfileChange::Do {
            role: "principal".to_owned(),
            all: false,
            actions: vec![Action::Pay],
        };
        changes(&agents(), &change, &["-do = [\"*\"]", "+do = [\"pay\"]"]);
    }

    #[test]
    fn a_list_over_several_lines_keeps_its_lines_and_comments() {
        let text = "id = \"x\"\n[role.owner]\nsee = [\n  # what is owed\n  \"invoice\",\n  \"job\", # and the work\n]\n";
        let kinds = vec![RecordKind::Invoice, RecordKind::Job, RecordKind::Visit];
        let change = ProfileChange::See {
            role: "owner".to_owned(),
            all: false,
            kinds,
        };
        let after = revised(text, &change);
        for kept in [
            "  # what is owed\n  \"invoice\",\n",
            "# and the work",
            "\n  \"visit\"",
        ] {
            assert!(after.contains(kept), "{after}");
        }
        assert_eq!(
            form(&after, &Library::built_in()).unwrap().roles[0].sees_all,
            false
        );
    }

    #[test]
    fn a_role_that_only_the_base_has_is_said_whole() {
        let text = "id = \"x\"\nextends = \"letting-agent\"\n";
        let change = ProfileChange::See {
            role: "principal".to_owned(),
            all: false,
            kinds: vec![RecordKind::Invoice],
        };
        let after = revised(text, &change);
        let principal = |text: &str| {
            let profile = resolve(text, &Library::built_in()).unwrap();
            profile.roles["principal"].clone()
        };
        let (before, after) = (principal(text), principal(&after));
        assert_eq!(
            (after.act, after.colleagues),
            (before.act, before.colleagues)
        );
        assert!(after.colleagues_equal);
        assert!(!after.see.allows(&RecordKind::Job));
    }

    #[test]
    fn words_are_said_changed_and_given_back_to_the_base() {
        let word = |one: &str, many: &str| ProfileChange::Word {
            thing: "subject".to_owned(),
            one: one.to_owned(),
            many: many.to_owned(),
        };
        let with = revised(&agents(), &word("flat", "flats"));
        assert_eq!(
            told(&agents(), &with),
            ["+", "+[words]", "+subject = [\"flat\", \"flats\"]"]
        );
        changes(
            &with,
            &word(" house ", "houses"),
            &[
                "-subject = [\"flat\", \"flats\"]",
                "+subject = [\"house\", \"houses\"]",
            ],
        );
        let back = revised(&with, &word("", ""));
        assert!(!back.contains("flat\""), "{back}");
        let half = revise(&with, &Library::built_in(), &word("flat", ""));
        assert!(half.unwrap_err()[0].message.contains("two words"));
    }

    #[test]
    fn blocks_change_places_with_what_was_written_beside_them() {
        let text = "id = \"x\"\n[dashboard]\nblocks = [\n  # first what is owed\n  { block = \"totals\", of = [\"due\"] }, # sums\n  { block = \"records\", of = [\"to-pay\"] }, # a list\n]\n";
        let (totals, list) = (block("totals", &["due"]), block("records", &["to-pay"]));
        let swapped = ProfileChange::Blocks {
            blocks: vec![list.clone(), totals.clone()],
        };
        assert_eq!(
            revised(text, &swapped),
            "id = \"x\"\n[dashboard]\nblocks = [\n  { block = \"records\", of = [\"to-pay\"] }, # a list\n  # first what is owed\n  { block = \"totals\", of = [\"due\"] }, # sums\n]\n"
        );
        let there = ProfileChange::Blocks {
            blocks: vec![totals.clone(), list.clone()],
        };
        assert_eq!(revised(text, &there), text);
        let fewer = ProfileChange::Blocks {
            blocks: vec![list.clone()],
        };
        changes(
            text,
            &fewer,
            &[
                "-  # first what is owed",
                "-  { block = \"totals\", of = [\"due\"] }, # sums",
            ],
        );
        let columns = block("by-subject", &["photos"]);
        let more = ProfileChange::Blocks {
            blocks: vec![totals, columns, list],
        };
        changes(
            text,
            &more,
            &["+  { block = \"by-subject\", columns = [\"photos\"] },"],
        );
    }

    #[test]
    fn blocks_are_arranged_however_they_are_written() {
        let (totals, list) = (block("totals", &["due"]), block("records", &["to-pay"]));
        let wanted = vec![list, block("by-subject", &["balance"]), totals];
        for text in [
            "id = \"x\"\n",
            "id = \"x\"\nextends = \"letting-agent\"\n",
            "id = \"x\"\n[dashboard]\nblocks = []\n",
            "id = \"x\"\n[dashboard]\nblocks = [{ block = \"totals\", of = [\"due\"] }, { block = \"records\", of = [\"to-pay\"] }]\n",
            "id = \"x\"\n[dashboard]\nblocks = [\n  { block = \"totals\", of = [\"due\"] }, { block = \"records\", of = [\"to-pay\"] } # both\n]\n",
            "id = \"x\"\n[[dashboard.blocks]]\nblock = \"totals\"\nof = [\"due\"]\n# a list\n[[dashboard.blocks]]\nblock = \"records\"\nof = [\"to-pay\"]\n[role.owner]\nsee = [\"*\"]\n",
            "id = \"x\"\r\n[dashboard]\r\nblocks = [\r\n  { block = \"totals\", of = [\"due\"] }, { block = \"records\", of = [\"to-pay\"] }, # both\r\n]\r\n",
            "id = \"x\"\ndashboard = { blocks = [{ block = \"totals\", of = [\"due\"] }] }\n",
        ] {
            for blocks in [wanted.clone(), wanted[..1].to_vec(), vec![]] {
                let after = revised(
                    text,
                    &ProfileChange::Blocks {
                        blocks: blocks.clone(),
                    },
                );
                let read = form(&after, &Library::built_in());
                assert_eq!(read.unwrap().blocks, blocks, "{text}\n{after}");
                for comment in ["# both", "# a list"] {
                    let kept = blocks.is_empty() || after.contains(comment);
                    assert!(kept || !text.contains(comment), "{after}");
                }
            }
        }
    }

    #[test]
    fn a_flag_is_turned_where_it_stands() {
        let change = ProfileChange::History { on: false };
        changes(&agents(), &change, &["-history = true", "+history = false"]);
        let change = ProfileChange::Offline { on: false };
        changes(&agents(), &change, &["+offline = false"]);
    }

    #[test]
    fn a_faulty_text_is_not_changed() {
        let change = ProfileChange::History { on: false };
        let faults = revise("id = \"x\"\nhistry = true\n", &Library::built_in(), &change);
        assert_eq!(faults.unwrap_err()[0].line, 2);
    }
}
