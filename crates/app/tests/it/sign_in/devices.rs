//! Where a person is signed in, and ending it from another browser.

use super::house::{BEA, BOTH, House, PAUL, receipt};
use app::devices::{DeviceError, end, list};
use app::sign_in::{SessionError, recognise};
use chrono::TimeDelta;
use contract::id::DeviceId;
use domain::policy::Denial;

#[tokio::test]
async fn a_person_sees_her_own_devices_and_which_she_is_using() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let phone = house.signed_in(BEA).await;
        house.clock.advance(TimeDelta::minutes(5));
        let desk = house.signed_in(BEA).await;
        house.signed_in(PAUL).await;
        let me = recognise(&house.app, phone.secret.expose()).await.unwrap();
        let page = list(&house.app, &me).await.unwrap();
        let rows: Vec<_> = page.items.iter().map(|d| (d.id, d.current)).collect();
        assert_eq!(
            rows,
            [(desk.device, false), (phone.device, true)],
            "{engine:?}"
        );
        assert_eq!(page.items[0].label, "Firefox on Windows");
        assert_eq!(page.items[1].signed_in_at, "2026-11-24T10:00:00.000000Z");
    }
}

#[tokio::test]
async fn ending_a_device_signs_it_out_at_once_and_may_be_repeated() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let (mine, lost) = (house.signed_in(BEA).await, house.signed_in(BEA).await);
        let me = recognise(&house.app, mine.secret.expose()).await.unwrap();
        for _ in 0..2 {
            end(&house.app, &me, lost.device, receipt()).await.unwrap();
            let answer = recognise(&house.app, lost.secret.expose()).await;
            assert!(
                matches!(answer, Err(SessionError::NotSignedIn)),
                "{engine:?}"
            );
        }
        assert_eq!(list(&house.app, &me).await.unwrap().items.len(), 1);
        assert!(house.mails().is_empty());
    }
}

#[tokio::test]
async fn somebody_elses_device_is_hidden_like_one_that_never_was() {
    for engine in BOTH {
        let house = House::new(engine).await;
        let (bea, paul) = (house.signed_in(BEA).await, house.signed_in(PAUL).await);
        let me = recognise(&house.app, bea.secret.expose()).await.unwrap();
        for device in [paul.device, DeviceId::from_bytes([99; 16])] {
            let answer = end(&house.app, &me, device, receipt()).await;
            assert!(
                matches!(answer, Err(DeviceError::Denied(Denial::Hidden))),
                "{engine:?}"
            );
        }
        recognise(&house.app, paul.secret.expose()).await.unwrap();
    }
}
