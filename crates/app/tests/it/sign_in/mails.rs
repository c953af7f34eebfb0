//! The outbox: every mail goes out, however often the relay or the worker fails, and never as another message.

use super::house::{BEA, BOTH, House, all, token_in};
use app::outbox::{drain, run, sweep};
use app::ports::MailError;
use app::sign_in::peek;
use chrono::TimeDelta;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

fn away() -> MailError {
    MailError::Unavailable("connection refused".into())
}

#[tokio::test]
async fn a_mail_is_tried_again_later_as_the_same_message() {
    for engine in BOTH {
        let house = House::new(engine).await;
        house
            .relay
            .failures
            .lock()
            .unwrap()
            .extend([away(), away()]);
        house.ask(BEA, "browser").await;
        drain(&house.app).await.unwrap();
        assert_eq!(drain(&house.app).await.unwrap(), 0, "not before its time");
        assert!(house.mails().is_empty());
        house.clock.advance(TimeDelta::seconds(10));
        drain(&house.app).await.unwrap();
        house.clock.advance(TimeDelta::seconds(30));
        drain(&house.app).await.unwrap();

        let tried = house.relay.tried.lock().unwrap().clone();
        assert_eq!(tried.len(), 3, "{engine:?}");
        assert!(tried.iter().all(|id| *id == tried[0]), "{tried:?}");
        assert_eq!(house.mails().len(), 1);
        assert_eq!(house.count("outbox WHERE done_at IS NOT NULL").await, 1);
    }
}

#[tokio::test]
async fn a_relay_that_stays_away_is_given_up_after_eight_tries() {
    for engine in BOTH {
        let house = House::new(engine).await;
        house
            .relay
            .failures
            .lock()
            .unwrap()
            .extend((0..20).map(|_| away()));
        house.ask(BEA, "browser").await;
        for _ in 0..12 {
            drain(&house.app).await.unwrap();
            house.clock.advance(TimeDelta::hours(3));
        }
        assert_eq!(house.relay.tried.lock().unwrap().len(), 8, "{engine:?}");
        let failed = "outbox WHERE failed_at IS NOT NULL AND payload = '' AND last_error LIKE '%connection refused%'";
        assert_eq!(house.count(failed).await, 1);
    }
}

#[tokio::test]
async fn a_refused_mail_is_not_tried_again() {
    for engine in BOTH {
        let house = House::new(engine).await;
        house
            .relay
            .failures
            .lock()
            .unwrap()
            .push(MailError::Refused("no such mailbox".into()));
        house.ask(BEA, "browser").await;
        drain(&house.app).await.unwrap();
        house.clock.advance(TimeDelta::hours(1));
        assert_eq!(drain(&house.app).await.unwrap(), 0);
        assert_eq!(
            house.count("outbox WHERE failed_at IS NOT NULL").await,
            1,
            "{engine:?}"
        );
    }
}

#[tokio::test]
async fn what_a_dead_worker_had_claimed_goes_to_the_next_as_the_same_message() {
    for engine in BOTH {
        let house = House::new(engine).await;
        house.relay.failures.lock().unwrap().push(away());
        house.ask(BEA, "browser").await;
        drain(&house.app).await.unwrap();
        house.clock.advance(TimeDelta::seconds(10));
        // A worker takes the job and is never heard of again.
        let tx = house.app.db.write().await.unwrap();
        let claimed = store::outbox::claim(&tx, house.micros(), 10).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(claimed.len(), 1);
        assert_eq!(drain(&house.app).await.unwrap(), 0, "it may still be at it");

        house.clock.advance(TimeDelta::minutes(5));
        drain(&house.app).await.unwrap();
        let tried = house.relay.tried.lock().unwrap().clone();
        assert_eq!((tried.len(), house.mails().len()), (2, 1), "{engine:?}");
        assert_eq!(tried[0], tried[1]);

        // Should it come back after all, it changes nothing.
        let tx = house.app.db.write().await.unwrap();
        store::outbox::retry(&tx, &claimed[0], house.micros(), "late")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            house
                .count("outbox WHERE done_at IS NOT NULL AND last_error <> 'late'")
                .await,
            1
        );
    }
}

#[tokio::test]
async fn a_job_that_kills_every_worker_is_given_up() {
    for engine in BOTH {
        let house = House::new(engine).await;
        house.relay.failures.lock().unwrap().push(away());
        house.ask(BEA, "browser").await;
        drain(&house.app).await.unwrap();
        for _ in 0..7 {
            house.clock.advance(TimeDelta::minutes(5));
            let tx = house.app.db.write().await.unwrap();
            store::outbox::claim(&tx, house.micros(), 10).await.unwrap();
            tx.commit().await.unwrap();
        }
        house.clock.advance(TimeDelta::minutes(5));
        drain(&house.app).await.unwrap();
        assert_eq!(house.relay.tried.lock().unwrap().len(), 1);
        assert_eq!(
            house.count("outbox WHERE failed_at IS NOT NULL").await,
            1,
            "{engine:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn workers_side_by_side_send_each_mail_once() {
    for engine in BOTH {
        let house = House::new(engine).await;
        for email in [BEA, super::house::PAUL, super::house::HAL] {
            for _ in 0..5 {
                house.ask(email, "browser").await;
            }
        }
        for outcome in all((0..4).map(|_| drain(&house.app))).await {
            outcome.unwrap();
        }
        // One of them may have left a row to another that was just looking away.
        drain(&house.app).await.unwrap();
        let mut ids: Vec<_> = house
            .mails()
            .into_iter()
            .map(|mail| mail.message_id)
            .collect();
        ids.sort();
        ids.dedup();
        assert_eq!((house.mails().len(), ids.len()), (15, 15), "{engine:?}");
    }
}

#[tokio::test]
async fn the_worker_sends_what_comes_and_stops_when_told() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let cancel = CancellationToken::new();
        let worker = tokio::spawn(run(house.app.clone(), cancel.clone()));
        house.ask(BEA, "browser").await;
        house.app.wake.notify_one();
        let sent = async {
            while house.mails().is_empty() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), sent)
            .await
            .expect("the worker sent nothing");
        cancel.cancel();
        tokio::time::timeout(Duration::from_secs(20), worker)
            .await
            .expect("it did not stop")
            .unwrap();
    }
}

#[tokio::test]
async fn sweeping_takes_what_is_of_no_use_and_leaves_old_links_to_offer_fresh_ones() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let (token, code) = house.asked(BEA, "browser").await;
        house
            .by_code(BEA, &super::house::other_than(&code), Some("browser"))
            .await
            .unwrap_err();
        let (fresh, _) = house.asked(BEA, "browser").await;
        assert_eq!(sweep(&house.app).await.unwrap(), 0, "{engine:?}");
        house.by_link(&fresh).await.unwrap();

        house.clock.advance(TimeDelta::days(8));
        assert!(sweep(&house.app).await.unwrap() > 0);
        for table in ["sign_in_request", "sign_in_code", "code_failure", "outbox"] {
            assert_eq!(house.count(table).await, 0, "{engine:?} {table}");
        }
        let answer = peek(&house.app, &token).await;
        assert!(
            matches!(answer, Err(app::sign_in::SignInError::Spent(_))),
            "{engine:?}"
        );
        assert_eq!(token_in(&house.mails()[0]), token);

        house.clock.advance(TimeDelta::days(30));
        sweep(&house.app).await.unwrap();
        assert_eq!(house.count("sign_in_link").await, 0);
        assert_eq!(house.count("session").await, 1);
    }
}
