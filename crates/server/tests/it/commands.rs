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
    let cases: [&[&str]; 7] = [
        &["firm", "brand", "green"],
        &["link", "nobody@nowhere.example"],
        &["link", "not an address"],
        &["staff", "reset-passkeys", "nobody@nowhere.example"],
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
    let commands: [&[&str]; 15] = [
        &["serve"],
        &["worker"],
        &["migrate"],
        &["demo"],
        &["import"],
        &["firm", "add"],
        &["firm", "brand"],
        &["staff", "add"],
        &["link"],
        &["index", "verify"],
        &["profile", "check"],
        &["why"],
        &["openapi"],
        &["audit", "verify"],
        &["canary"],
    ];
    for command in commands {
        let help = run(data.path(), &[command, &["--help"]].concat());
        assert!(help.contains("Example: "), "{command:?}: {help}");
    }
}

#[test]
fn a_firm_is_never_without_an_owner() {
    let data = tempfile::tempdir().unwrap();
    run(data.path(), &["firm", "add", "Halden Electrical"]);
    let hal = ["staff", "add", "Hal@Halden.example", "--name", "Hal Denby"];
    let said = run(data.path(), &hal);
    assert_eq!(said.trim(), "Hal Denby <hal@halden.example> is owner.");
    // The link is hers although no third party knows her.
    assert!(run(data.path(), &["link", "hal@halden.example"]).contains("/in#"));
    let refused: [&[&str]; 4] = [
        &["staff", "end", "hal@halden.example"],
        &[
            "staff",
            "add",
            "hal@halden.example",
            "--name",
            "Hal Denby",
            "--role",
            "office",
        ],
        &hal,
        &["staff", "add", "sam@halden.example", "--role", "boss"],
    ];
    for command in refused {
        let output = sightline(data.path(), command);
        assert!(!output.status.success(), "{command:?}");
    }
    run(data.path(), &["staff", "add", "sam@halden.example"]);
    run(data.path(), &["staff", "end", "hal@halden.example"]);
    let left = run(data.path(), &["staff", "list"]);
    assert_eq!(left.trim(), "sam <sam@halden.example> owner");
    assert!(
        !sightline(data.path(), &["link", "hal@halden.example"])
            .status
            .success()
    );
    run(data.path(), &["audit", "verify"]);
}
