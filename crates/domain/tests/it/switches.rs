//! Switches over modules: four levels in order, none of which overrules another, and each named to whoever asks why.

use crate::world::{day, viewer_with, written};
use contract::kind::{Module, RecordKind, Relation};
use domain::interest::Period;
use domain::policy::{self, Attested, Level, Supposed, Viewer, scope_all};
use domain::profile::{Library, Profile, resolve};
use domain::record::Standing;
use domain::slice::{Holding, RecordFacts, Verdict, VersionKeys};
use std::collections::BTreeSet;
use std::sync::Arc;

const TYPE: &str = r#"
id = "agent"
[relation.manages]
photo_set = { lens = "full" }
job = { lens = "full" }
[role.all]
see = ["*"]
do = ["*"]
"#;

fn photos() -> BTreeSet<Module> {
    [Module::Photos].into()
}

fn agent(off: &str) -> Profile {
    written(&format!("{off}\n{TYPE}"))
}

fn with(levels: &[Level]) -> Viewer {
    let of_type = levels.contains(&Level::Type);
    let profile = agent(if of_type { "off = [\"photos\"]" } else { "" });
    viewer_with(&profile, "all", |facts: &mut Attested| {
        for level in levels {
            match level {
                Level::Firm => facts.firm_off = photos(),
                Level::Type => {}
                Level::ThirdParty => facts.third_party_off = photos(),
                Level::Person => facts.off = photos(),
            }
        }
    })
}

/// A photo set on what the third party manages.
fn photo_set() -> RecordFacts {
    RecordFacts {
        kind: RecordKind::PhotoSet,
        standing: Standing::ByRule,
        addressed: false,
        raised: false,
        shared: false,
        on_site: true,
        current: VersionKeys {
            sub_kind: String::new(),
            day: Some(day("2026-05-04")),
            draft: false,
        },
        past: Vec::new(),
        holdings: vec![Holding {
            relation: Relation::Manages,
            period: Period::new(day("2024-01-01"), None).unwrap(),
            since: day("2024-01-01"),
            direct: true,
        }],
    }
}

const SAID: [(Level, &str); 4] = [
    (Level::Firm, "switch: the firm has photos switched off"),
    (
        Level::Type,
        "switch: the type agent has photos switched off",
    ),
    (
        Level::ThirdParty,
        "switch: the third party has photos switched off",
    ),
    (
        Level::Person,
        "switch: photos is switched off for this contact",
    ),
];

/// Every set of levels, so that no two of them can undo each other.
#[test]
fn a_module_is_on_only_if_no_level_has_it_off_and_those_that_have_are_told_in_their_order() {
    for set in 0..16 {
        let levels: Vec<_> = (0..4)
            .filter(|bit| set & (1 << bit) != 0)
            .map(|bit| Level::ALL[bit])
            .collect();
        let viewer = with(&levels);
        let is_on = levels.is_empty();
        assert_eq!(viewer.module_is_on(Module::Photos), is_on, "{levels:?}");
        assert!(viewer.module_is_on(Module::Jobs), "{levels:?}");
        let told: Vec<_> = viewer.switched_off_by(Module::Photos).collect();
        assert_eq!(told, levels);
        let kinds = scope_all(&viewer).kinds();
        assert_eq!(kinds.contains(&RecordKind::PhotoSet), is_on, "{levels:?}");
        assert!(kinds.contains(&RecordKind::Job), "{levels:?}");
        let why = policy::why(&viewer, &photo_set());
        assert_eq!(why.verdict == Verdict::Hidden, !is_on, "{why:?}");
        let expected: Vec<_> = SAID
            .iter()
            .filter(|(level, _)| levels.contains(level))
            .map(|(_, said)| (*said).to_owned())
            .collect();
        assert_eq!(why.stops, expected);
    }
}

#[test]
fn a_switch_that_is_supposed_leaves_every_other_level_as_it_is() {
    for level in Level::ALL {
        let viewer = with(&[level]);
        for otherwise in [
            Supposed::FirmOff(BTreeSet::new()),
            Supposed::ThirdPartyOff(BTreeSet::new()),
            Supposed::Profile(Arc::new(agent(""))),
        ] {
            let freed = match otherwise {
                Supposed::FirmOff(_) => Level::Firm,
                Supposed::ThirdPartyOff(_) => Level::ThirdParty,
                Supposed::Profile(_) => Level::Type,
                Supposed::Contact { .. } => Level::Person,
            };
            #[allow(clippy::disallowed_methods, reason = "nothing is answered to anybody")]
            let then = viewer.supposing(otherwise);
            assert_eq!(
                then.module_is_on(Module::Photos),
                freed == level,
                "{level:?} {freed:?}"
            );
        }
    }
    #[allow(clippy::disallowed_methods, reason = "nothing is answered to anybody")]
    let without = with(&[]).supposing(Supposed::ThirdPartyOff(photos()));
    assert!(!without.module_is_on(Module::Photos));
}

#[test]
fn what_a_type_has_off_is_its_bases_until_it_says_so_itself() {
    let library = Library::built_in().with("agent", &format!("off = [\"photos\"]\n{TYPE}"));
    let off = |rest: &str| {
        let text = format!("id = \"x\"\nextends = \"agent\"\n{rest}");
        resolve(&text, &library).unwrap().off
    };
    assert_eq!(off(""), photos());
    assert_eq!(off("off = []"), BTreeSet::new());
    assert_eq!(off("off = [\"jobs\"]"), BTreeSet::from([Module::Jobs]));
}

#[test]
fn a_module_that_there_is_not_is_refused_at_its_line() {
    let faults = |text: &str| -> Vec<String> {
        let faults = resolve(text, &Library::built_in()).unwrap_err();
        faults.iter().map(ToString::to_string).collect()
    };
    assert_eq!(
        faults("id = \"x\"\noff = [\n  \"photos\",\n  \"fotos\",\n]\n"),
        [
            "line 4: unknown module `fotos`; known: properties, jobs, diary, certificates, photos, invoices, plan"
        ]
    );
    assert_eq!(
        faults("id = \"x\"\noff = \"photos\"\n"),
        ["line 2: expected a list of texts, found string"]
    );
}
