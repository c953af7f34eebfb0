//! A link works once, for fifteen minutes, in any browser; and looking at it changes nothing.

use super::house::{BEA, BEA_AT_OAKLINE, BOTH, House, PAUL, STRANGER, address};
use app::outbox;
use app::sign_in::{SignInError, link_url, mint_link, peek, renew};
use chrono::TimeDelta;
use contract::session::Assurance;

#[tokio::test]
async fn the_link_in_the_mail_signs_in_once_and_looking_at_it_consumes_nothing() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let (token, _) = house.asked(BEA, "browser").await;
        for _ in 0..3 {
            let answer = peek(&house.app, &token).await.unwrap();
            assert_eq!(answer.email.as_str(), BEA);
            assert_eq!(answer.name, "bea");
            assert_eq!(answer.hats, ["Oakline Lettings at Halden Electrical"]);
        }
        let redeemed = house.by_link(&token).await.unwrap();
        assert_eq!(redeemed.assurance, Assurance::Link);
        let seen = app::sign_in::recognise(&house.app, redeemed.secret.expose())
            .await
            .unwrap();
        assert_eq!(
            (seen.device, seen.identity),
            (redeemed.device, redeemed.identity)
        );

        assert!(
            matches!(house.by_link(&token).await, Err(SignInError::Spent(_))),
            "{engine:?}"
        );
        assert!(matches!(
            peek(&house.app, &token).await,
            Err(SignInError::Spent(_))
        ));
        assert_eq!(house.count("session").await, 1);
    }
}

#[tokio::test]
async fn a_wrong_link_is_unknown_and_changes_nothing() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let (token, _) = house.asked(BEA, "browser").await;
        let mut almost = token.clone();
        almost.replace_range(..1, if token.starts_with('A') { "B" } else { "A" });
        for wrong in [
            "",
            "x",
            &almost,
            &format!("{token} "),
            &"é".repeat(50),
            "'; DROP TABLE session; --",
        ] {
            assert!(
                matches!(house.by_link(wrong).await, Err(SignInError::UnknownLink)),
                "{wrong}"
            );
            assert!(
                matches!(peek(&house.app, wrong).await, Err(SignInError::UnknownLink)),
                "{wrong}"
            );
            let renewed = renew(&house.app, wrong, "browser", "", "").await;
            assert!(matches!(renewed, Err(SignInError::UnknownLink)), "{wrong}");
        }
        assert_eq!(house.count("session").await, 0);
        house.by_link(&token).await.unwrap();
    }
}

#[tokio::test]
async fn an_old_link_offers_a_fresh_one() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let (token, _) = house.asked(BEA, "browser").await;
        house.clock.advance(TimeDelta::minutes(15));
        assert!(matches!(
            peek(&house.app, &token).await,
            Err(SignInError::Spent(_))
        ));
        assert!(matches!(
            house.by_link(&token).await,
            Err(SignInError::Spent(_))
        ));

        renew(&house.app, &token, "browser", "", "").await.unwrap();
        outbox::drain(&house.app).await.unwrap();
        let mails = house.mails();
        assert_eq!((mails.len(), mails[1].to.email.as_str()), (2, BEA));
        house
            .by_link(&super::house::token_in(&mails[1]))
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn three_links_are_live_and_a_fourth_ends_the_oldest() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let mut tokens = Vec::new();
        for _ in 0..4 {
            tokens.push(mint_link(&house.app, &address(BEA)).await.unwrap());
            house.clock.advance(TimeDelta::seconds(1));
        }
        assert!(matches!(
            peek(&house.app, tokens[0].expose()).await,
            Err(SignInError::Spent(_))
        ));
        for token in &tokens[1..] {
            peek(&house.app, token.expose()).await.unwrap();
        }
    }
}

#[tokio::test]
async fn redeeming_one_link_cancels_the_persons_others_and_nobody_elses() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let first = mint_link(&house.app, &address(BEA)).await.unwrap();
        let second = mint_link(&house.app, &address(BEA)).await.unwrap();
        let pauls = mint_link(&house.app, &address(PAUL)).await.unwrap();
        house.by_link(second.expose()).await.unwrap();
        assert!(matches!(
            house.by_link(first.expose()).await,
            Err(SignInError::Spent(_))
        ));
        house.by_link(pauls.expose()).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_redeem_at_once_one_gets_in() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let tokens = [
            mint_link(&house.app, &address(BEA)).await.unwrap(),
            mint_link(&house.app, &address(BEA)).await.unwrap(),
        ];
        // The same link four times, and the other link four times.
        let tries = (0..8).map(|n| house.by_link(tokens[n % 2].expose()));
        let answers = super::house::all(tries).await;
        assert_eq!(
            answers.iter().filter(|a| a.is_ok()).count(),
            1,
            "{engine:?}"
        );
        for answer in answers {
            assert!(
                matches!(answer, Ok(_) | Err(SignInError::Spent(_))),
                "{engine:?}: {answer:?}"
            );
        }
        assert_eq!(house.count("session").await, 1);
    }
}

#[tokio::test]
async fn a_link_dies_with_the_last_role_of_its_person() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let token = mint_link(&house.app, &address(BEA)).await.unwrap();
        house.fire(BEA_AT_OAKLINE).await;
        assert!(matches!(
            house.by_link(token.expose()).await,
            Err(SignInError::UnknownLink)
        ));
        assert!(matches!(
            peek(&house.app, token.expose()).await,
            Err(SignInError::UnknownLink)
        ));
    }
}

#[tokio::test]
async fn every_sign_in_is_a_session_of_its_own() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let (one, two) = (house.signed_in(BEA).await, house.signed_in(BEA).await);
        assert_ne!(one.secret, two.secret);
        assert_ne!(one.device, two.device);
        // A secret planted in a browser beforehand opens nothing afterwards.
        let planted = app::sign_in::recognise(&house.app, "planted").await;
        assert!(matches!(
            planted,
            Err(app::sign_in::SessionError::NotSignedIn)
        ));
    }
}

#[tokio::test]
async fn a_minted_link_needs_somebody_to_sign_in_and_hides_its_token_after_a_hash() {
    let house = House::new(BOTH[0]).await;
    let minted = mint_link(&house.app, &address(STRANGER)).await;
    assert!(matches!(minted, Err(SignInError::UnknownAddress)));
    let token = mint_link(&house.app, &address(BEA)).await.unwrap();
    assert_eq!(
        link_url(&house.app, &token),
        format!("https://pages.halden.example/in#{}", token.expose())
    );
    assert!(house.mails().is_empty());
}
