//! The tree of rooms: which of our crates may use which. An edge that is not drawn here does not exist;
//! drawing one is a decision, recorded in `docs/architecture.md`.

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};
use std::collections::BTreeSet;

/// Each room, and the rooms that its library may use. `*` is any of ours.
const DRAWN: &[(&str, &[&str])] = &[
    ("contract", &[]),
    ("domain", &["contract"]),
    ("migrations", &[]),
    ("store", &["contract", "domain", "migrations"]),
    ("app", &["contract", "domain", "store"]),
    ("connectors", &["app"]),
    ("pdf", &[]),
    ("api", &["contract", "domain", "store", "app"]),
    ("demo", &["app", "pdf", "contract", "domain"]),
    ("server", &["*"]),
    ("bench", &["*"]),
    ("testkit", &["*"]),
    ("xtask", &[]),
    // The browser knows the words of the wire and none of the rules.
    ("ui", &["contract"]),
    ("portal", &["contract", "ui"]),
    ("admin", &["contract", "ui"]),
];

/// The frontend compiles `contract` to wasm, where each of its dependencies is paid for by every visitor.
const CONTRACT_MAY_USE: [&str; 2] = ["serde", "utoipa"];

fn workspace() -> Metadata {
    MetadataCommand::new()
        .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.toml"))
        .no_deps()
        .other_options(["--locked".to_owned()])
        .exec()
        .unwrap()
}

fn room(package: &str) -> &str {
    package.strip_prefix("sightline-").unwrap_or(package)
}

/// What the package's own build uses: tests may reach further.
fn built_with(package: &Package) -> impl Iterator<Item = &str> {
    package
        .dependencies
        .iter()
        .filter(|dependency| dependency.kind != DependencyKind::Development)
        .map(|dependency| dependency.name.as_str())
}

#[test]
fn every_edge_between_our_crates_is_drawn() {
    let workspace = workspace();
    let rooms: BTreeSet<&str> = workspace.packages.iter().map(|p| room(&p.name)).collect();
    let mut undrawn = Vec::new();
    for package in &workspace.packages {
        let from = room(&package.name);
        let Some((_, allowed)) = DRAWN.iter().find(|(name, _)| *name == from) else {
            undrawn.push(format!("{from} is not in the tree"));
            continue;
        };
        for to in built_with(package)
            .map(room)
            .filter(|to| rooms.contains(to))
        {
            if !allowed.contains(&to) && !allowed.contains(&"*") {
                undrawn.push(format!("{from} -> {to}"));
            }
        }
    }
    assert!(undrawn.is_empty(), "not drawn: {undrawn:#?}");
}

#[test]
fn only_the_benchmark_is_built_with_the_testkit() {
    let users: Vec<String> = workspace()
        .packages
        .iter()
        .filter(|package| room(&package.name) != "bench")
        .filter(|package| built_with(package).any(|name| room(name) == "testkit"))
        .map(|package| package.name.to_string())
        .collect();
    assert!(users.is_empty(), "a dev-dependency only: {users:?}");
}

#[test]
fn the_contract_stays_small_enough_for_a_phone() {
    let workspace = workspace();
    let contract = workspace
        .packages
        .iter()
        .find(|package| room(&package.name) == "contract")
        .unwrap();
    for dependency in &contract.dependencies {
        if dependency.kind == DependencyKind::Development {
            continue;
        }
        let name = dependency.name.as_str();
        assert!(CONTRACT_MAY_USE.contains(&name), "contract -> {name}");
        assert!(
            name == "serde" || dependency.optional,
            "{name} is for `openapi` alone"
        );
    }
}

#[test]
fn our_own_crates_are_found_by_their_names() {
    // What the tests above rely on: a renamed package would pass them all unseen.
    let workspace = workspace();
    let server = workspace
        .packages
        .iter()
        .find(|package| room(&package.name) == "server")
        .unwrap();
    let used: BTreeSet<&str> = built_with(server).map(room).collect();
    for name in [
        "contract",
        "domain",
        "store",
        "app",
        "connectors",
        "api",
        "demo",
    ] {
        assert!(used.contains(name), "server -> {name} was not seen");
    }
}
