//! A browser's secret is renewed daily; a dead one that turns up ends the session and tells its owner.

use super::house::{BEA, BOTH, HAL, House, all, receipt};
use app::outbox;
use app::sign_in::{Secret, SessionError, act_as, recognise, refresh, sign_out, view};
use chrono::TimeDelta;

/// Signed in yesterday and renewed now: the old secret and the new one.
async fn rotated(house: &House) -> (Secret, Secret) {
    let old = house.signed_in(BEA).await.secret;
    house.clock.advance(TimeDelta::days(1));
    let new = refresh(&house.app, old.expose(), receipt())
        .await
        .unwrap()
        .secret
        .expect("a day has passed");
    (old, new)
}

async fn is_signed_in(house: &House, secret: &Secret) -> bool {
    match recognise(&house.app, secret.expose()).await {
        Ok(_) => true,
        Err(SessionError::NotSignedIn) => false,
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_secret_is_renewed_daily_and_both_work_until_the_new_one_was_seen_a_minute_ago() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let secret = house.signed_in(BEA).await.secret;
        house.clock.advance(TimeDelta::hours(23));
        assert!(
            refresh(&house.app, secret.expose(), receipt())
                .await
                .unwrap()
                .secret
                .is_none(),
            "too soon"
        );

        let (old, new) = rotated(&house).await;
        house.clock.advance(TimeDelta::hours(2));
        assert!(
            is_signed_in(&house, &old).await,
            "{engine:?}: the new one has not been seen"
        );
        assert!(is_signed_in(&house, &new).await);
        house.clock.advance(TimeDelta::seconds(60));
        assert!(
            is_signed_in(&house, &old).await,
            "{engine:?}: requests under way"
        );
        assert!(is_signed_in(&house, &new).await);
    }
}

#[tokio::test]
async fn a_replayed_secret_ends_the_session_and_its_owner_is_told_once() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let (old, new) = rotated(&house).await;
        assert!(is_signed_in(&house, &new).await);
        house.clock.advance(TimeDelta::seconds(61));

        let answer = recognise(&house.app, old.expose()).await;
        assert!(
            matches!(answer, Err(SessionError::Replayed)),
            "{engine:?}: {answer:?}"
        );
        for secret in [&old, &new] {
            assert!(!is_signed_in(&house, secret).await);
            let acted = act_as(&house.app, secret.expose(), None).await;
            assert!(matches!(acted, Err(SessionError::NotSignedIn)));
            let renewed = refresh(&house.app, secret.expose(), receipt()).await;
            assert!(matches!(renewed, Err(SessionError::NotSignedIn)));
        }
        outbox::drain(&house.app).await.unwrap();
        let mails = house.mails();
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0].to.email, BEA);
        assert!(
            mails[0]
                .text
                .contains("Firefox on Windows, signed in on 24 November 2026"),
            "{}",
            mails[0].text
        );
        assert_eq!(
            house.count("session WHERE end_reason = 'replayed'").await,
            1
        );
    }
}

#[tokio::test]
async fn a_replay_is_found_wherever_the_dead_secret_is_shown() {
    for engine in BOTH {
        for place in 0..3 {
            let house = House::new(engine).await;
            let (old, new) = rotated(&house).await;
            assert!(is_signed_in(&house, &new).await);
            house.clock.advance(TimeDelta::seconds(61));
            let answer = match place {
                0 => act_as(&house.app, old.expose(), None).await.map(|_| ()),
                1 => refresh(&house.app, old.expose(), receipt())
                    .await
                    .map(|_| ()),
                _ => sign_out(&house.app, old.expose(), receipt())
                    .await
                    .and(Err(SessionError::NotSignedIn)),
            };
            assert!(answer.is_err(), "{engine:?} {place}");
            assert!(!is_signed_in(&house, &new).await, "{engine:?} {place}");
            assert_eq!(
                house.count("session WHERE end_reason = 'replayed'").await,
                1
            );
        }
    }
}

#[tokio::test]
async fn a_secret_from_days_ago_is_a_replay_too() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let (oldest, old) = rotated(&house).await;
        assert!(is_signed_in(&house, &old).await);
        house.clock.advance(TimeDelta::days(1));
        let new = refresh(&house.app, old.expose(), receipt())
            .await
            .unwrap()
            .secret
            .unwrap();
        assert!(is_signed_in(&house, &new).await);

        let answer = refresh(&house.app, oldest.expose(), receipt()).await;
        assert!(
            matches!(answer, Err(SessionError::Replayed)),
            "{engine:?}: {answer:?}"
        );
        assert!(!is_signed_in(&house, &new).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_refreshes_at_once_make_one_new_secret() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let old = house.signed_in(BEA).await.secret;
        house.clock.advance(TimeDelta::days(1));
        let answers = all((0..8).map(|_| refresh(&house.app, old.expose(), receipt()))).await;
        let fresh: Vec<_> = answers
            .into_iter()
            .filter_map(|a| a.unwrap().secret)
            .collect();
        assert_eq!(fresh.len(), 1, "{engine:?}");
        assert!(is_signed_in(&house, &fresh[0]).await);
        assert!(is_signed_in(&house, &old).await);
        assert_eq!(house.count("session_retired").await, 0);
    }
}

#[tokio::test]
async fn a_lost_answer_is_made_good_after_a_minute_and_its_secret_is_dead() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let (old, lost) = rotated(&house).await;
        house.clock.advance(TimeDelta::seconds(60));
        assert!(
            refresh(&house.app, old.expose(), receipt())
                .await
                .unwrap()
                .secret
                .is_none(),
            "another tab, perhaps"
        );
        house.clock.advance(TimeDelta::seconds(1));
        let new = refresh(&house.app, old.expose(), receipt())
            .await
            .unwrap()
            .secret
            .expect("the answer was lost");
        assert!(is_signed_in(&house, &new).await, "{engine:?}");
        // So it was not lost after all: somebody has it.
        let answer = recognise(&house.app, lost.expose()).await;
        assert!(
            matches!(answer, Err(SessionError::Replayed)),
            "{engine:?}: {answer:?}"
        );
        assert!(!is_signed_in(&house, &new).await);
    }
}

#[tokio::test]
async fn a_session_ends_180_days_after_its_last_use() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let (used, unused) = (
            house.signed_in(BEA).await.secret,
            house.signed_in(BEA).await.secret,
        );
        house.clock.advance(TimeDelta::days(179));
        assert!(is_signed_in(&house, &used).await);
        house.clock.advance(TimeDelta::days(1));
        assert!(is_signed_in(&house, &used).await, "{engine:?}");
        assert!(!is_signed_in(&house, &unused).await, "{engine:?}");
        let renewed = refresh(&house.app, unused.expose(), receipt()).await;
        assert!(matches!(renewed, Err(SessionError::NotSignedIn)));
        let mut signed_in = recognise(&house.app, used.expose()).await.unwrap();
        let shown = view(&house.app, &signed_in).await.unwrap();
        assert_eq!(shown.expires_at, "2027-11-19T10:00:00.000000Z");
        signed_in = recognise(&house.app, used.expose()).await.unwrap();
        assert_eq!(signed_in.session.last_used_at, house.micros());
    }
}

#[tokio::test]
async fn who_is_asking_takes_one_statement_and_writes_only_when_something_changed() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let secret = house.signed_in(BEA).await.secret;
        let ask = || act_as(&house.app, secret.expose(), None);
        let (first, log) = house.traced(ask()).await;
        first.unwrap();
        assert_eq!(
            log.len(),
            2,
            "{engine:?}: the session, and a profile new to this process: {log:#?}"
        );
        let (again, log) = house.traced(ask()).await;
        again.unwrap();
        assert_eq!(log.len(), 1, "{engine:?}: {log:#?}");

        house.clock.advance(TimeDelta::hours(1));
        let (later, log) = house.traced(ask()).await;
        later.unwrap();
        let updates = log.iter().filter(|sql| sql.starts_with("UPDATE")).count();
        assert_eq!(
            updates, 1,
            "{engine:?}: last use is written hourly: {log:#?}"
        );
        let (again, log) = house.traced(ask()).await;
        again.unwrap();
        assert_eq!(log.len(), 1, "{engine:?}");
    }
}

#[tokio::test]
async fn signing_out_ends_this_browser_alone_and_may_be_repeated() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let (one, two) = (
            house.signed_in(HAL).await.secret,
            house.signed_in(HAL).await.secret,
        );
        for _ in 0..2 {
            sign_out(&house.app, one.expose(), receipt()).await.unwrap();
        }
        sign_out(&house.app, "no secret of ours", receipt())
            .await
            .unwrap();
        assert!(!is_signed_in(&house, &one).await);
        assert!(is_signed_in(&house, &two).await);
        assert_eq!(
            house.count("session WHERE end_reason = 'signed_out'").await,
            1
        );
    }
}
