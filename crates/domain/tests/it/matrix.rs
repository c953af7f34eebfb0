//! The golden matrix: what every role of every profile that ships sees of every kind and may do with it.

use crate::world::{built_in, scope_of, scope_without, viewer_with};
use contract::kind::{Action, Module, RecordKind, Relation};
use domain::policy::scope_all;
use domain::profile::{Extent, Library, Since, SubKinds};
use domain::slice::{Grant, Via};
use std::fmt::Write as _;

fn cells(grant: &Grant) -> Vec<String> {
    let mut cells = vec![
        match grant.via {
            Via::Relation(relation) => relation.name().to_owned(),
            Via::Shared => "(shared)".to_owned(),
        },
        match &grant.of {
            SubKinds::All => "all".to_owned(),
            SubKinds::Only(of) => of.iter().map(String::as_str).collect::<Vec<_>>().join(" "),
        },
        grant
            .lens
            .groups()
            .map(|g| g.name())
            .collect::<Vec<_>>()
            .join(" "),
        match grant.extent {
            Extent::Own => "own",
            Extent::Addressed => "addressed",
            Extent::Site => "site",
            Extent::Whole => "whole",
        }
        .to_owned(),
        match grant.since {
            Since::Interest => "interest",
            Since::Always => "always",
        }
        .to_owned(),
        if grant.weighted { "weighted" } else { "whole" }.to_owned(),
    ];
    cells.extend(Action::ALL.iter().map(|action| {
        if grant.actions.contains(action) {
            "yes"
        } else {
            "."
        }
        .to_owned()
    }));
    cells
}

fn table(rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        rows.iter()
            .filter_map(|r| r.get(column))
            .map(String::len)
            .max()
            .unwrap_or(0)
    };
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            let _ = write!(line, "{cell:<width$}  ", width = width(column));
        }
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

#[test]
fn what_each_role_sees_of_each_kind_and_may_do_with_it_is_what_was_agreed() {
    let head = ["kind", "via", "of", "lens", "extent", "since", "money"];
    let head: Vec<String> = head
        .into_iter()
        .chain(Action::ALL.iter().map(|a| a.name()))
        .map(str::to_owned)
        .collect();
    let mut text = String::new();
    for id in Library::built_in().ids() {
        let profile = built_in(id);
        let _ = writeln!(
            text,
            "{id}: history {}, offline {}",
            profile.history, profile.offline
        );
        for role in profile
            .roles
            .keys()
            .map(String::as_str)
            .chain(["a role that is not there"])
        {
            let scope = scope_of(&profile, role);
            let mut rows = vec![head.clone()];
            for kind in RecordKind::ALL {
                let before = rows.len();
                for grant in scope.grants().iter().filter(|g| g.kind == *kind) {
                    let name = if rows.len() == before {
                        kind.name()
                    } else {
                        ""
                    };
                    rows.push(
                        std::iter::once(name.to_owned())
                            .chain(cells(grant))
                            .collect(),
                    );
                }
                if rows.len() == before {
                    rows.push(vec![kind.name().to_owned(), "-".to_owned()]);
                }
            }
            let _ = writeln!(text, "\n{id} / {role}\n{}", table(&rows));
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn a_module_that_is_off_takes_exactly_its_own_kinds_away() {
    for id in Library::built_in().ids() {
        let profile = built_in(id);
        for role in profile.roles.keys() {
            let all = scope_of(&profile, role);
            for module in Module::ALL {
                let without = scope_without(&profile, role, &[*module]);
                let left: Vec<_> = all
                    .grants()
                    .iter()
                    .filter(|g| g.kind.module() != *module)
                    .cloned()
                    .collect();
                assert_eq!(without.grants(), left, "{id} / {role} without {module}");
                assert!(without.kinds().iter().all(|k| k.module() != *module));
            }
            assert!(
                scope_without(&profile, role, Module::ALL)
                    .grants()
                    .is_empty()
            );
        }
    }
}

#[test]
fn each_module_with_records_of_its_own_can_be_missed_by_somebody() {
    for module in [
        Module::Jobs,
        Module::Diary,
        Module::Certificates,
        Module::Photos,
        Module::Invoices,
        Module::Plan,
    ] {
        let missed = Library::built_in().ids().any(|id| {
            let profile = built_in(id);
            profile.roles.keys().any(|role| {
                scope_without(&profile, role, &[module]).kinds() != scope_of(&profile, role).kinds()
            })
        });
        assert!(missed, "{module}");
    }
}

#[test]
fn a_role_may_do_no_more_than_its_relation_and_its_own_list_both_say() {
    let profile = built_in("letting-agent");
    let actions = |role: &str, kind| {
        let scope = scope_of(&profile, role);
        let of_kind = scope
            .grants()
            .iter()
            .filter(|g| g.kind == kind && g.via != Via::Shared);
        of_kind.flat_map(|g| g.actions.clone()).collect::<Vec<_>>()
    };
    use Action::{Download, Pay, Query, QueryLine, RequestJob, Resend};
    assert_eq!(
        actions("principal", RecordKind::Invoice),
        [Download, Resend, Pay, QueryLine]
    );
    assert_eq!(actions("principal", RecordKind::Job), [Query, RequestJob]);
    assert_eq!(
        actions("bookkeeper", RecordKind::Document),
        [Download, Resend]
    );
    assert_eq!(actions("bookkeeper", RecordKind::Job), []);
}

#[test]
fn every_grant_a_profile_can_make_has_its_own_bit_in_the_mask() {
    // A mask is 64 bits; one rule per relation and kind, and one per kind shared by name.
    let most = (Relation::ALL.len() + 1) * RecordKind::ALL.len();
    assert!(
        most <= 64,
        "{most} grants do not fit a u64: widen Verdict::Visible::matched first"
    );
}

#[test]
fn what_one_person_may_not_do_is_taken_from_every_kind_and_nothing_else_is() {
    for id in Library::built_in().ids() {
        let profile = built_in(id);
        for role in profile.roles.keys() {
            let all = scope_of(&profile, role);
            for action in Action::ALL {
                let cannot = [*action].into();
                let without = scope_all(&viewer_with(&profile, role, |facts| {
                    facts.cannot = cannot;
                }));
                assert_eq!(without.kinds(), all.kinds());
                let pairs = all.grants().iter().zip(without.grants());
                for (before, after) in pairs {
                    let mut left = before.clone();
                    left.actions.retain(|one| one != action);
                    assert_eq!(*after, left, "{id} / {role} without {action}");
                }
            }
        }
    }
    let profile = built_in("letting-agent");
    let paul = viewer_with(&profile, "principal", |facts| {
        facts.cannot = [Action::Pay, Action::Query].into();
    });
    let mut text = String::new();
    let scope = scope_all(&paul);
    for grant in scope.grants().iter().filter(|one| !one.actions.is_empty()) {
        let actions: Vec<_> = grant.actions.iter().map(|one| one.name()).collect();
        let via = cells(grant).swap_remove(0);
        let _ = writeln!(text, "{} {via}: {}", grant.kind, actions.join(" "));
    }
    insta::assert_snapshot!(text, @r"
    job manages: request-job
    document manages: download resend
    photo_set manages: download
    invoice manages: download resend query-line
    document (shared): download
    photo_set (shared): download
    ");
}
