//! How many receipts a second: run by hand, `cargo test -p sightline-app --test it -- --ignored --nocapture`.

use super::world::{BOTH, World, draft};
use std::time::Instant;
use tokio::task::JoinSet;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement"]
async fn receipts_a_second() {
    const PEOPLE: u64 = 64;
    const EACH: u64 = 150;
    for engine in BOTH {
        let world = World::new(engine).await;
        let writer = world.writer(&world.db, 1);
        writer.write(draft(0)).await.unwrap();
        let begun = Instant::now();
        let mut tasks = JoinSet::new();
        for person in 0..PEOPLE {
            let writer = writer.clone();
            tasks.spawn(async move {
                for n in 0..EACH {
                    writer.write(draft(person * EACH + n)).await.unwrap();
                }
            });
        }
        tasks.join_all().await;
        let wrote = begun.elapsed();
        writer.close().await;
        let begun = Instant::now();
        let report = world.verify().await;
        assert!(report.is_whole());
        let per_second = |count: f64, time: std::time::Duration| count / time.as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "a few thousands")]
        let (count, found) = ((PEOPLE * EACH) as f64, report.entries() as f64);
        println!(
            "{engine:?}: {:.0} written/s by {PEOPLE}, {:.0} verified/s",
            per_second(count, wrote),
            per_second(found, begun.elapsed())
        );
    }
}
