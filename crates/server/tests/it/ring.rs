//! One cryptography: aws-lc-rs. A second provider of TLS makes the choice between them a matter of luck,
//! and HTTP/2 before h2 0.4 has a hole that will not be mended. Asked of `cargo tree`, which knows what
//! is built; `cargo metadata` also lists what a feature could have turned on.

use std::collections::BTreeSet;
use std::process::Command;

/// Each crate of the normal and build trees of all our crates, as `name version`.
fn built() -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--workspace", "--locked", "--edges=normal,build"])
        .args(["--prefix=none", "--format={p}"])
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
        .filter_map(|line| {
            let mut words = line.split(' ');
            Some(format!(
                "{} {}",
                words.next()?,
                words.next()?.trim_start_matches('v')
            ))
        })
        .collect()
}

#[test]
fn nothing_is_built_with_a_banned_crate() {
    let built = built();
    let has = |prefix: &str| built.iter().any(|name| name.starts_with(prefix));
    assert!(
        has("aws-lc-rs ") && has("rustls "),
        "the tree was not read: {built:?}"
    );
    for banned in [
        "ring ",
        "openssl ",
        "openssl-sys ",
        "native-tls ",
        "h2 0.3",
        "actix-governor ",
    ] {
        assert!(
            !has(banned),
            "{banned}is in the tree; `cargo tree -i {banned}` says why"
        );
    }
}

#[test]
fn one_copy_of_each_crate_that_must_agree_with_itself() {
    let built = built();
    for name in [
        "sqlx-core",
        "libsqlite3-sys",
        "rustls",
        "reqwest",
        "hyper",
        "tokio",
        "sea-orm",
    ] {
        let prefix = format!("{name} ");
        let copies: Vec<&String> = built
            .iter()
            .filter(|crate_| crate_.starts_with(&prefix))
            .collect();
        assert!(copies.len() <= 1, "{copies:?}");
    }
}
