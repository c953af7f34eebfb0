//! What does not compile: making, opening or changing what only the engine may. Each case stands beside a
//! twin that differs by the one line and does compile, since a failing build proves nothing by itself.

#[test]
fn what_must_not_compile_does_not_and_its_twin_does() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/it/compile/*_pass.rs");
    cases.compile_fail("tests/it/compile/*_fail.rs");
}

#[test]
fn each_case_and_its_twin_differ_by_one_line() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/compile");
    let mut pairs = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let Some(case) = name.strip_suffix("_fail.rs") else {
            continue;
        };
        let read = |name: String| std::fs::read_to_string(folder.join(name)).unwrap();
        let (fail, pass) = (
            read(format!("{case}_fail.rs")),
            read(format!("{case}_pass.rs")),
        );
        let differing = fail
            .lines()
            .zip(pass.lines())
            .filter(|(a, b)| a != b)
            .count();
        assert_eq!(
            (fail.lines().count(), differing),
            (pass.lines().count(), 1),
            "{case}"
        );
        pairs += 1;
    }
    assert_eq!(pairs, 9);
}
