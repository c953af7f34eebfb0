//! Profile files: what is refused, at which line, and that every fault is told at once.

use crate::world::{built_in, scope_of, written};
use domain::profile::{Library, resolve};

/// Faults as people read them.
fn faults(text: &str) -> Vec<String> {
    match resolve(text, &Library::built_in()) {
        Ok(profile) => panic!("accepted: {profile:#?}"),
        Err(faults) => faults.iter().map(ToString::to_string).collect(),
    }
}

/// One file after its `id` line, so that the file's first line is number 2, with the only fault expected.
#[track_caller]
fn refused(rest: &str, expected: &str) {
    assert_eq!(
        faults(&format!("id = \"x\"\n{rest}")),
        [expected],
        "in\n{rest}"
    );
}

#[track_caller]
fn accepted(rest: &str) {
    written(&format!("id = \"x\"\n{rest}"));
}

#[test]
fn both_profiles_that_ship_are_sound() {
    let library = Library::built_in();
    assert_eq!(
        library.ids().collect::<Vec<_>>(),
        ["landlord", "letting-agent"]
    );
    for id in library.ids() {
        let profile = built_in(id);
        assert_eq!(profile.id, id);
        assert!(
            !profile.roles.is_empty() && !profile.dashboard.is_empty(),
            "{id}"
        );
        assert!(
            profile
                .roles
                .keys()
                .all(|role| !scope_of(&profile, role).grants().is_empty()),
            "{id}"
        );
        assert_eq!(profile.audit.keep_days, 6 * 366, "{id}");
        assert_eq!(profile.nudge.quiet, Some((20 * 60, 7 * 60 + 30)), "{id}");
    }
}

#[test]
fn a_missing_or_ill_formed_id_is_refused() {
    let expected = "`id` must be given, in lower-case letters, digits and hyphens";
    assert_eq!(faults(""), [format!("line 1: {expected}")]);
    assert_eq!(
        faults("history = true\nid = \"\"\n"),
        [format!("line 2: {expected}")]
    );
    assert_eq!(
        faults("\nid = \"Letting Agent\"\n"),
        [format!("line 2: {expected}")]
    );
}

#[test]
fn a_key_that_no_table_has_is_refused_where_it_stands() {
    refused(
        "histroy = true\n",
        "line 2: unknown key `histroy`; known: id, extends, history, offline, off, words, lens, relation, \
         shared, role, dashboard, nudge, audit",
    );
    refused(
        "[relation.owns]\njob = { lens = \"full\", sense = 1 }\n",
        "line 3: unknown key `sense`; known: of, extent, since, lens, actions, money",
    );
    refused(
        "[role.a]\nse = [\"*\"]\n",
        "line 3: unknown key `se`; known: see, do, colleagues, colleagues_equal",
    );
    refused(
        "[lens.a]\nshows = [\"detail\"]\n",
        "line 3: unknown key `shows`; known: show",
    );
    refused(
        "[dashboard]\nblock = []\n",
        "line 3: unknown key `block`; known: blocks",
    );
    refused(
        "[dashboard]\nblocks = [ { block = \"totals\",\n off = [\"due\"] } ]\n",
        "line 4: unknown key `off`; known: block, of, columns",
    );
    refused(
        "[nudge]\nloud = true\n",
        "line 3: unknown key `loud`; known: new_document, digest, quiet",
    );
    refused(
        "[audit]\nfor = \"1y\"\n",
        "line 3: unknown key `for`; known: posture, keep, ip",
    );
}

#[test]
fn a_name_outside_its_closed_list_is_refused_with_the_list() {
    refused(
        "[relation.rents]\njob = { lens = \"full\" }\n",
        "line 2: unknown relation `rents`; known: manages, owns, occupies, pays_for, guardian_of, adjusts, \
         holds_share",
    );
    let kinds = "job, visit, document, photo_set, invoice, milestone, stage_payment";
    refused(
        "[relation.owns]\njobs = { lens = \"full\" }\n",
        &format!("line 3: unknown kind `jobs`; known: {kinds}"),
    );
    refused(
        "[shared]\njobs = { lens = \"full\" }\n",
        &format!("line 3: unknown kind `jobs`; known: {kinds}"),
    );
    refused(
        "[relation.owns]\njob = { lens = \"full\", actions = [\"query\", \"delete\"] }\n",
        "line 3: unknown action `delete`; known: download, resend, pay, query, query-line, approve, request-job",
    );
    refused(
        "[relation.owns]\njob = { lens = \"wide\" }\n",
        "line 3: unknown lens `wide`; known: full, evidence, schedule, status, or one defined under [lens]",
    );
    refused(
        "[lens.a]\nshow = [\n  \"detail\",\n  \"prices\",\n]\n",
        "line 5: unknown field group `prices`; known: summary, schedule, detail, people, files, money, staff",
    );
    refused(
        "[relation.owns]\njob = { lens = \"full\", extent = \"all\" }\n",
        "line 3: `all` is none of: own, addressed, site, whole",
    );
    refused(
        "[relation.owns]\njob = { lens = \"full\", since = \"2020\" }\n",
        "line 3: `2020` is none of: interest, always",
    );
    refused(
        "[relation.owns]\njob = { lens = \"full\", money = \"half\" }\n",
        "line 3: `half` is none of: whole, weighted",
    );
    refused(
        "[role.a]\nsee = [\"jobs\"]\n",
        "line 3: unknown kind `jobs`",
    );
    refused(
        "[role.a]\ndo = [\"delete\"]\n",
        "line 3: unknown action `delete`",
    );
    refused(
        "[dashboard]\nblocks = [ { block = \"map\" } ]\n",
        "line 3: unknown block `map`; known: totals, by-subject, records",
    );
    refused(
        "[dashboard]\nblocks = [ { block = \"totals\", of = [\"due\", \"lost\"] } ]\n",
        "line 3: `totals` has no `lost`; known: due, overdue, expiring, expired, booked",
    );
    refused(
        "[dashboard]\nblocks = [ { block = \"records\", of = [\"visits\", \"plan\"] } ]\n",
        "line 3: `records` needs exactly one list in `of`",
    );
    refused(
        "[nudge]\ndigest = \"hourly\"\n",
        "line 3: `hourly` is none of: daily, weekly, never",
    );
    refused(
        "[nudge]\nnew_document = \"soon\"\n",
        "line 3: `soon` is none of: at-once, digest, never",
    );
    refused(
        "[audit]\nposture = \"strict\"\n",
        "line 3: `strict` is none of: evidential, ordinary",
    );
}

#[test]
fn a_value_of_the_wrong_type_is_refused() {
    refused(
        "history = \"yes\"\n",
        "line 2: expected true or false, found string",
    );
    refused("extends = 3\n", "line 2: expected a text, found integer");
    refused("relation = []\n", "line 2: expected a table, found array");
    refused(
        "[relation]\nowns = true\n",
        "line 3: expected a table, found boolean",
    );
    refused(
        "[relation.owns]\njob = \"full\"\n",
        "line 3: expected a table, found string",
    );
    refused(
        "[relation.owns]\njob = { lens = 1 }\n",
        "line 3: expected a text, found integer",
    );
    refused(
        "[relation.owns]\njob = { lens = \"full\", of = \"eicr\" }\n",
        "line 3: expected a list of texts, found string",
    );
    refused(
        "[relation.owns]\njob = { lens = \"full\", actions = [\"query\",\n 7] }\n",
        "line 4: expected a text, found integer",
    );
    refused(
        "[role]\nowner = \"*\"\n",
        "line 3: expected a table, found string",
    );
    refused(
        "[role.a]\nsee = \"*\"\n",
        "line 3: expected a list of texts, found string",
    );
    refused(
        "[words]\nsubject = \"home\"\n",
        "line 3: expected a list of texts, found string",
    );
    refused(
        "[words]\nsubject = [\"home\"]\n",
        "line 3: `subject` needs two words: one and many",
    );
    refused(
        "[dashboard]\nblocks = {}\n",
        "line 3: expected a list of blocks, found table",
    );
    refused(
        "[nudge]\nquiet = 20\n",
        "line 3: expected a text, found integer",
    );
    refused(
        "[audit]\nkeep = 6\n",
        "line 3: expected a text, found integer",
    );
    assert_eq!(
        faults("id = 7\n"),
        ["line 1: expected a text, found integer"]
    );
}

#[test]
fn an_action_that_a_kind_does_not_know_is_refused() {
    for (kind, action, fits) in [
        ("job", "request-job", true),
        ("visit", "request-job", false),
        ("job", "download", false),
        ("document", "download", true),
        ("document", "resend", true),
        ("document", "pay", false),
        ("photo_set", "approve", true),
        ("invoice", "approve", false),
        ("invoice", "query-line", true),
        ("stage_payment", "query-line", false),
        ("stage_payment", "pay", true),
        ("milestone", "query", true),
    ] {
        let rule =
            format!("[relation.owns]\n{kind} = {{ lens = \"full\", actions = [\"{action}\"] }}\n");
        if fits {
            accepted(&rule);
        } else {
            refused(
                &rule,
                &format!("line 3: `{action}` cannot be done with a {kind}"),
            );
        }
    }
}

#[test]
fn a_rule_must_say_through_which_lens() {
    refused(
        "[relation.owns]\njob = { since = \"always\" }\n",
        "line 3: the rule for `job` names no lens",
    );
    refused(
        "[shared]\n\njob = {}\n",
        "line 4: the rule for `job` names no lens",
    );
    refused(
        "[relation.owns.job]\nsince = \"always\"\n",
        "line 2: the rule for `job` names no lens",
    );
}

#[test]
fn no_lens_shows_the_firms_own_notes_and_none_that_is_built_in_is_redefined() {
    refused(
        "[lens.a]\nshow = [\"staff\"]\n",
        "line 3: no lens of a third party can show the firm's own notes",
    );
    refused(
        "[lens.full]\nshow = [\"detail\"]\n",
        "line 2: the lens `full` is built in and cannot be redefined",
    );
}

#[test]
fn hours_of_quiet_are_two_times_of_day() {
    accepted("[nudge]\nquiet = \"00:00-23:59\"\n");
    for wrong in [
        "",
        "20:00",
        "20-7",
        "24:00-07:30",
        "20:60-07:30",
        "20:00-07:30-08:00",
        "+8:00-9:00",
    ] {
        refused(
            &format!("[nudge]\nquiet = \"{wrong}\"\n"),
            "line 3: `quiet` is written like \"20:00-07:30\"",
        );
    }
}

#[test]
fn times_for_keeping_are_days_months_or_years() {
    for (keep, days) in [("90d", 90), ("18m", 558), ("6y", 2196)] {
        let profile = written(&format!(
            "id = \"x\"\n[audit]\nkeep = \"{keep}\"\nip = \"1d\"\n"
        ));
        assert_eq!(profile.audit.keep_days, days, "{keep}");
    }
    for wrong in ["", "6", "y", "6 years", "-1d", "+6y", "1.5y", "4294967295y"] {
        refused(
            &format!("[audit]\nkeep = \"{wrong}\"\n"),
            &format!("line 3: `{wrong}` is not a time such as 90d, 18m or 6y"),
        );
    }
}

#[test]
fn an_address_is_not_kept_longer_than_its_receipt() {
    let expected = "line 2: `ip` must not be kept longer than the receipts themselves";
    refused("[audit]\nkeep = \"1y\"\nip = \"367d\"\n", expected);
    accepted("[audit]\nkeep = \"1y\"\nip = \"366d\"\n");
    // What the base says of the other half counts too.
    refused("audit.ip = \"3y\"\nextends = \"base\"\n", expected);
    accepted("audit.ip = \"400d\"\nextends = \"base\"\n");
}

#[test]
fn a_file_that_is_not_toml_is_refused_at_the_place() {
    for (text, line) in [
        ("id = \"x\"\nhistory = = true\n", 2),
        ("id = \"x\"\n\n[relation\n", 3),
    ] {
        let faults = resolve(text, &Library::built_in()).unwrap_err();
        assert_eq!(faults.first().map(|f| f.line), Some(line), "{faults:?}");
    }
    assert_eq!(faults("id = \"x\"\nid = \"y\"\n").len(), 1);
}

#[test]
fn co_owners_never_get_a_rule_that_shows_whole_sums() {
    let expected = "line 3: the rule for `invoice` would show one co-owner's figures to another; say money = \"weighted\"";
    refused(
        "[relation.holds_share]\ninvoice = { lens = \"full\" }\n",
        expected,
    );
    refused(
        "[relation.holds_share]\ninvoice = { lens = \"full\", money = \"whole\" }\n",
        expected,
    );
    refused(
        "[relation.holds_share]\ninvoice = { lens = \"sums\" }\n[lens.sums]\nshow = [\"money\"]\n",
        expected,
    );
    accepted("[relation.holds_share]\ninvoice = { lens = \"full\", money = \"weighted\" }\n");
    accepted("[relation.holds_share]\ninvoice = { lens = \"evidence\" }\n");
    // What is addressed to her alone is hers in full.
    accepted("[relation.holds_share]\ninvoice = { lens = \"full\", extent = \"addressed\" }\n");
    accepted("[relation.owns]\ninvoice = { lens = \"full\" }\n");
}

#[test]
fn a_colleague_has_a_role_that_there_is() {
    accepted("[role.a]\ncolleagues = [\"a\", \"b\"]\ncolleagues_equal = true\n[role.b]\n");
    refused(
        "[role.a]\ncolleagues = [\n\"b\",\n\"c\" ]\n[role.b]\n",
        "line 5: role `a` names the unknown role `c`; known: a, b",
    );
    refused(
        "[role.a]\ncolleagues = \"a\"\n",
        "line 3: expected a list of texts, found string",
    );
    refused(
        "[role.a]\ncolleagues_equal = [\"a\"]\n",
        "line 3: expected true or false, found array",
    );
    // Roles of the base are roles; everything at fault is told at once.
    accepted("extends = \"letting-agent\"\n[role.a]\ncolleagues = [\"bookkeeper\"]\n");
    assert_eq!(
        faults(
            "id = \"x\"\n[role.a]\ncolleagues = [\"b\", \"*\"]\n[audit]\nkeep = \"1d\"\nip = \"2d\"\n"
        ),
        [
            "line 3: role `a` names the unknown role `*`; known: a",
            "line 3: role `a` names the unknown role `b`; known: a",
            "line 4: `ip` must not be kept longer than the receipts themselves",
        ]
    );
}

#[test]
fn every_fault_of_a_file_is_told_at_once_in_the_order_of_lines() {
    insta::assert_snapshot!(faults(include_str!("faulty.toml")).join("\n"));
}
