//! A file's bytes: whole only where its record's files are open and may be downloaded, small where they are open.

use crate::world::{all_of, scope_of, written};
use contract::id::{FileId, RecordId};
use contract::kind::RecordKind;
use domain::slice::{FileFacts, FileKind, Kind as _, Scope, ThumbnailKind};

fn scope(rule: &str) -> Scope {
    let head = "id = \"x\"\n[role.r]\nsee = [\"*\"]\ndo = [\"*\"]\n[relation.owns]\n";
    scope_of(&written(&format!("{head}{rule}")), "r")
}

fn file_facts(scope: &Scope, kind: RecordKind, thumbnail: bool) -> FileFacts {
    FileFacts {
        id: FileId::from_bytes([8; 16]),
        record: RecordId::from_bytes([7; 16]),
        record_kind: kind,
        version: 2,
        name: "eicr.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        size: 4_815,
        sha256: "aa".to_owned(),
        thumbnail_sha256: thumbnail.then(|| "bb".to_owned()),
        matched: all_of(scope, kind),
    }
}

#[test]
fn bytes_are_given_only_where_files_are_open_and_may_be_downloaded() {
    let download = "actions = [\"download\"]";
    for (rule, whole, thumbnail) in [
        (
            format!("document = {{ lens = \"full\", {download} }}\n"),
            true,
            true,
        ),
        (
            format!("document = {{ lens = \"evidence\", {download} }}\n"),
            true,
            true,
        ),
        (
            "document = { lens = \"full\", actions = [\"resend\", \"query\"] }\n".to_owned(),
            false,
            true,
        ),
        (
            format!("document = {{ lens = \"schedule\", {download} }}\n"),
            false,
            false,
        ),
        (
            format!("photo_set = {{ lens = \"full\", {download} }}\n"),
            false,
            false,
        ),
    ] {
        let scope = scope(&rule);
        let facts = |thumb| file_facts(&scope, RecordKind::Document, thumb);
        assert_eq!(
            FileKind::project(&scope, facts(true)).is_some(),
            whole,
            "{rule}"
        );
        let small = ThumbnailKind::project(&scope, facts(true));
        assert_eq!(small.is_some(), thumbnail, "{rule}");
        // The thumbnail is never the original under another name, nor tells its name.
        assert!(small.is_none_or(|s| s.sha256 == "bb"
            && s.name != "eicr.pdf"
            && s.media_type == "image/jpeg"));
        assert_eq!(ThumbnailKind::project(&scope, facts(false)), None);
    }
}

#[test]
fn a_role_that_may_not_download_gets_no_bytes() {
    let profile = written(
        "id = \"x\"\n[role.r]\nsee = [\"*\"]\ndo = [\"resend\"]\n[relation.owns]\n\
         document = { lens = \"full\", actions = [\"download\", \"resend\"] }\n",
    );
    let scope = scope_of(&profile, "r");
    assert!(FileKind::project(&scope, file_facts(&scope, RecordKind::Document, true)).is_none());
}
