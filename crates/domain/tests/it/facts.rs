//! Facts on one record, put together by hand, and what the decision says of them in words.

use crate::world::{day, scope_of, written};
use contract::kind::{RecordKind, Relation};
use domain::interest::Period;
use domain::record::Standing;
use domain::slice::{Holding, Past, RecordFacts, Scope, Verdict, VersionKeys, Via, decide, why};

/// One kind per way a rule can be written, so that each case below is about one of them.
pub const RULES: &str = r#"
id = "t"
history = HISTORY
[relation.manages]
document = { lens = "full", since = "always", of = ["eicr", "epc"] }
invoice = { lens = "full", extent = "addressed" }
job = { lens = "full" }
visit = { lens = "full", extent = "site" }
photo_set = { lens = "full", extent = "own" }
[relation.owns]
job = { lens = "status" }
[shared]
document = { lens = "evidence" }
milestone = { lens = "schedule" }
[role.all]
see = ["*"]
do = ["*"]
"#;

pub fn scope(history: bool) -> Scope {
    scope_of(
        &written(&RULES.replace("HISTORY", &history.to_string())),
        "all",
    )
}

pub fn keys(sub_kind: &str, on: &str) -> VersionKeys {
    VersionKeys {
        sub_kind: sub_kind.to_owned(),
        day: (!on.is_empty()).then(|| day(on)),
        draft: false,
    }
}

/// A record by rule, of which nothing else is known.
pub fn record(kind: RecordKind, on: &str) -> RecordFacts {
    RecordFacts {
        kind,
        standing: Standing::ByRule,
        addressed: false,
        raised: false,
        shared: false,
        on_site: true,
        current: keys("", on),
        past: Vec::new(),
        holdings: Vec::new(),
    }
}

pub fn held(relation: Relation, first: &str, last: &str) -> Holding {
    let last = (!last.is_empty()).then(|| day(last));
    Holding {
        relation,
        period: Period::new(day(first), last).unwrap(),
        since: day(first),
        direct: true,
    }
}

pub fn managed(first: &str, last: &str) -> Vec<Holding> {
    vec![held(Relation::Manages, first, last)]
}

/// The verdict in words: `-`, or who opens it, and since when it is only kept.
pub fn said(scope: &Scope, facts: &RecordFacts) -> String {
    let verdict = decide(scope, facts);
    let explained = why(scope, facts);
    assert_eq!(explained.verdict, verdict, "{facts:#?}");
    assert!(!explained.reasons.is_empty(), "{facts:#?}");
    match verdict {
        Verdict::Hidden => "-".to_owned(),
        Verdict::Visible { matched, as_of } => {
            let via = |(_, grant): (usize, &domain::slice::Grant)| match grant.via {
                Via::Relation(relation) => relation.name(),
                Via::Shared => "shared",
            };
            let by: Vec<_> = scope
                .grants()
                .iter()
                .enumerate()
                .filter(|(bit, _)| matched & (1 << bit) != 0)
                .map(via)
                .collect();
            assert!(!by.is_empty(), "visible through nothing");
            match as_of {
                None => by.join("+"),
                Some(last) => format!("{} kept {last}", by.join("+")),
            }
        }
    }
}

pub const KINDS: [RecordKind; 7] = [
    RecordKind::Job,
    RecordKind::Visit,
    RecordKind::Document,
    RecordKind::PhotoSet,
    RecordKind::Invoice,
    RecordKind::Milestone,
    RecordKind::StagePayment,
];

/// A job of an interest that ran from 2025 to `last`, with the version on record by then.
pub fn kept_job(last: &str, on: &str) -> RecordFacts {
    RecordFacts {
        holdings: managed("2025-01-01", last),
        past: vec![Past {
            last: day(last),
            keys: keys("", on),
        }],
        ..record(RecordKind::Job, on)
    }
}
