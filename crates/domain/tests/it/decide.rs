//! The decision on one record, branch by branch of the rules: closed until opened (1), outside is absent (3),
//! time (4, while the interest runs), and the reasons given for each (6).

use crate::facts::{KINDS, RULES, held, kept_job, keys, managed, record, said, scope};
use crate::world::{TODAY, day, viewer_with, written};
use contract::kind::{Module, RecordKind, Relation};
use domain::policy;
use domain::record::Standing;
use domain::slice::{Holding, Past, RecordFacts, why};

#[test]
fn without_an_interest_a_share_or_an_address_nothing_is_there() {
    for kind in KINDS {
        assert_eq!(said(&scope(true), &record(kind, TODAY)), "-", "{kind}");
    }
}

#[test]
fn a_kind_that_no_rule_names_is_not_there_whatever_ties_one_to_it() {
    let facts = RecordFacts {
        addressed: true,
        raised: true,
        shared: true,
        holdings: managed("2020-01-01", ""),
        ..record(RecordKind::StagePayment, TODAY)
    };
    for standing in [Standing::ByRule, Standing::Shared, Standing::Internal] {
        assert_eq!(
            said(
                &scope(true),
                &RecordFacts {
                    standing,
                    ..facts.clone()
                }
            ),
            "-",
            "{standing:?}"
        );
    }
    // `shared` rules are for records shared by name, and relations open only what they name themselves.
    let milestone = RecordFacts {
        kind: RecordKind::Milestone,
        shared: false,
        addressed: false,
        ..facts
    };
    assert_eq!(said(&scope(true), &milestone), "-");
}

#[test]
fn an_interest_is_in_force_from_its_first_to_its_last_day_both_included() {
    // Today is 2026-03-14; the job happened within every one of these interests.
    for (first, last, expected) in [
        ("2026-01-01", "", "manages"),
        ("2026-01-01", "2026-12-31", "manages"),
        ("2026-01-01", "2026-03-14", "manages"),
        ("2026-01-01", "2026-03-13", "-"),
        ("2026-03-14", "2026-03-14", "manages"),
    ] {
        let on = if first == TODAY { TODAY } else { "2026-02-01" };
        let facts = RecordFacts {
            holdings: managed(first, last),
            ..record(RecordKind::Job, on)
        };
        assert_eq!(said(&scope(false), &facts), expected, "{first} to {last}");
    }
    // Not yet: neither its own days nor, under `always`, the earlier ones.
    for kind in [RecordKind::Job, RecordKind::Document] {
        let facts = RecordFacts {
            current: keys("eicr", "2026-03-20"),
            holdings: managed("2026-03-15", ""),
            ..record(kind, TODAY)
        };
        assert_eq!(said(&scope(true), &facts), "-", "{kind}");
    }
}

#[test]
fn since_interest_opens_only_days_in_the_interests_time_and_since_always_the_earlier_ones_too() {
    for (on, job, document) in [
        ("2025-12-31", "-", "manages"),
        ("2026-01-01", "manages", "manages"),
        ("2026-03-31", "manages", "manages"),
        ("2026-04-01", "-", "manages"),
        ("1999-01-01", "-", "manages"),
        ("", "-", "manages"),
    ] {
        let holdings = managed("2026-01-01", "2026-03-31");
        let facts = RecordFacts {
            holdings: holdings.clone(),
            ..record(RecordKind::Job, on)
        };
        assert_eq!(said(&scope(false), &facts), job, "a job on {on:?}");
        let current = keys("eicr", on);
        let facts = RecordFacts {
            holdings,
            current,
            ..record(RecordKind::Document, on)
        };
        assert_eq!(
            said(&scope(false), &facts),
            document,
            "a document on {on:?}"
        );
    }
}

#[test]
fn two_interests_never_add_up_to_a_time_that_neither_has() {
    let gap = vec![
        held(Relation::Manages, "2020-01-01", "2020-12-31"),
        held(Relation::Manages, "2022-01-01", ""),
    ];
    for (on, expected) in [
        ("2020-06-01", "-"),
        ("2021-06-01", "-"),
        ("2022-06-01", "manages"),
    ] {
        let facts = RecordFacts {
            holdings: gap.clone(),
            ..record(RecordKind::Job, on)
        };
        assert_eq!(said(&scope(false), &facts), expected, "{on}");
    }
}

#[test]
fn each_relation_opens_by_its_own_rule_and_several_open_together() {
    let both = vec![
        held(Relation::Manages, "2020-01-01", ""),
        held(Relation::Owns, "2020-01-01", ""),
    ];
    for (holdings, kind, expected) in [
        (vec![both[1]], RecordKind::Job, "owns"),
        (both.clone(), RecordKind::Job, "manages+owns"),
        (vec![both[1]], RecordKind::Visit, "-"),
        (
            vec![held(Relation::Occupies, "2020-01-01", "")],
            RecordKind::Job,
            "-",
        ),
    ] {
        let facts = RecordFacts {
            holdings,
            ..record(kind, "2026-02-01")
        };
        assert_eq!(said(&scope(false), &facts), expected, "{facts:#?}");
    }
}

#[test]
fn a_rule_for_some_sub_kinds_opens_no_others() {
    for (sub_kind, expected) in [
        ("eicr", "manages"),
        ("epc", "manages"),
        ("pat", "-"),
        ("EICR", "-"),
        ("", "-"),
    ] {
        let facts = RecordFacts {
            holdings: managed("2020-01-01", ""),
            current: keys(sub_kind, "2026-01-01"),
            ..record(RecordKind::Document, "")
        };
        assert_eq!(said(&scope(true), &facts), expected, "{sub_kind:?}");
    }
}

#[test]
fn extents_narrow_to_what_is_own_addressed_or_on_the_very_site() {
    let above = |direct| {
        vec![Holding {
            direct,
            ..held(Relation::Manages, "2020-01-01", "")
        }]
    };
    let cases = [
        (RecordKind::Job, "manages", "manages"),
        (RecordKind::Visit, "manages", "-"),
        (RecordKind::PhotoSet, "-", "-"),
        (RecordKind::Invoice, "-", "-"),
    ];
    for (kind, direct, below) in cases {
        let on = |is_direct| RecordFacts {
            holdings: above(is_direct),
            ..record(kind, "2026-02-01")
        };
        assert_eq!(said(&scope(false), &on(true)), direct, "{kind}");
        assert_eq!(said(&scope(false), &on(false)), below, "{kind} below");
        let raised = RecordFacts {
            raised: true,
            ..on(false)
        };
        let own = if kind == RecordKind::PhotoSet {
            "manages"
        } else {
            below
        };
        assert_eq!(said(&scope(false), &raised), own, "{kind} raised by her");
    }
    // What she raised does not outlive her interest.
    let ended = RecordFacts {
        raised: true,
        holdings: managed("2020-01-01", "2025-12-31"),
        ..record(RecordKind::PhotoSet, "2025-06-01")
    };
    assert_eq!(said(&scope(false), &ended), "-");
}

#[test]
fn what_is_addressed_to_somebody_stays_with_him_whatever_becomes_of_the_interest() {
    for holdings in [
        vec![],
        managed("2020-01-01", "2020-12-31"),
        managed("2030-01-01", ""),
        managed("2020-01-01", ""),
    ] {
        let facts = RecordFacts {
            addressed: true,
            holdings,
            ..record(RecordKind::Invoice, "2026-02-01")
        };
        assert_eq!(said(&scope(false), &facts), "manages", "{facts:#?}");
        assert_eq!(said(&scope(true), &facts), "manages", "{facts:#?}");
    }
    // It still takes a rule for its kind and its sort.
    let paper = RecordFacts {
        addressed: true,
        current: keys("pat", TODAY),
        ..record(RecordKind::Document, "")
    };
    assert_eq!(said(&scope(true), &paper), "-");
}

#[test]
fn a_record_shared_by_name_is_open_to_that_name_alone_and_by_its_own_rules() {
    let shared = RecordFacts {
        standing: Standing::Shared,
        shared: true,
        ..record(RecordKind::Document, "2001-01-01")
    };
    assert_eq!(said(&scope(false), &shared), "shared");
    assert_eq!(
        said(
            &scope(false),
            &RecordFacts {
                shared: false,
                ..shared.clone()
            }
        ),
        "-"
    );
    // Its sort is not asked: the shared rule names none. An interest opens nothing that is shared by name.
    let manager = RecordFacts {
        holdings: managed("2020-01-01", ""),
        current: keys("eicr", TODAY),
        ..shared
    };
    assert_eq!(said(&scope(false), &manager), "shared");
    assert_eq!(
        said(
            &scope(true),
            &RecordFacts {
                shared: false,
                ..manager.clone()
            }
        ),
        "-"
    );
    // A share left behind by an earlier standing opens nothing once the rules decide.
    let by_rule = RecordFacts {
        standing: Standing::ByRule,
        holdings: vec![],
        ..manager
    };
    assert_eq!(said(&scope(true), &by_rule), "-");
}

#[test]
fn an_internal_record_is_shown_to_nobody_by_any_way() {
    let everything = RecordFacts {
        standing: Standing::Internal,
        addressed: true,
        raised: true,
        shared: true,
        past: vec![Past {
            last: day("2024-12-31"),
            keys: keys("eicr", "2024-06-01"),
        }],
        holdings: vec![
            held(Relation::Manages, "2020-01-01", "2024-12-31"),
            held(Relation::Manages, "2025-01-01", ""),
        ],
        ..record(RecordKind::Job, "2026-02-01")
    };
    for kind in KINDS {
        let facts = RecordFacts {
            kind,
            current: keys("eicr", "2026-02-01"),
            ..everything.clone()
        };
        assert_eq!(said(&scope(true), &facts), "-", "{kind}");
    }
    // The twin that differs in the standing alone is seen; addressed, it opens by every rule of its kind.
    assert_eq!(
        said(
            &scope(true),
            &RecordFacts {
                standing: Standing::ByRule,
                ..everything
            }
        ),
        "manages+owns"
    );
}

#[test]
fn a_draft_is_shown_to_nobody_until_it_is_issued() {
    let mut invoice = RecordFacts {
        addressed: true,
        ..record(RecordKind::Invoice, "2026-02-01")
    };
    assert_ne!(said(&scope(true), &invoice), "-");
    invoice.current.draft = true;
    assert_eq!(said(&scope(true), &invoice), "-");
    let reasons = why(&scope(true), &invoice).reasons.join("\n");
    assert!(reasons.contains("the record is a draft"), "{reasons}");
}

#[test]
fn who_is_limited_to_sites_sees_nothing_elsewhere_by_any_way() {
    let seen = [
        RecordFacts {
            holdings: managed("2020-01-01", ""),
            ..record(RecordKind::Job, "2026-02-01")
        },
        RecordFacts {
            addressed: true,
            ..record(RecordKind::Invoice, "2026-02-01")
        },
        RecordFacts {
            standing: Standing::Shared,
            shared: true,
            ..record(RecordKind::Milestone, TODAY)
        },
        kept_job("2025-12-31", "2025-06-01"),
    ];
    for facts in seen {
        assert_ne!(said(&scope(true), &facts), "-");
        assert_eq!(
            said(
                &scope(true),
                &RecordFacts {
                    on_site: false,
                    ..facts
                }
            ),
            "-"
        );
    }
}

#[test]
fn why_names_the_standing_the_interest_and_each_rule_of_the_kind() {
    let facts = RecordFacts {
        holdings: managed("2020-01-01", "2026-12-31"),
        current: keys("pat", "2026-02-01"),
        ..record(RecordKind::Document, "")
    };
    assert_eq!(
        why(&scope(true), &facts).reasons,
        [
            "the record follows the profile's rules",
            "interest: manages since 2020-01-01 until 2026-12-31, on this very subject",
            "rule relation.manages.document does not hold: it is not for `pat`",
            "rule shared.document does not hold",
        ]
    );
    let profile = written(&RULES.replace("HISTORY", "true"));
    let off = viewer_with(&profile, "all", |v| {
        v.off = [Module::Certificates].into();
    });
    let reasons = policy::why(&off, &facts).reasons;
    assert_eq!(
        reasons.get(..2),
        Some(
            &[
                "role all may see a document".to_owned(),
                "switch: certificates is switched off for this contact".to_owned(),
            ][..]
        )
    );
    assert!(
        reasons.contains(&"no rule opens a document here".to_owned()),
        "{reasons:?}"
    );
    let firm_off = viewer_with(&profile, "all", |v| {
        v.firm_off = [Module::Certificates].into();
    });
    let explained = policy::why(&firm_off, &facts);
    assert_eq!(explained.verdict, domain::slice::Verdict::Hidden);
    assert_eq!(
        explained.reasons[1],
        "switch: the firm has certificates switched off"
    );
    let nobody = policy::why(&viewer_with(&profile, "auditor", |_| {}), &facts).reasons;
    assert!(
        nobody[0].ends_with("has no role auditor: it sees nothing"),
        "{nobody:?}"
    );
    let kept = why(&scope(true), &kept_job("2025-12-31", "2025-06-01"))
        .reasons
        .join("\n");
    assert!(
        kept.contains("kept view: as it was on record by 2025-12-31"),
        "{kept}"
    );
    assert!(kept.contains("rule relation.manages.job holds"), "{kept}");
}

#[test]
fn what_stops_a_viewer_is_named_rule_by_rule() {
    let stopped = |facts: RecordFacts| why(&scope(false), &facts).stops.join("; ");
    let job = || record(RecordKind::Job, "2026-02-01");
    let cases = [
        (
            job(),
            "rule relation.manages.job: the third party is not one that manages it",
        ),
        (
            RecordFacts {
                holdings: managed("2020-01-01", "2025-12-31"),
                ..job()
            },
            "rule relation.manages.job: the interest ended on 2025-12-31",
        ),
        (
            RecordFacts {
                holdings: managed("2027-01-01", ""),
                ..job()
            },
            "rule relation.manages.job: the interest begins on 2027-01-01",
        ),
        (
            RecordFacts {
                holdings: managed("2026-02-02", ""),
                ..job()
            },
            "rule relation.manages.job: the record's day lies outside the interest",
        ),
        (
            RecordFacts {
                standing: Standing::Internal,
                ..job()
            },
            "the record is internal: no third party sees it",
        ),
    ];
    for (facts, expected) in cases {
        let said = stopped(facts);
        assert!(said.contains(expected), "{said}");
    }
    let seen = RecordFacts {
        holdings: managed("2020-01-01", ""),
        ..job()
    };
    let explained = why(&scope(false), &seen);
    assert_eq!(
        (explained.stops.len(), explained.interests),
        (0, seen.holdings)
    );
    assert_eq!(explained.rules, ["relation.manages.job"]);
}
