//! What the web apps are compiled from: every crate in one is fetched by every visitor's phone.

use std::collections::BTreeSet;
use std::process::Command;

/// Each is a hundred kilobytes that the browser has built in (`Intl`), or that the server does.
const BANNED: [&str; 9] = [
    "chrono",
    "comrak",
    "getrandom",
    "icu_datetime",
    "pulldown-cmark",
    "reqwest",
    "time",
    "utoipa",
    "uuid",
];

const APPS: [&str; 2] = ["sightline-portal", "sightline-admin"];

/// The crates of an app's tree, by name, without what only its build runs.
fn tree(app: &str, more: &[&str]) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--package", app])
        .args([
            "--target=wasm32-unknown-unknown",
            "--edges=normal,no-proc-macro",
        ])
        .args(["--prefix=none", "--format={p}"])
        .args(more)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .filter_map(|line| line.split(' ').next())
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_web_app_holds_no_crate_that_a_phone_should_not_fetch() {
    for app in APPS {
        let tree = tree(app, &[]);
        assert!(
            tree.contains("leptos") && tree.contains("sightline-contract"),
            "the tree was not read: {tree:?}"
        );
        for name in BANNED {
            assert!(
                !tree.contains(name),
                "{name} is in the web app; `cargo tree -p {app} --target wasm32-unknown-unknown -i {name}` says why"
            );
        }
    }
}

/// Leptos brings it for reading its own settings, which a browser never does, so the linker drops it. Called
/// by anybody else it would stay.
#[test]
fn regular_expressions_come_with_leptos_and_are_called_by_nobody() {
    for app in APPS {
        if tree(app, &[]).contains("regex") {
            let users = tree(app, &["--invert=regex", "--depth=1"]);
            assert_eq!(
                users,
                BTreeSet::from(["leptos_config", "regex"].map(str::to_owned))
            );
        }
    }
}

/// The one writes into the module what the other reads out of it, in a form that changes between versions.
#[test]
fn both_halves_of_wasm_bindgen_are_of_one_version() {
    let lock = include_str!("../../../../Cargo.lock");
    let versions = |name: &str| -> Vec<&str> {
        lock.split("[[package]]")
            .filter(|package| package.contains(&format!("\nname = \"{name}\"\n")))
            .filter_map(|package| {
                package
                    .lines()
                    .find_map(|line| line.strip_prefix("version = "))
            })
            .collect()
    };
    let runtime = versions("wasm-bindgen");
    assert_eq!(runtime.len(), 1, "{runtime:?}");
    assert_eq!(runtime, versions("wasm-bindgen-cli-support"));
}
