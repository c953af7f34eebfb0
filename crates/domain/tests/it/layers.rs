//! `extends`: the nearest word wins, what a file does not say is left to its base, and bad chains are refused.

use crate::world::{scope_of, written};
use contract::kind::{RecordKind, Relation};
use domain::profile::{BlockSpec, Digest, Library, NudgeWhen, Profile, Since, SubKinds, resolve};

const BASE: &str = r#"
id = "trade"
history = true
offline = false
[words]
subject = ["site", "sites"]
job = ["order", "orders"]
[relation.owns]
document = { lens = "full", since = "always", actions = ["download"] }
job = { lens = "full" }
[relation.occupies]
visit = { lens = "schedule" }
[shared]
photo_set = { lens = "evidence" }
[role.owner]
see = ["*"]
do = ["*"]
[role.clerk]
see = ["job"]
[dashboard]
blocks = [ { block = "records", of = ["plan"] } ]
[nudge]
new_document = "at-once"
digest = "daily"
quiet = "21:00-06:00"
[audit]
posture = "evidential"
keep = "6y"
ip = "60d"
"#;

fn library() -> Library {
    Library::built_in().with("trade", BASE)
}

fn over_base(rest: &str) -> Profile {
    resolve(
        &format!("id = \"x\"\nextends = \"trade\"\n{rest}"),
        &library(),
    )
    .unwrap()
}

#[test]
fn a_file_that_only_extends_is_its_base_under_another_name() {
    let base = resolve(BASE, &library()).unwrap();
    assert_eq!(
        over_base(""),
        Profile {
            id: "x".to_owned(),
            ..base
        }
    );
}

#[test]
fn a_rule_of_the_child_replaces_the_bases_rule_for_that_kind_and_no_other() {
    let base = over_base("");
    let child = over_base(
        "[relation.owns]\njob = { lens = \"status\" }\ndocument = { lens = \"full\", of = [\"epc\"] }\n",
    );
    let owns = &child.relations[&Relation::Owns];
    assert_eq!(owns[&RecordKind::Job].lens.groups().count(), 1);
    // A rule is one word: nothing of the base's rule shines through.
    let document = &owns[&RecordKind::Document];
    assert_eq!(document.of, SubKinds::Only(["epc".to_owned()].into()));
    assert_eq!(document.since, Since::Interest);
    assert!(document.actions.is_empty());
    assert_eq!(
        child.relations[&Relation::Occupies],
        base.relations[&Relation::Occupies]
    );
    assert_eq!(child.shared, base.shared);
    assert_eq!(child.roles, base.roles);
    assert_eq!((child.history, child.offline), (true, false));

    let added = over_base("[relation.owns]\nvisit = { lens = \"schedule\" }\n");
    assert_eq!(added.relations[&Relation::Owns].len(), 3);
    assert_eq!(
        added.relations[&Relation::Owns][&RecordKind::Job],
        base.relations[&Relation::Owns][&RecordKind::Job]
    );
}

#[test]
fn words_and_flags_of_the_child_win_one_by_one() {
    let child = over_base("offline = true\n[words]\njob = [\"task\", \"tasks\"]\n");
    assert_eq!((child.history, child.offline), (true, true));
    assert_eq!(child.word("job"), ("task".to_owned(), "tasks".to_owned()));
    assert_eq!(
        child.word("subject"),
        ("site".to_owned(), "sites".to_owned())
    );
    assert_eq!(
        child.word("horse"),
        ("horse".to_owned(), "horses".to_owned())
    );
}

#[test]
fn a_role_said_again_starts_from_nothing() {
    let child = over_base("[role.owner]\nsee = [\"job\"]\n");
    assert_eq!(scope_of(&child, "owner").kinds(), [RecordKind::Job]);
    assert!(
        scope_of(&child, "owner")
            .grants()
            .iter()
            .all(|g| g.actions.is_empty())
    );
    assert_eq!(scope_of(&child, "clerk").kinds(), [RecordKind::Job]);
}

#[test]
fn colleagues_follow_the_base_until_the_role_is_said_again() {
    let library = library().with(
        "firm",
        "id = \"firm\"\n[role.head]\ncolleagues = [\"head\", \"hand\"]\ncolleagues_equal = true\n[role.hand]\n",
    );
    let over = |rest: &str| {
        let text = format!("id = \"x\"\nextends = \"firm\"\n{rest}");
        resolve(&text, &library).unwrap()
    };
    let head = &over("").roles["head"];
    let named: Vec<_> = head.colleagues.iter().map(String::as_str).collect();
    assert_eq!((named, head.colleagues_equal), (vec!["hand", "head"], true));
    let head = &over("[role.head]\nsee = [\"job\"]\n").roles["head"];
    assert!(head.colleagues.is_empty() && !head.colleagues_equal);

    // A base that names nobody known is at fault where it is extended, and only for what is still said.
    let library = library.with("odd", "id = \"odd\"\n[role.a]\ncolleagues = [\"b\"]\n");
    let text = "id = \"x\"\n\nextends = \"odd\"\n";
    let said = resolve(text, &library).unwrap_err();
    assert_eq!(
        said[0].to_string(),
        "line 3: role `a` names the unknown role `b`; known: a"
    );
    for mended in ["[role.b]\n", "[role.a]\n"] {
        assert!(resolve(&format!("{text}{mended}"), &library).is_ok());
    }
}

#[test]
fn nudges_and_audit_keep_what_the_child_does_not_say() {
    let child = over_base("[nudge]\ndigest = \"never\"\n[audit]\nip = \"30d\"\n");
    assert_eq!(child.nudge.digest, Digest::Never);
    assert_eq!(child.nudge.new_document, NudgeWhen::AtOnce);
    assert_eq!(child.nudge.quiet, Some((21 * 60, 6 * 60)));
    assert!(
        child.audit.evidential,
        "the posture of the base must not be lost"
    );
    assert_eq!((child.audit.keep_days, child.audit.ip_days), (6 * 366, 30));
}

#[test]
fn the_dashboard_of_the_child_replaces_the_bases() {
    assert_eq!(
        over_base("").dashboard,
        [BlockSpec::Records("plan".to_owned())]
    );
    let child = over_base("[dashboard]\nblocks = [ { block = \"totals\", of = [\"due\"] } ]\n");
    assert_eq!(child.dashboard, [BlockSpec::Totals(vec!["due".to_owned()])]);
}

#[test]
fn the_nearest_of_three_files_wins() {
    let library = library().with(
        "middle",
        "id = \"middle\"\nextends = \"trade\"\nhistory = false\n[relation.owns]\njob = { lens = \"schedule\" }\n",
    );
    let profile = resolve(
        "id = \"x\"\nextends = \"middle\"\nhistory = true\n",
        &library,
    )
    .unwrap();
    assert!(profile.history);
    assert_eq!(
        profile.relations[&Relation::Owns][&RecordKind::Job]
            .lens
            .groups()
            .count(),
        2
    );
    assert!(profile.relations[&Relation::Owns].contains_key(&RecordKind::Document));
}

#[test]
fn a_role_that_sees_nothing_and_a_role_that_does_not_exist_see_nothing() {
    let profile = written(
        "id = \"x\"\n[relation.owns]\njob = { lens = \"full\" }\n[shared]\njob = { lens = \"full\" }\n\
         [role.mute]\ndo = [\"*\"]\n[role.bare]\n[role.owner]\nsee = [\"job\"]\n",
    );
    for role in ["mute", "bare", "stranger", ""] {
        assert!(scope_of(&profile, role).grants().is_empty(), "{role}");
    }
    assert_eq!(scope_of(&profile, "owner").grants().len(), 2);
}

#[test]
fn a_file_that_says_nothing_opens_nothing() {
    let profile = written("id = \"x\"\n[role.owner]\nsee = [\"*\"]\ndo = [\"*\"]\n");
    assert!(scope_of(&profile, "owner").grants().is_empty());
    assert!(!profile.history);
}

#[test]
fn a_base_that_does_not_exist_is_refused_at_the_line_that_names_it() {
    let faults = resolve("id = \"x\"\n\nextends = \"nobody\"\n", &library()).unwrap_err();
    assert_eq!(
        faults[0].to_string(),
        "line 3: `extends` names `nobody`, which does not exist"
    );
    assert_eq!(faults.len(), 1);
}

#[test]
fn a_circle_is_refused_however_long_it_is() {
    let library = Library::default()
        .with("x", "id = \"x\"\nextends = \"x\"\n")
        .with("a", "id = \"a\"\n\n\nextends = \"b\"\n")
        .with("b", "id = \"b\"\nextends = \"a\"\n");
    let said = |text: &str| resolve(text, &library).unwrap_err()[0].to_string();
    assert_eq!(
        said("id = \"x\"\nextends = \"x\"\n"),
        "line 2: `extends` goes round in a circle: x -> x"
    );
    assert_eq!(
        said("id = \"a\"\n\n\nextends = \"b\"\n"),
        "line 4: `extends` goes round in a circle: a -> b -> a"
    );
    assert_eq!(
        said("id = \"c\"\nextends = \"a\"\n"),
        "line 2: `extends` goes round in a circle: c -> a -> b -> a"
    );
}

#[test]
fn a_faulty_base_is_refused_at_the_line_that_leads_to_it() {
    let library = Library::default()
        .with("broken", "id = \"broken\"\n[relation.rents]\n")
        .with("between", "id = \"between\"\nextends = \"broken\"\n");
    for (base, text) in [
        ("broken", "id = \"x\"\nextends = \"broken\"\n"),
        ("broken", "id = \"x\"\nextends = \"between\"\n"),
    ] {
        let faults = resolve(text, &library).unwrap_err();
        assert_eq!(faults.len(), 1);
        let said = faults[0].to_string();
        assert!(
            said.starts_with(&format!(
                "line 2: `{base}`, which this extends, is faulty: line 2: unknown relation `rents`"
            )),
            "{said}"
        );
    }
}
