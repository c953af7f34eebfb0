//! A code works in the browser that asked, bears few guesses, and says nothing about who is known.

use super::house::{BEA, BEA_AT_OAKLINE, BOTH, House, STRANGER, all, other_than};
use app::outbox;
use app::sign_in::SignInError;
use chrono::TimeDelta;
use contract::session::Assurance;

#[tokio::test]
async fn a_code_signs_in_the_browser_that_asked_and_no_other() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let (_, code) = house.asked(BEA, "mine").await;
        for foreign in [Some("another"), Some(""), None] {
            let answer = house.by_code(BEA, &code, foreign).await;
            assert!(
                matches!(answer, Err(SignInError::WrongCode)),
                "{engine:?} {foreign:?}"
            );
        }
        let redeemed = house.by_code(BEA, &code, Some("mine")).await.unwrap();
        assert_eq!(redeemed.assurance, Assurance::Code);
        let again = house.by_code(BEA, &code, Some("mine")).await;
        assert!(matches!(again, Err(SignInError::WrongCode)));
        assert_eq!(house.count("session").await, 1);
    }
}

#[tokio::test]
async fn a_code_stays_good_after_its_link_was_used_and_ends_the_links_when_used() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let (token, code) = house.asked(BEA, "mine").await;
        house.by_link(&token).await.unwrap();
        house.by_code(BEA, &code, Some("mine")).await.unwrap();

        let (token, code) = house.asked(BEA, "mine").await;
        house.by_code(BEA, &code, Some("mine")).await.unwrap();
        assert!(matches!(
            house.by_link(&token).await,
            Err(SignInError::Spent(_))
        ));
    }
}

#[tokio::test]
async fn whoever_asked_thrice_may_type_any_of_the_three_codes() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let (_, first) = house.asked(BEA, "mine").await;
        house.clock.advance(TimeDelta::seconds(1));
        house.asked(BEA, "mine").await;
        house.clock.advance(TimeDelta::seconds(1));
        house.asked(BEA, "mine").await;
        let spaced = format!(" {} {}", &first[..3], &first[3..]);
        house.by_code(BEA, &spaced, Some("mine")).await.unwrap();

        let (_, oldest) = house.asked(BEA, "yours").await;
        house.clock.advance(TimeDelta::minutes(60));
        let answer = house.by_code(BEA, &oldest, Some("yours")).await;
        assert!(matches!(answer, Err(SignInError::WrongCode)), "old");
        let (_, oldest) = house.asked(BEA, "yours").await;
        for _ in 0..3 {
            house.clock.advance(TimeDelta::seconds(1));
            house.asked(BEA, "yours").await;
        }
        let answer = house.by_code(BEA, &oldest, Some("yours")).await;
        assert!(matches!(answer, Err(SignInError::WrongCode)), "crowded out");
    }
}

#[tokio::test]
async fn five_wrong_guesses_wear_a_code_out() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let (token, code) = house.asked(BEA, "mine").await;
        for _ in 0..5 {
            let answer = house.by_code(BEA, &other_than(&code), Some("mine")).await;
            assert!(matches!(answer, Err(SignInError::WrongCode)));
        }
        let answer = house.by_code(BEA, &code, Some("mine")).await;
        assert!(matches!(answer, Err(SignInError::WrongCode)), "{engine:?}");
        house.by_link(&token).await.unwrap();
    }
}

#[tokio::test]
async fn ten_wrong_codes_turn_codes_off_for_the_day_while_links_go_on() {
    for engine in BOTH {
        let house = House::new(engine).await;
        for _ in 0..2 {
            let (_, code) = house.asked(BEA, "mine").await;
            for _ in 0..5 {
                house
                    .by_code(BEA, &other_than(&code), Some("mine"))
                    .await
                    .unwrap_err();
            }
        }
        let (token, code) = house.asked(BEA, "mine").await;
        let answer = house.by_code(BEA, &code, Some("mine")).await;
        assert!(matches!(answer, Err(SignInError::CodesOff)), "{engine:?}");
        house.by_link(&token).await.unwrap();

        house.clock.advance(TimeDelta::hours(14));
        let (_, code) = house.asked(BEA, "mine").await;
        house.by_code(BEA, &code, Some("mine")).await.unwrap();
    }
}

#[tokio::test]
async fn guesses_at_an_unknown_address_are_answered_in_the_same_words_and_statements() {
    for engine in BOTH {
        let house = House::new(engine).await;
        for email in [BEA, STRANGER] {
            house.ask(email, "mine").await;
        }
        outbox::drain(&house.app).await.unwrap();
        let code = super::house::code_in(&house.mails()[0]);
        for n in 0..12 {
            let (known, as_known) = house
                .traced(house.by_code(BEA, &other_than(&code), Some("mine")))
                .await;
            let (unknown, as_unknown) = house
                .traced(house.by_code(STRANGER, &other_than(&code), Some("mine")))
                .await;
            let (known, unknown) = (
                known.unwrap_err().to_string(),
                unknown.unwrap_err().to_string(),
            );
            assert_eq!(known, unknown, "{engine:?}, guess {n}");
            let shape = |log: Vec<String>| {
                log.iter()
                    .map(|sql| sql[..12.min(sql.len())].to_owned())
                    .collect::<Vec<_>>()
            };
            assert_eq!(shape(as_known), shape(as_unknown), "{engine:?}, guess {n}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_many_at_once_gives_no_more_guesses() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let (_, code) = house.asked(BEA, "mine").await;
        for email in [BEA, STRANGER] {
            let wrong = other_than(&code);
            let answers = all((0..24).map(|_| house.by_code(email, &wrong, Some("mine")))).await;
            let off = answers
                .iter()
                .filter(|a| matches!(a, Err(SignInError::CodesOff)))
                .count();
            assert_eq!(off, 14, "{engine:?} {email}");
        }
        assert_eq!(house.count("code_failure").await, 20);
        assert_eq!(house.count("sign_in_code WHERE tries > 5").await, 0);
    }
}

#[tokio::test]
async fn what_cannot_be_a_code_is_no_guess() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let (_, code) = house.asked(BEA, "mine").await;
        for garbage in ["", "12345", "1234567", "abcdef", "１２３４５６", "-12345"] {
            let answer = house.by_code(BEA, garbage, Some("mine")).await;
            assert!(matches!(answer, Err(SignInError::WrongCode)), "{garbage}");
        }
        assert_eq!(house.count("code_failure").await, 0);
        house.by_code(BEA, &code, Some("mine")).await.unwrap();
    }
}

#[tokio::test]
async fn a_code_dies_with_the_last_role_of_its_person() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let (_, code) = house.asked(BEA, "mine").await;
        house.fire(BEA_AT_OAKLINE).await;
        let answer = house.by_code(BEA, &code, Some("mine")).await;
        assert!(matches!(answer, Err(SignInError::WrongCode)));
        assert_eq!(house.count("session").await, 0);
    }
}
