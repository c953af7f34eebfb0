//! Commands as an operator types them: each ends well or says in one line what is wrong.

use crate::sightline::{run, sightline, text};

#[test]
fn the_template_imports_and_the_second_time_nothing_changes() {
    let data = tempfile::tempdir().unwrap();
    let records = tempfile::tempdir().unwrap();
    let folder = records.path().join("records");
    let folder = folder.to_str().unwrap();
    run(data.path(), &["firm", "add", "Halden Electrical"]);
    run(data.path(), &["import", "--template", folder]);
    let example = format!("{folder}/example");
    let planned = run(data.path(), &["import", &example, "--dry-run"]);
    let first = run(data.path(), &["import", &example]);
    let second = run(data.path(), &["import", &example]);
    assert_ne!(planned, second);
    assert_ne!(first, second);
    let again = run(data.path(), &["import", &example, "--dry-run"]);
    assert!(again.contains("unchanged"), "{again}");
    run(data.path(), &["index", "verify"]);
    run(data.path(), &["audit", "verify"]);
}

#[test]
fn a_faulty_profile_is_told_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("faulty.toml");
    std::fs::write(
        &file,
        "id = \"faulty\"\nextends = \"base\"\nhistry = true\n",
    )
    .unwrap();
    let output = sightline(folder.path(), &["profile", "check", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(said.contains(":3: unknown key `histry`"), "{said}");
}

#[test]
fn a_command_that_cannot_be_done_says_why_in_one_line() {
    let data = tempfile::tempdir().unwrap();
    run(data.path(), &["firm", "add", "Halden Electrical"]);
    let cases: [&[&str]; 6] = [
        &["firm", "brand", "green"],
        &["link", "nobody@nowhere.example"],
        &["link", "not an address"],
        &["import", "/no/such/folder"],
        &["why", "con_x", "rec_x"],
        &["serve", "--listen", "0.0.0.0:0", "--demo"],
    ];
    for case in cases {
        let output = sightline(data.path(), case);
        assert!(!output.status.success(), "{case:?}");
        let said = text(&output.stderr);
        assert!(
            said.starts_with("sightline: ") && said.trim_end().lines().count() == 1,
            "{case:?}: {said}"
        );
    }
}

#[test]
fn every_command_explains_itself_with_an_example() {
    let data = tempfile::tempdir().unwrap();
    let commands: [&[&str]; 13] = [
        &["serve"],
        &["worker"],
        &["migrate"],
        &["demo"],
        &["import"],
        &["firm", "add"],
        &["firm", "brand"],
        &["link"],
        &["index", "verify"],
        &["profile", "check"],
        &["why"],
        &["openapi"],
        &["audit", "verify"],
    ];
    for command in commands {
        let help = run(data.path(), &[command, &["--help"]].concat());
        assert!(help.contains("Example: "), "{command:?}: {help}");
    }
}
