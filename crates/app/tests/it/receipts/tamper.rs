//! Tampering with what is stored, past the program: verification names the first entry that is wrong.

use super::world::{BOTH, Engine, World, draft};
use std::fs;

/// Six receipts, one act of tampering, and what the report must say of it.
async fn named(tampering: &[&str], begins: &str, says: &str) {
    for engine in BOTH {
        let world = World::new(engine).await;
        world.written(6).await;
        assert!(world.verify().await.is_whole());
        for sql in tampering {
            world.tamper(sql).await;
        }
        let fault = world.fault().await;
        assert!(fault.starts_with(begins), "{engine:?}: {fault}");
        assert!(fault.contains(says), "{engine:?}: {fault}");
    }
}

#[tokio::test]
async fn one_altered_byte_is_named() {
    let text = "UPDATE receipt SET text = replace(text, 'n=3', 'n=2') WHERE seq = 4";
    named(
        &[text],
        "entry 4 (rcp_",
        "its text no longer gives its hash",
    )
    .await;
    let hash = "UPDATE receipt SET hash = '0' || substr(hash, 2) WHERE seq = 4";
    let other = "UPDATE receipt SET hash = '1' || substr(hash, 2) WHERE seq = 4 AND hash LIKE '0%'";
    named(
        &[other, hash, other],
        "entry 4 (rcp_",
        "its text no longer gives its hash",
    )
    .await;
}

#[tokio::test]
async fn an_altered_column_and_an_altered_value_are_named() {
    let column = "UPDATE receipt SET grade = 'system' WHERE seq = 2";
    named(
        &[column],
        "entry 2 (rcp_",
        "its column `grade` differs from its text",
    )
    .await;
    let value = "UPDATE receipt SET ip = '192.0.2.8' WHERE seq = 2";
    named(&[value], "entry 2 (rcp_", "its `ip` is not the value").await;
    let erased = "UPDATE receipt SET agent = NULL, agent_salt = NULL WHERE seq = 2";
    named(&[erased], "entry 2 (rcp_", "has lost its `agent`").await;
}

#[tokio::test]
async fn one_deleted_receipt_is_named() {
    named(
        &["DELETE FROM receipt WHERE seq = 3"],
        "entry 3 was removed",
        "",
    )
    .await;
    named(
        &["DELETE FROM receipt WHERE seq = 1"],
        "entry 1 was removed",
        "",
    )
    .await;
}

#[tokio::test]
async fn reordered_receipts_are_named() {
    let swap = [
        "UPDATE receipt SET seq = 100 WHERE seq = 2",
        "UPDATE receipt SET seq = 2 WHERE seq = 5",
        "UPDATE receipt SET seq = 5 WHERE seq = 100",
    ];
    named(&swap, "entry 2 (rcp_", "says it is entry 5").await;
}

#[tokio::test]
async fn a_cut_tail_is_named_even_when_the_row_of_heads_was_cut_too() {
    let cut = "DELETE FROM receipt WHERE seq > 4";
    let says = "the chain once reached entry 6";
    named(&[cut], "entry 5 was removed", says).await;
    let back = "UPDATE receipt_head SET seq = 4, hash = (SELECT hash FROM receipt WHERE seq = 4)";
    named(&[cut, back], "entry 5 was removed", says).await;
    let all = ["DELETE FROM receipt", "DELETE FROM receipt_head"];
    named(&all, "entry 1 was removed", says).await;
}

#[tokio::test]
async fn a_row_of_heads_that_was_set_back_is_named() {
    let back = "UPDATE receipt_head SET seq = 4";
    named(&[back], "entry 6 (rcp_", "the row of heads names another").await;
}

#[tokio::test]
async fn a_value_of_another_type_is_named_where_the_database_lets_it_in() {
    let world = World::new(Engine::Sqlite).await;
    world.written(3).await;
    world
        .tamper("UPDATE receipt SET text = x'ff00' WHERE seq = 2")
        .await;
    let fault = world.fault().await;
    assert!(fault.starts_with("entry 2 (rcp_"), "{fault}");
}

#[tokio::test]
async fn a_torn_last_head_line_is_no_fault_and_the_next_writer_goes_on_after_it() {
    let world = World::new(Engine::Sqlite).await;
    world.written(3).await;
    let whole = fs::read(world.heads()).unwrap();
    let last = whole.split_inclusive(|b| *b == b'\n').next_back().unwrap();
    let torn = [&whole[..], &last[..last.len() / 2]].concat();
    fs::write(world.heads(), torn).unwrap();

    let report = world.verify().await;
    assert!(report.is_whole(), "{report:?}");
    assert_eq!((report.torn_head_lines, report.chains[0].signed_to), (1, 3));

    let writer = world.writer(&world.db, 8);
    writer.write(draft(4)).await.unwrap();
    writer.close().await;
    let report = world.verify().await;
    assert!(report.is_whole(), "{report:?}");
    assert_eq!((report.torn_head_lines, report.chains[0].signed_to), (1, 4));
}

#[tokio::test]
async fn a_file_of_heads_that_lags_or_is_gone_is_no_fault_but_said() {
    let world = World::new(Engine::Sqlite).await;
    world.written(3).await;
    let early = fs::read(world.heads()).unwrap();
    let writer = world.writer(&world.db, 8);
    writer.write(draft(4)).await.unwrap();
    writer.close().await;
    fs::write(world.heads(), early).unwrap();
    let report = world.verify().await;
    assert!(report.is_whole(), "{report:?}");
    assert_eq!(
        (report.chains[0].entries, report.chains[0].signed_to),
        (4, 3)
    );

    fs::remove_file(world.heads()).unwrap();
    let report = world.verify().await;
    assert!(report.is_whole(), "{report:?}");
    assert_eq!((report.head_lines, report.chains[0].signed_to), (0, 0));
}

#[tokio::test]
async fn a_head_signed_by_another_key_or_altered_is_named() {
    let world = World::new(Engine::Sqlite).await;
    world.written(3).await;
    let lines = fs::read_to_string(world.heads()).unwrap();
    fs::write(world.heads(), lines.replace("\"seq\":3", "\"seq\":2")).unwrap();
    let fault = world.fault().await;
    assert!(
        fault.contains("under a signature of another key"),
        "{fault}"
    );
}
