//! Receipts under a program that is killed, and under somebody who meddles with the database.

use crate::sightline::{Server, demo, run, sightline, text};
use sqlx::Connection as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

const ROUNDS: usize = 3;

#[test]
fn what_was_answered_before_a_kill_has_its_receipt_after_it() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let (data, people) = demo();
        for round in 1..=ROUNDS {
            let before = receipts(data.path()).await;
            let server = Server::start(data.path());
            let browser = server.browser(&people[0]).await;
            let hat = browser.hats().await.remove(0);
            let answered = Arc::new(AtomicUsize::new(0));
            let askers: Vec<_> = (0..8)
                .map(|_| {
                    let (browser, hat, answered) =
                        (browser.clone(), hat.clone(), Arc::clone(&answered));
                    tokio::spawn(async move {
                        while let Some((200, _)) =
                            browser.get(&hat, "/api/v1/portal/records?limit=5").await
                        {
                            answered.fetch_add(1, Ordering::SeqCst);
                        }
                    })
                })
                .collect();
            // Until some answers have come, and then in the middle of more of them.
            while answered.load(Ordering::SeqCst) < 20 * round {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            server.kill();
            for asker in askers {
                asker.await.unwrap();
            }
            let answered = answered.load(Ordering::SeqCst);
            let written = receipts(data.path()).await - before;
            assert!(
                written >= answered,
                "{answered} answers, {written} receipts"
            );
            run(data.path(), &["audit", "verify"]);
        }
    });
}

#[test]
fn an_altered_a_removed_and_a_cut_receipt_are_each_named() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let (data, people) = demo();
        let server = Server::start(data.path());
        let browser = server.browser(&people[0]).await;
        let hat = browser.hats().await.remove(0);
        for _ in 0..12 {
            browser.ok(&hat, "/api/v1/portal/records?limit=5").await;
        }
        stop(server);
        run(data.path(), &["audit", "verify"]);

        // Each fault in a copy of its own; the entry that must be named stands beside it.
        let firm = "chain = (SELECT id FROM firm)";
        let faults = [
            (format!("UPDATE receipt SET text = replace(text, 'record.list', 'record.lisu') WHERE {firm} AND seq = 7"), 7),
            (format!("DELETE FROM receipt WHERE {firm} AND seq = 5"), 5),
            (format!("DELETE FROM receipt WHERE {firm} AND seq > 9"), 10),
        ];
        for (fault, entry) in faults {
            let copy = tempfile::tempdir().unwrap();
            copy_all(data.path(), copy.path());
            let mut db = database(copy.path()).await;
            let done = sqlx::query(sqlx::AssertSqlSafe(fault.clone())).execute(&mut db).await.unwrap();
            assert!(done.rows_affected() > 0, "{fault}");
            if entry == 10 {
                let head = format!(
                    "UPDATE receipt_head SET seq = 9, hash = (SELECT hash FROM receipt WHERE {firm} AND seq = 9) WHERE {firm}"
                );
                sqlx::query(sqlx::AssertSqlSafe(head)).execute(&mut db).await.unwrap();
            }
            db.close().await.unwrap();
            let verified = sightline(copy.path(), &["audit", "verify"]);
            let said = text(&verified.stdout);
            assert_eq!(verified.status.code(), Some(1), "{fault}: {said}");
            let number = said.split(|c: char| !c.is_ascii_digit()).any(|word| word == entry.to_string());
            assert!(number, "{fault}: entry {entry} is not named in: {said}");
        }
    });
}

/// Ends a server as an operator does, so that the last heads are signed.
fn stop(mut server: Server) {
    let pid = server.child.id().to_string();
    assert!(
        std::process::Command::new("kill")
            .args(["-TERM", &pid])
            .status()
            .unwrap()
            .success()
    );
    assert!(server.child.wait().unwrap().success());
}

fn copy_all(from: &Path, to: &Path) {
    let done = std::process::Command::new("cp")
        .arg("-r")
        .arg(from.join("."))
        .arg(to)
        .status()
        .unwrap();
    assert!(done.success());
}

async fn database(data: &Path) -> sqlx::SqliteConnection {
    let url = format!("sqlite://{}", data.join("sightline.db").display());
    sqlx::SqliteConnection::connect(&url).await.unwrap()
}

async fn receipts(data: &Path) -> usize {
    let mut db = database(data).await;
    let count: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM receipt WHERE action = 'record.list'")
            .fetch_one(&mut db)
            .await
            .unwrap();
    db.close().await.unwrap();
    usize::try_from(count).unwrap()
}
