//! What a contact decides about her colleagues: whom each role manages, and that nobody gives more than she has.

use crate::world::{built_in, viewer, viewer_with, written};
use contract::id::{ContactId, SubjectId, ThirdPartyId};
use contract::kind::{Action, Module};
use domain::policy::{Beyond, ColleagueFacts, Denial, Manager, Rights, Viewer, manager};
use domain::profile::{Library, Profile};
use std::collections::BTreeSet;
use std::fmt::Write as _;

const MILL_LANE: SubjectId = SubjectId::from_bytes([6; 16]);
const PARK_ROAD: SubjectId = SubjectId::from_bytes([7; 16]);

/// An office with a ladder of roles, two of which name each other; and a household.
const OFFICE: &str = r#"
id = "office"
[role.head]
see = ["*"]
do = ["*"]
colleagues = ["head", "desk", "clerk"]
colleagues_equal = true
[role.desk]
see = ["job", "invoice", "document"]
do = ["download", "pay"]
colleagues = ["desk", "clerk", "auditor"]
[role.clerk]
see = ["document"]
do = ["download"]
[role.auditor]
see = ["document", "photo_set"]
do = []
"#;
const FAMILY: &str = r#"
id = "family"
[role.parent]
see = ["*"]
do = ["*"]
colleagues = ["parent", "grandparent"]
[role.grandparent]
see = ["visit"]
"#;

fn rights(role: &str) -> Rights {
    Rights {
        role: role.to_owned(),
        off: BTreeSet::new(),
        cannot: BTreeSet::new(),
        sites: None,
    }
}

/// Somebody else at the third party that every viewer of these tests is of.
fn colleague(role: &str) -> ColleagueFacts {
    ColleagueFacts {
        contact: ContactId::from_bytes([9; 16]),
        third_party: ThirdPartyId::from_bytes([4; 16]),
        rights: rights(role),
    }
}

fn of(viewer: &Viewer) -> Manager<'_> {
    manager(viewer).unwrap()
}

/// One row for each role that looks, one word for each role that is looked at.
fn table(profile: &Profile) -> String {
    let mut text = String::new();
    for role in profile.roles.keys() {
        let viewer = viewer(profile, role);
        let Ok(manager) = manager(&viewer) else {
            let _ = writeln!(text, "{role}: is told of nobody");
            continue;
        };
        let gives: Vec<_> = manager.roles().collect();
        let hers: Vec<_> = profile
            .roles
            .keys()
            .filter(|other| manager.manages(&colleague(other)).is_ok())
            .map(String::as_str)
            .collect();
        let _ = writeln!(
            text,
            "{role}: adds [{}], changes and ends [{}]",
            gives.join(" "),
            hers.join(" ")
        );
    }
    text
}

#[test]
fn whom_each_role_of_each_profile_adds_changes_and_ends_is_what_was_agreed() {
    let mut text = String::new();
    let shipped = Library::built_in().ids().map(built_in).collect::<Vec<_>>();
    for profile in shipped.into_iter().chain([OFFICE, FAMILY].map(written)) {
        let _ = writeln!(text, "{}\n{}", profile.id, table(&profile));
    }
    insta::assert_snapshot!(text.trim_end(), @r"
    landlord
    owner: is told of nobody

    letting-agent
    bookkeeper: is told of nobody
    principal: adds [bookkeeper principal], changes and ends [bookkeeper principal]

    office
    auditor: is told of nobody
    clerk: is told of nobody
    desk: adds [clerk desk], changes and ends [auditor clerk]
    head: adds [clerk desk head], changes and ends [clerk desk head]

    family
    grandparent: is told of nobody
    parent: adds [grandparent parent], changes and ends [grandparent]
    ");
}

#[test]
fn nobody_manages_herself_nor_anybody_of_another_third_party() {
    let profile = written(OFFICE);
    let head = viewer(&profile, "head");
    let herself = ColleagueFacts {
        contact: head.contact(),
        ..colleague("head")
    };
    assert_eq!(of(&head).manages(&herself), Err(Denial::Forbidden));
    assert_eq!(of(&head).end(&herself).unwrap_err(), Denial::Forbidden);
    assert_eq!(of(&head).can(&herself), []);
    let foreign = ColleagueFacts {
        third_party: ThirdPartyId::from_bytes([5; 16]),
        ..colleague("clerk")
    };
    assert_eq!(of(&head).manages(&foreign), Err(Denial::Hidden));
    assert_eq!(of(&head).end(&foreign).unwrap_err(), Denial::Hidden);
    let permit = of(&head).end(&colleague("clerk")).unwrap();
    assert_eq!(
        (permit.firm(), permit.third_party(), permit.by()),
        (head.firm(), head.third_party(), head.contact())
    );
}

#[test]
fn whoever_may_not_end_somebody_may_not_change_her_either() {
    let profile = written(FAMILY);
    let parent = viewer(&profile, "parent");
    let other = colleague("parent");
    assert_eq!(of(&parent).end(&other).unwrap_err(), Denial::Forbidden);
    let changed = of(&parent).change(&other, &rights("grandparent"), &BTreeSet::new());
    assert_eq!(changed.unwrap_err(), [Beyond::Role]);
    let changed = of(&parent).change(
        &colleague("grandparent"),
        &rights("parent"),
        &BTreeSet::new(),
    );
    assert!(changed.is_ok());
}

#[test]
fn what_is_off_for_her_stays_off_for_whom_she_lets_in() {
    let profile = written(OFFICE);
    let head = viewer_with(&profile, "head", |facts| {
        facts.off = [Module::Invoices, Module::Photos].into();
        // What the firm has off for everybody is no right of hers to keep back.
        facts.firm_off = [Module::Jobs].into();
    });
    let with = |off: &[Module]| {
        let rights = Rights {
            off: off.iter().copied().collect(),
            ..rights("clerk")
        };
        of(&head).add(&rights, &BTreeSet::new()).map(drop)
    };
    assert_eq!(with(&[]), Err(vec![Beyond::Off]));
    assert_eq!(with(&[Module::Invoices]), Err(vec![Beyond::Off]));
    assert_eq!(with(&[Module::Invoices, Module::Photos]), Ok(()));
    assert_eq!(
        with(&[Module::Invoices, Module::Photos, Module::Diary]),
        Ok(())
    );
}

#[test]
fn what_she_may_not_do_herself_is_not_hers_to_let_others_do() {
    let rule = "[relation.manages]\ndocument = { lens = \"full\", actions = [\"download\"] }\n";
    let profile = written(&format!("{OFFICE}{rule}"));
    let opened = profile.opens("clerk");
    let action = Action::Download;
    assert_eq!(opened, [action].into());
    let head = viewer_with(&profile, "head", |facts| facts.cannot = [action].into());
    let with = |cannot: &[Action]| {
        let rights = Rights {
            cannot: cannot.iter().copied().collect(),
            ..rights("clerk")
        };
        of(&head).add(&rights, &BTreeSet::new()).map(drop)
    };
    assert_eq!(with(&[]), Err(vec![Beyond::Cannot]));
    assert_eq!(with(&[action]), Ok(()));
    // What the role does not open need not be kept off.
    let other = Action::ALL
        .iter()
        .find(|one| !opened.contains(one))
        .unwrap();
    let head = viewer_with(&profile, "head", |facts| facts.cannot = [*other].into());
    let plain = of(&head).add(&rights("clerk"), &BTreeSet::new());
    assert!(plain.is_ok());
}

#[test]
fn sites_are_hers_and_whoever_is_bound_to_some_binds_whom_she_lets_in() {
    let profile = written(OFFICE);
    let free = viewer(&profile, "head");
    let bound = viewer_with(&profile, "head", |facts| {
        facts.sites = Some(vec![MILL_LANE]);
    });
    let at = |sites: Option<&[SubjectId]>| Rights {
        sites: sites.map(<[SubjectId]>::to_vec),
        ..rights("clerk")
    };
    let seen = BTreeSet::from([MILL_LANE]);
    let add = |who: &Viewer, sites| of(who).add(&at(sites), &seen).map(drop);
    let beyond = Err(vec![Beyond::Sites]);
    for (sites, by_free, by_bound) in [
        (None, Ok(()), beyond.clone()),
        (Some([].as_slice()), Ok(()), Ok(())),
        (Some([MILL_LANE].as_slice()), Ok(()), Ok(())),
        (Some([PARK_ROAD].as_slice()), beyond.clone(), beyond.clone()),
        (
            Some([MILL_LANE, PARK_ROAD].as_slice()),
            beyond.clone(),
            beyond.clone(),
        ),
    ] {
        assert_eq!(add(&free, sites), by_free, "{sites:?}");
        assert_eq!(add(&bound, sites), by_bound, "{sites:?}");
    }
    // What the firm gave a colleague may stay, unless she who changes her has less herself.
    let had = ColleagueFacts {
        rights: at(Some(&[PARK_ROAD])),
        ..colleague("clerk")
    };
    let keep = |who: &Viewer| of(who).change(&had, &had.rights, &seen).map(drop);
    assert_eq!(keep(&free), Ok(()));
    assert_eq!(keep(&bound), beyond);
}

#[test]
fn everything_that_goes_beyond_her_is_told_at_once() {
    let profile = written(OFFICE);
    let desk = viewer_with(&profile, "desk", |facts| {
        facts.off = [Module::Invoices].into();
        facts.sites = Some(vec![MILL_LANE]);
    });
    for role in ["auditor", "head", "nobody"] {
        assert_eq!(
            of(&desk).add(&rights(role), &BTreeSet::new()).unwrap_err(),
            [Beyond::Role, Beyond::Off, Beyond::Sites],
            "{role}"
        );
    }
}
