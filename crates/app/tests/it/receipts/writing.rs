//! Writing: many at once, many processes, failure, ranges, other people's transactions, erasure.

use super::world::{BOTH, Engine, World, draft, firm_chain};
use app::receipts::{Receipt, ReceiptError, Writer, erase};
use chrono::TimeDelta;
use contract::id::FirmId;
use domain::clock::Clock as _;
use domain::receipt::{Act, Chain, Draft, Fields};
use std::collections::BTreeSet;
use std::sync::Arc;
use tokio::task::JoinSet;

/// Everybody writes `each` receipts at once; the receipts that came back.
async fn all_write(writers: &[Arc<Writer>], people: u64, each: u64) -> Vec<Receipt> {
    let mut tasks = JoinSet::new();
    for person in 0..people {
        let writer = writers[usize::try_from(person).unwrap() % writers.len()].clone();
        tasks.spawn(async move {
            let mut receipts = Vec::new();
            for n in 0..each {
                receipts.push(writer.write(draft(person * each + n)).await.unwrap());
            }
            receipts
        });
    }
    tasks.join_all().await.concat()
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_two_writers_at_once_make_one_unbroken_chain() {
    for engine in BOTH {
        let world = World::new(engine).await;
        let writer = world.writer(&world.db, 1);
        let receipts = all_write(std::slice::from_ref(&writer), 32, 20).await;
        writer.close().await;

        let numbers: BTreeSet<u64> = receipts.iter().map(|r| r.seq).collect();
        assert_eq!(numbers, (1..=640).collect(), "{engine:?}");
        let report = world.verify().await;
        assert!(report.is_whole(), "{engine:?}: {report:?}");
        assert_eq!((report.entries(), report.chains[0].signed_to), (640, 640));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_on_one_database_make_one_unbroken_chain() {
    for engine in BOTH {
        let world = World::new(engine).await;
        let other = world.second_db().await;
        let writers = [world.writer(&world.db, 1), world.writer(&other, 2)];
        let receipts = all_write(&writers, 16, 25).await;
        for writer in writers {
            writer.close().await;
        }
        let numbers: BTreeSet<u64> = receipts.iter().map(|r| r.seq).collect();
        assert_eq!(numbers, (1..=400).collect(), "{engine:?}");
        let report = world.verify().await;
        assert!(report.is_whole(), "{engine:?}: {report:?}");
        assert_eq!((report.entries(), report.chains[0].signed_to), (400, 400));
        assert_eq!(report.torn_head_lines, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn chains_that_begin_in_two_processes_at_once_neither_mix_nor_wait_for_each_other() {
    for engine in BOTH {
        let world = World::new(engine).await;
        let other = world.second_db().await;
        let writers = [world.writer(&world.db, 1), world.writer(&other, 2)];
        let mut tasks = JoinSet::new();
        for n in 0..240u8 {
            let writer = writers[usize::from(n % 2)].clone();
            let mut draft = draft(u64::from(n));
            draft.chain = match n / 2 % 12 {
                0 => Chain::INSTALLATION,
                firm => Chain::firm(FirmId::from_bytes([firm; 16])),
            };
            tasks.spawn(async move { writer.write(draft).await.unwrap() });
        }
        tasks.join_all().await;
        for writer in writers {
            writer.close().await;
        }
        let report = world.verify().await;
        assert!(report.is_whole(), "{engine:?}: {report:?}");
        assert!(
            report
                .chains
                .iter()
                .all(|c| (c.entries, c.signed_to) == (20, 20))
        );
        assert_eq!(report.chains.len(), 12);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_database_fails_every_waiter_is_told_and_nothing_is_half_written() {
    for engine in BOTH {
        let world = World::new(engine).await;
        let writer = world.writer(&world.db, 1);
        writer.write(draft(0)).await.unwrap();
        // The head can still be read; the entries can no longer be put anywhere.
        world.tamper("ALTER TABLE receipt RENAME TO gone").await;

        let mut tasks = JoinSet::new();
        for n in 1..=32 {
            let writer = writer.clone();
            tasks.spawn(async move { writer.write(draft(n)).await });
        }
        for answer in tasks.join_all().await {
            assert!(
                matches!(answer, Err(ReceiptError::Store(_))),
                "{engine:?}: {answer:?}"
            );
        }

        world.tamper("ALTER TABLE gone RENAME TO receipt").await;
        assert_eq!(writer.write(draft(33)).await.unwrap().seq, 2);
        writer.close().await;
        let report = world.verify().await;
        assert!(report.is_whole(), "{engine:?}: {report:?}");
        assert_eq!(report.entries(), 2);
    }
}

#[tokio::test]
async fn after_closing_nothing_more_is_written_and_what_was_waiting_is() {
    let world = World::new(Engine::Sqlite).await;
    let writer = world.writer(&world.db, 1);
    let waiting = futures(&writer, 100);
    writer.close().await;
    assert_eq!(waiting.join_all().await.len(), 100);
    let late = writer.write(draft(100)).await;
    assert!(matches!(late, Err(ReceiptError::Closed)), "{late:?}");
    let report = world.verify().await;
    assert_eq!((report.entries(), report.chains[0].signed_to), (100, 100));
}

/// Writes that have been asked for and not been waited for.
fn futures(writer: &Arc<Writer>, count: u64) -> JoinSet<Receipt> {
    let mut tasks = JoinSet::new();
    for n in 0..count {
        let asked = writer.clone();
        let mut write = Box::pin(async move { asked.write(draft(n)).await.unwrap() });
        let waker = std::task::Waker::noop();
        let mut context = std::task::Context::from_waker(waker);
        assert!(write.as_mut().poll(&mut context).is_pending());
        tasks.spawn(write);
    }
    tasks
}

#[tokio::test]
async fn a_full_queue_refuses_at_once() {
    let world = World::new(Engine::Sqlite).await;
    let writer = world.writer(&world.db, 1);
    // On this runtime's one thread the batcher cannot run until we wait.
    let waiting = futures(&writer, 4_096);
    let refused = writer.write(draft(0)).await;
    assert!(matches!(refused, Err(ReceiptError::Busy)), "{refused:?}");
    assert_eq!(waiting.join_all().await.len(), 4_096);
}

#[tokio::test]
async fn receipts_in_a_transaction_stand_or_fall_with_it() {
    for engine in BOTH {
        let world = World::new(engine).await;
        let writer = world.writer(&world.db, 1);

        let dropped = world.db.write().await.unwrap();
        writer.append_in(&dropped, vec![draft(0)]).await.unwrap();
        drop(dropped);

        let tx = world.db.write().await.unwrap();
        let mut elsewhere = draft(1);
        elsewhere.chain = Chain::INSTALLATION;
        let drafts = vec![draft(2), elsewhere, draft(3)];
        let receipts = writer.append_in(&tx, drafts).await.unwrap();
        tx.commit().await.unwrap();
        writer.sign(&receipts);

        let numbers: Vec<_> = receipts.iter().map(|r| (r.chain, r.seq)).collect();
        let firm = firm_chain();
        assert_eq!(
            numbers,
            [(firm, 1), (Chain::INSTALLATION, 1), (firm, 2)],
            "{engine:?}"
        );
        assert_eq!(writer.write(draft(4)).await.unwrap().seq, 3);
        writer.close().await;
        let report = world.verify().await;
        assert!(report.is_whole(), "{engine:?}: {report:?}");
        assert!(report.chains.iter().all(|c| c.signed_to == c.entries));
    }
}

#[tokio::test]
async fn ranges_of_one_download_share_a_receipt_for_ten_minutes() {
    let world = World::new(Engine::Sqlite).await;
    let writer = world.writer(&world.db, 1);
    let part = || async { writer.download(draft(0), true).await.unwrap().seq };

    // Side by side, and later.
    let (a, b, c) = tokio::join!(part(), part(), part());
    assert_eq!((a, b, c), (1, 1, 1));
    world.clock.advance(TimeDelta::minutes(9));
    assert_eq!(part().await, 1);
    // A person who opens it anew, another version, another session, another hat: each its own.
    assert_eq!(writer.download(draft(0), false).await.unwrap().seq, 2);
    assert_eq!(part().await, 2);
    type Change = fn(&mut Draft);
    let others: [Change; 3] = [
        |d| d.version = Some(2),
        |d| d.device = None,
        |d| d.hat = None,
    ];
    for (change, seq) in others.into_iter().zip(3..) {
        let mut other = draft(0);
        change(&mut other);
        assert_eq!(writer.download(other, true).await.unwrap().seq, seq);
    }
    world.clock.advance(TimeDelta::minutes(10));
    assert_eq!(part().await, 6);
    writer.close().await;
    assert_eq!(world.verify().await.entries(), 6);
}

#[tokio::test]
async fn a_range_whose_receipt_failed_writes_its_own() {
    let world = World::new(Engine::Sqlite).await;
    let writer = world.writer(&world.db, 1);
    world.tamper("ALTER TABLE receipt RENAME TO gone").await;
    writer.download(draft(0), true).await.unwrap_err();
    world.tamper("ALTER TABLE gone RENAME TO receipt").await;
    assert_eq!(writer.download(draft(0), true).await.unwrap().seq, 1);
    writer.close().await;
}

#[tokio::test]
async fn old_values_are_erased_under_a_rule_and_the_chain_stays_whole() {
    for engine in BOTH {
        let world = World::new(engine).await;
        let writer = world.writer(&world.db, 1);
        for n in 0..5 {
            writer.write(draft(n)).await.unwrap();
        }
        world.clock.advance(TimeDelta::days(91));
        let recent = world.clock.now();
        writer.write(draft(5)).await.unwrap();

        let chain = firm_chain();
        let run = || erase(&world.db, &writer, chain, Fields::Ip, recent, "ip 90d");
        let receipts = run().await.unwrap();
        assert_eq!(
            receipts.iter().map(|r| r.seq).collect::<Vec<_>>(),
            [7],
            "{engine:?}"
        );
        assert_eq!(run().await.unwrap(), [], "a second run finds nothing to do");
        writer.close().await;

        let report = world.verify().await;
        assert!(report.is_whole(), "{engine:?}: {report:?}");
        assert_eq!(counted(&world, "ip IS NULL AND ip_salt IS NULL").await, 6);
        assert_eq!(counted(&world, "agent IS NOT NULL").await, 6);
        assert_eq!(
            counted(&world, &format!("action = '{}'", Act::RetentionErased)).await,
            1
        );

        world
            .tamper("UPDATE receipt SET ip = NULL, ip_salt = NULL WHERE seq = 6")
            .await;
        let fault = world.fault().await;
        assert!(fault.starts_with("entry 6 (rcp_"), "{fault}");
        assert!(
            fault.contains("has lost its `ip`, and no later receipt names a rule"),
            "{fault}"
        );
    }
}

async fn counted(world: &World, what: &str) -> i64 {
    use sea_orm::{ConnectionTrait as _, Statement};
    let raw = world.raw().await;
    let sql = format!("SELECT COUNT(*) FROM receipt WHERE {what}");
    let statement = Statement::from_string(raw.get_database_backend(), sql);
    let row = raw.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}
