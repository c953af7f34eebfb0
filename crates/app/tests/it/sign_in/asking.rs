//! Asking tells a stranger nothing, and nobody can be flooded with mail.

use super::house::{BEA, BOTH, HAL, House, STRANGER, address};
use app::outbox;
use app::sign_in::{SignInError, mint_link};
use chrono::TimeDelta;

#[tokio::test]
async fn asking_for_a_known_and_an_unknown_address_runs_the_same_statements_and_leaves_the_same_rows()
 {
    for engine in BOTH {
        let house = House::new(engine).await;
        let ((), known) = house.traced(house.ask(BEA, "browser")).await;
        let after_known = [
            house.count("sign_in_request").await,
            house.count("outbox").await,
        ];
        let ((), unknown) = house.traced(house.ask(STRANGER, "browser")).await;
        assert_eq!(known, unknown, "{engine:?}");
        assert_eq!(
            known.iter().filter(|sql| sql.starts_with("INSERT")).count(),
            1
        );
        assert_eq!(after_known, [1, 0]);
        assert_eq!(
            [
                house.count("sign_in_request").await,
                house.count("outbox").await
            ],
            [2, 0]
        );
        // Not even the worker is rung, which would work harder for one than for the other.
        tokio::time::timeout(
            std::time::Duration::from_millis(1),
            house.app.wake.notified(),
        )
        .await
        .expect_err("asking rang the worker");

        outbox::drain(&house.app).await.unwrap();
        assert_eq!(house.mails().len(), 1, "only the known address gets a mail");
        assert_eq!(
            house
                .count("sign_in_request WHERE handled_at IS NULL")
                .await,
            0
        );
    }
}

#[tokio::test]
async fn an_address_gets_at_most_five_mails_an_hour() {
    for engine in BOTH {
        let house = House::new(engine).await;
        for _ in 0..7 {
            house.ask(BEA, "browser").await;
            outbox::drain(&house.app).await.unwrap();
            house.clock.advance(TimeDelta::minutes(1));
        }
        assert_eq!(house.mails().len(), 5, "{engine:?}");
        house.asked(HAL, "browser").await;
        house.clock.advance(TimeDelta::minutes(54));
        house.asked(BEA, "browser").await;
        assert_eq!(house.mails().len(), 7);
    }
}

#[tokio::test]
async fn all_requests_that_wait_are_answered() {
    for engine in BOTH {
        let house = House::new(engine).await;
        for n in 0..50 {
            house
                .ask(&format!("nobody{n}@elsewhere.example"), "browser")
                .await;
        }
        house.ask(BEA, "browser").await;
        outbox::drain(&house.app).await.unwrap();
        assert_eq!(house.mails().len(), 1);
        assert_eq!(
            house
                .count("sign_in_request WHERE handled_at IS NULL")
                .await,
            0
        );
    }
}

#[tokio::test]
async fn staff_sign_in_as_well_and_people_without_any_role_do_not() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let (token, _) = house.asked(HAL, "browser").await;
        let peek = app::sign_in::peek(&house.app, &token).await.unwrap();
        assert_eq!(
            (peek.name.as_str(), peek.hats),
            ("Hal Halden", vec!["Halden Electrical".to_owned()])
        );

        house.fire(super::house::BEA_AT_OAKLINE).await;
        house.ask(BEA, "browser").await;
        outbox::drain(&house.app).await.unwrap();
        assert_eq!(house.mails().len(), 1);
        let minted = mint_link(&house.app, &address(BEA)).await;
        assert!(
            matches!(minted, Err(SignInError::UnknownAddress)),
            "{minted:?}"
        );
    }
}

#[tokio::test]
async fn no_secret_stands_in_the_database_even_while_its_mail_waits() {
    use sea_orm::{ConnectionTrait as _, Statement};
    for engine in BOTH {
        let house = House::new(engine).await;
        house
            .relay
            .failures
            .lock()
            .unwrap()
            .push(app::ports::MailError::Unavailable("away".into()));
        house.ask(BEA, "the browser's own secret").await;
        outbox::drain(&house.app).await.unwrap();
        let raw = house.raw().await;
        let mut stored = String::new();
        for (table, columns) in [
            ("sign_in_request", "browser_hash"),
            ("sign_in_link", "token_hash"),
            ("sign_in_code", "code_hmac || ' ' || browser_hash"),
            (
                "outbox",
                "payload || ' ' || COALESCE(dedup, '') || ' ' || last_error",
            ),
        ] {
            let sql = format!("SELECT {columns} AS words FROM {table}");
            let statement = Statement::from_string(raw.get_database_backend(), sql);
            let rows = raw.query_all_raw(statement).await.unwrap();
            assert!(!rows.is_empty(), "{table}");
            for row in rows {
                stored.push_str(&row.try_get::<String>("", "words").unwrap());
                stored.push('\n');
            }
        }
        house.clock.advance(TimeDelta::minutes(1));
        outbox::drain(&house.app).await.unwrap();
        let mail = house.mails().pop().unwrap();
        for secret in [super::house::token_in(&mail), super::house::code_in(&mail)] {
            assert!(
                !stored
                    .lines()
                    .any(|line| line.split(' ').any(|word| word == secret))
            );
        }
        assert!(!stored.contains(&super::house::token_in(&mail)));
        assert!(!stored.contains("the browser's own secret"));
        assert!(
            !stored.contains("pages.halden.example"),
            "a queued mail is not to be read"
        );
        assert_eq!(
            house.count("outbox WHERE payload <> ''").await,
            0,
            "a sent mail is wiped"
        );
    }
}
