//! `sightline canary` over the demo: silent as it is, loud once a single table is wider than the rules.

use crate::sightline::{demo, run, sightline, text};
use sqlx::Connection as _;

#[test]
fn the_canary_finds_nothing_in_the_demo_and_a_planted_leak_at_once() {
    let (data, _) = demo();
    let said = run(data.path(), &["canary", "--sample", "60", "--seed", "5"]);
    assert!(said.contains("60 for each contact, seed 5"), "{said}");
    assert!(said.trim_end().ends_with("leaks: 0, missing: 0"), "{said}");
    let tried: u64 = said
        .split("outside their slices: ")
        .nth(1)
        .and_then(|rest| rest.split(' ').next()?.parse().ok())
        .unwrap();
    assert!(tried > 100, "{said}");

    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let url = format!("sqlite://{}", data.path().join("sightline.db").display());
        let mut db = sqlx::SqliteConnection::connect(&url).await.unwrap();
        // Photo sets pass for certificates in the index, so that owners are shown them.
        let planted = "UPDATE slice_index SET sub_kind = 'eicr', kind = (SELECT kind FROM record WHERE sub_kind = 'eicr') \
                       WHERE record IN (SELECT seq FROM record WHERE kind = (SELECT kind FROM record \
                       WHERE body LIKE '%\"photos\"%'))";
        let done = sqlx::query(planted).execute(&mut db).await.unwrap();
        assert!(done.rows_affected() > 0);
        db.close().await.unwrap();
    });
    let output = sightline(data.path(), &["canary", "--sample", "60", "--seed", "5"]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stdout);
    assert!(
        said.contains("leak: con_")
            && said.contains("is for what is shared with the third party by name"),
        "{said}"
    );
    assert!(text(&output.stderr).contains("sightline: somebody is shown what she may not see"));
}
