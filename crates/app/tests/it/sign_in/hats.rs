//! A request acts under one hat, which must be the person's own; what it shows follows role, switches and profile.

use super::house::{
    BEA, BEA_AT_OAKLINE, BOTH, HAL, HALDEN, House, OAKLINE, PAUL, PAUL_AT_HIS_FLATS,
    PAUL_AT_OAKLINE, contact,
};
use app::sign_in::{SessionError, act_as, recognise, view};
use contract::id::{ContactId, SubjectId};
use contract::kind::{Action, Module, RecordKind};
use domain::policy::scope_all;
use std::collections::BTreeSet;

#[tokio::test]
async fn whoever_has_one_hat_need_not_name_it_and_whoever_has_more_must() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let bea = house.signed_in(BEA).await;
        let acting = act_as(&house.app, bea.secret.expose(), None).await.unwrap();
        let viewer = &acting.viewer;
        assert_eq!(
            (viewer.contact(), viewer.third_party(), viewer.firm()),
            (BEA_AT_OAKLINE, OAKLINE, HALDEN)
        );
        assert_eq!(
            (viewer.identity(), viewer.device()),
            (bea.identity, bea.device)
        );
        assert_eq!(
            (viewer.role(), viewer.contact_name()),
            ("bookkeeper", "bea")
        );

        let paul = house.signed_in(PAUL).await.secret;
        let answer = act_as(&house.app, paul.expose(), None).await;
        assert!(
            matches!(answer, Err(SessionError::HatRequired)),
            "{engine:?}"
        );
        for hat in [PAUL_AT_OAKLINE, PAUL_AT_HIS_FLATS] {
            let acting = act_as(&house.app, paul.expose(), Some(hat)).await.unwrap();
            assert_eq!(acting.viewer.contact(), hat);
        }
        let hal = house.signed_in(HAL).await.secret;
        let answer = act_as(&house.app, hal.expose(), None).await;
        assert!(
            matches!(answer, Err(SessionError::HatRequired)),
            "{engine:?}"
        );
    }
}

#[tokio::test]
async fn somebody_elses_hat_does_not_exist_and_neither_does_a_closed_one() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let secret = house.signed_in(BEA).await.secret;
        for hat in [
            PAUL_AT_OAKLINE,
            PAUL_AT_HIS_FLATS,
            ContactId::from_bytes([99; 16]),
        ] {
            let answer = act_as(&house.app, secret.expose(), Some(hat)).await;
            assert!(
                matches!(answer, Err(SessionError::NoSuchHat)),
                "{engine:?} {hat}"
            );
        }
        house.fire(BEA_AT_OAKLINE).await;
        let answer = act_as(&house.app, secret.expose(), Some(BEA_AT_OAKLINE)).await;
        assert!(matches!(answer, Err(SessionError::NoSuchHat)), "{engine:?}");
        let answer = act_as(&house.app, secret.expose(), None).await;
        assert!(
            matches!(answer, Err(SessionError::HatRequired)),
            "{engine:?}"
        );
        let answer = act_as(&house.app, "no secret of ours", Some(BEA_AT_OAKLINE)).await;
        assert!(
            matches!(answer, Err(SessionError::NotSignedIn)),
            "{engine:?}"
        );
    }
}

#[tokio::test]
async fn the_session_lists_every_hat_with_its_words_and_what_it_can() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let secret = house.signed_in(PAUL).await.secret;
        let signed_in = recognise(&house.app, secret.expose()).await.unwrap();
        let shown = view(&house.app, &signed_in).await.unwrap();
        assert_eq!(
            (shown.email.as_str(), shown.device),
            (PAUL, signed_in.device)
        );
        let places: Vec<_> = shown
            .hats
            .iter()
            .map(|h| (h.third_party.as_str(), h.role.as_str()))
            .collect();
        assert_eq!(
            places,
            [("Oakline Lettings", "principal"), ("Paul's Flats", "owner")]
        );
        let [agent, landlord] = &shown.hats[..] else {
            panic!()
        };
        assert_eq!(agent.words["subject"], ["property", "properties"]);
        assert!(agent.can[&RecordKind::Job].contains(&Action::RequestJob));
        assert!(agent.can[&RecordKind::Invoice].contains(&Action::Pay));
        assert!(!landlord.can[&RecordKind::Document].contains(&Action::Resend));

        let secret = house.signed_in(BEA).await.secret;
        let signed_in = recognise(&house.app, secret.expose()).await.unwrap();
        let shown = view(&house.app, &signed_in).await.unwrap();
        let [bookkeeper] = &shown.hats[..] else {
            panic!()
        };
        assert_eq!(
            bookkeeper.can[&RecordKind::Job],
            [],
            "a bookkeeper looks at jobs and no more"
        );
        assert!(!bookkeeper.can.contains_key(&RecordKind::Milestone));
    }
}

#[tokio::test]
async fn switches_of_the_firm_and_of_the_person_count_from_the_next_request_on() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let secret = house.signed_in(BEA).await.secret;
        let before = act_as(&house.app, secret.expose(), None).await.unwrap();
        assert_eq!(before.viewer.sites(), None);
        assert!(before.viewer.module_is_on(Module::Invoices));

        house.switch_off(&[Module::Photos]).await;
        let site = SubjectId::from_bytes([7; 16]);
        let mut bea = contact(BEA_AT_OAKLINE, OAKLINE, BEA, "bookkeeper");
        bea.off = BTreeSet::from([Module::Invoices]);
        bea.sites = Some(vec![site]);
        house.update(&bea).await;

        let after = act_as(&house.app, secret.expose(), None).await.unwrap();
        assert!(!after.viewer.module_is_on(Module::Photos), "{engine:?}");
        assert!(!after.viewer.module_is_on(Module::Invoices), "{engine:?}");
        assert_eq!(after.viewer.sites(), Some(&[site][..]));
        assert!(
            !scope_all(&after.viewer)
                .kinds()
                .contains(&RecordKind::Invoice)
        );
        assert_ne!(after.claim, before.claim, "{engine:?}");
    }
}

#[tokio::test]
async fn a_firms_own_profile_and_what_it_extends_count_from_the_next_request_on() {
    const OWN: &str = "id = \"letting-agent\"\nextends = \"house\"\n[role.bookkeeper]\nsee = [\"*\"]\ndo = [\"*\"]\n";
    const HOUSE: &str = "id = \"house\"\n[relation.manages]\n";
    for engine in BOTH {
        let house = House::new(engine).await;
        let secret = house.signed_in(BEA).await.secret;
        let kinds = async || {
            let acting = act_as(&house.app, secret.expose(), None).await.unwrap();
            scope_all(&acting.viewer).kinds()
        };
        assert!(kinds().await.contains(&RecordKind::Invoice));

        house
            .set_profile(
                "house",
                &format!("{HOUSE}job = {{ lens = \"schedule\" }}\n"),
            )
            .await;
        house.set_profile("letting-agent", OWN).await;
        assert_eq!(kinds().await, [RecordKind::Job], "{engine:?}");
        house
            .set_profile(
                "house",
                &format!("{HOUSE}visit = {{ lens = \"schedule\" }}\n"),
            )
            .await;
        assert_eq!(
            kinds().await,
            [RecordKind::Visit],
            "{engine:?}: the base changed"
        );

        for broken in [
            "id = \"letting-agent\"\nextends = \"gone\"\n",
            "no profile at all",
        ] {
            house.set_profile("letting-agent", broken).await;
            assert_eq!(kinds().await, [], "{engine:?}: {broken}");
        }
    }
}

#[tokio::test]
async fn a_third_party_whose_profile_the_firm_does_not_have_sees_nothing() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let secret = house.signed_in(BEA).await.secret;
        house
            .sql("UPDATE third_party SET profile = 'no-such-profile'")
            .await;
        let acting = act_as(&house.app, secret.expose(), None).await.unwrap();
        assert!(scope_all(&acting.viewer).grants().is_empty(), "{engine:?}");
    }
}

#[tokio::test]
async fn switches_and_sites_that_cannot_be_read_open_nothing() {
    for engine in BOTH {
        for damage in [
            "modules_off = '[\"invoises\"]'",
            "modules_off = 'x'",
            "sites = '[\"x\"]'",
        ] {
            let house = House::new(engine).await;
            let secret = house.signed_in(BEA).await.secret;
            house
                .sql(&format!("UPDATE contact_role SET {damage}"))
                .await;
            let answer = act_as(&house.app, secret.expose(), None).await;
            assert!(
                matches!(answer, Err(SessionError::Store(_))),
                "{engine:?} {damage}"
            );
        }
    }
}
