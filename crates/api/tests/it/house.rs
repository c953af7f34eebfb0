//! The rules of the house that a compiler does not see: what is registered, described and forbidden.

use api::{Needs, registered};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the one switch of this test, set by hand"
)]
fn the_committed_description_is_what_the_handlers_say() {
    let path = root().join("openapi/openapi.json");
    let now = api::openapi_json(env!("CARGO_PKG_VERSION"));
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &now).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == now,
        "openapi/openapi.json is not what the handlers say; run `cargo xtask openapi` (or this test with \
         UPDATE_OPENAPI=1) and commit the result"
    );
}

#[test]
fn every_operation_is_named_after_its_handler_and_named_once() {
    let mut names = BTreeSet::new();
    for operation in registered() {
        let function = operation.handler.rsplit("::").next().unwrap();
        // What staff see of the portal is the portal's own handler.
        let named = match operation.operation.strip_prefix("preview_") {
            Some(of_the_portal) if operation.path.contains("/preview/") => of_the_portal,
            _ => operation.operation.as_str(),
        };
        assert_eq!(named, function, "{} {}", operation.method, operation.path);
        assert!(
            names.insert(operation.operation.clone()),
            "{} is registered twice",
            operation.operation
        );
    }
}

#[test]
fn only_signing_in_is_open_to_strangers() {
    let open: Vec<_> = registered()
        .into_iter()
        .filter(|o| o.needs == Needs::Nothing)
        .map(|o| o.operation)
        .collect();
    assert_eq!(
        open,
        [
            "request_sign_in",
            "renew_sign_in",
            "peek_sign_in",
            "redeem_sign_in",
            "begin_passkey_sign_in",
            "sign_in_by_passkey",
            // As much as a link: whoever has the key that the server printed.
            "get_setup",
            "set_up",
        ]
    );
}

#[test]
fn every_reference_in_the_description_leads_somewhere() {
    let document: serde_json::Value =
        serde_json::from_str(&api::openapi_json(env!("CARGO_PKG_VERSION"))).unwrap();
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(references.len() > 50);
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(
            document.pointer(pointer).is_some(),
            "{reference} leads nowhere"
        );
    }
}

fn collect(value: &serde_json::Value, references: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            if let Some(reference) = fields.get("$ref").and_then(|r| r.as_str()) {
                references.push(reference.to_owned());
            }
            fields.values().for_each(|v| collect(v, references));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|v| collect(v, references)),
        _ => {}
    }
}

#[test]
fn every_operation_describes_itself_and_its_problems() {
    let document: serde_json::Value =
        serde_json::from_str(&api::openapi_json(env!("CARGO_PKG_VERSION"))).unwrap();
    for operation in registered() {
        let pointer = format!(
            "/paths/{}/{}",
            operation.path.replace('~', "~0").replace('/', "~1"),
            operation.method.to_lowercase()
        );
        let described = document
            .pointer(&pointer)
            .unwrap_or_else(|| panic!("{pointer} is not described"));
        assert!(described["summary"].is_string(), "{pointer} has no summary");
        assert!(
            described["responses"]["503"].is_object(),
            "{pointer} cannot fail"
        );
        assert!(
            !operation.path.contains("{id}") || described["responses"]["404"].is_object(),
            "{pointer}"
        );
        let guarded = operation.needs == Needs::Session;
        assert_eq!(
            guarded,
            described["responses"]["401"].is_object(),
            "{pointer}"
        );
    }
}

/// Clippy takes the nearest file alone, so this crate repeats the root's.
#[test]
fn this_crate_forbids_whatever_the_workspace_forbids() {
    let of = |path: &str| fs::read_to_string(root().join(path)).unwrap();
    let here = of("crates/api/clippy.toml");
    for line in of("clippy.toml")
        .lines()
        .filter(|l| !l.trim_start().starts_with('#'))
    {
        assert!(
            here.lines().any(|l| l == line),
            "crates/api/clippy.toml lacks: {line}"
        );
    }
}
