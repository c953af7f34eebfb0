//! Every rule of a session's life, at its edges.

use super::*;

const START: i64 = 1_800_000_000 * SECOND;

fn rotated() -> Session {
    match Session::start(START).refresh(Key::Current, START + DAY) {
        Refreshed::Rotated(session) => session,
        other => panic!("{other:?}"),
    }
}

/// Rotated after a day; its successor was shown a second later.
fn settled() -> Session {
    match rotated().present(Key::Current, START + DAY + SECOND) {
        Presented::Welcome(session, Upkeep::MarkSeen) => session,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_session_ends_180_days_after_its_last_use() {
    let session = Session::start(START);
    assert!(matches!(
        session.present(Key::Current, START + LIFE - 1),
        Presented::Welcome(..)
    ));
    assert_eq!(
        session.present(Key::Current, START + LIFE),
        Presented::Expired
    );
    assert_eq!(
        session.refresh(Key::Current, START + LIFE),
        Refreshed::Expired
    );

    let Presented::Welcome(used, Upkeep::Touch) = session.present(Key::Current, START + 100 * DAY)
    else {
        panic!("a use after 100 days is written down");
    };
    assert!(matches!(
        used.present(Key::Current, START + 279 * DAY),
        Presented::Welcome(..)
    ));
}

#[test]
fn last_use_is_written_at_most_hourly() {
    let session = Session::start(START);
    assert_eq!(
        session.present(Key::Current, START + HOUR - 1),
        Presented::Welcome(session, Upkeep::Nothing)
    );
    assert!(matches!(
        session.present(Key::Current, START + HOUR),
        Presented::Welcome(_, Upkeep::Touch)
    ));
}

#[test]
fn a_secret_is_renewed_at_most_daily() {
    let session = Session::start(START);
    assert!(matches!(
        session.refresh(Key::Current, START + DAY - 1),
        Refreshed::Kept(_)
    ));
    assert!(matches!(
        session.refresh(Key::Current, START + DAY),
        Refreshed::Rotated(_)
    ));
    assert!(matches!(
        settled().refresh(Key::Current, START + 2 * DAY - 1),
        Refreshed::Kept(_)
    ));
    assert!(matches!(
        settled().refresh(Key::Current, START + 2 * DAY),
        Refreshed::Rotated(_)
    ));
}

#[test]
fn a_predecessor_works_while_its_successor_is_unseen() {
    for later in [0, GRACE, HOUR, 100 * DAY] {
        let answer = rotated().present(Key::Predecessor, START + DAY + later);
        assert!(matches!(answer, Presented::Welcome(..)), "{later}");
    }
}

#[test]
fn a_predecessor_works_60_seconds_past_the_sight_of_its_successor_and_then_is_a_replay() {
    let seen_at = START + DAY + SECOND;
    assert!(matches!(
        settled().present(Key::Predecessor, seen_at + GRACE),
        Presented::Welcome(..)
    ));
    assert_eq!(
        settled().present(Key::Predecessor, seen_at + GRACE + 1),
        Presented::Replay
    );
    assert_eq!(
        settled().refresh(Key::Predecessor, seen_at + GRACE + 1),
        Refreshed::Replay
    );
    assert!(matches!(
        settled().refresh(Key::Predecessor, seen_at + GRACE),
        Refreshed::Kept(_)
    ));
}

#[test]
fn two_tabs_that_renew_at_once_get_one_new_secret() {
    let second = rotated().refresh(Key::Predecessor, START + DAY + GRACE);
    let Refreshed::Kept(session) = second else {
        panic!("{second:?}")
    };
    assert_eq!(session.keys, rotated().keys);
}

#[test]
fn a_lost_answer_is_replaced_after_60_seconds() {
    let now = START + DAY + GRACE + 1;
    let answer = rotated().refresh(Key::Predecessor, now);
    let Refreshed::Replaced(session) = answer else {
        panic!("{answer:?}")
    };
    assert_eq!(session.keys, Keys::Unseen { rotated_at: now });
    // and that answer may be lost as well
    assert!(matches!(
        session.refresh(Key::Predecessor, now + GRACE + 1),
        Refreshed::Replaced(_)
    ));
}

#[test]
fn a_successor_first_shown_in_a_refresh_counts_as_seen() {
    let answer = rotated().refresh(Key::Current, START + DAY + SECOND);
    let Refreshed::Kept(session) = answer else {
        panic!("{answer:?}")
    };
    assert_eq!(session.keys, settled().keys);
}

#[test]
fn a_secret_older_than_the_predecessor_is_a_replay_at_once() {
    for session in [Session::start(START), rotated(), settled()] {
        assert_eq!(
            session.present(Key::Retired, START + DAY + SECOND),
            Presented::Replay
        );
    }
}

#[test]
fn a_clock_that_jumps_back_signs_nobody_out() {
    assert!(matches!(
        settled().present(Key::Current, START - DAY),
        Presented::Welcome(..)
    ));
    assert!(matches!(
        settled().refresh(Key::Predecessor, START - DAY),
        Refreshed::Kept(_)
    ));
}

#[test]
fn a_device_is_ended_by_the_permit_for_it() {
    let me = contract::id::IdentityId::from_bytes([1; 16]);
    let device = DeviceId::from_bytes([2; 16]);
    let permit = crate::policy::permit_end_device(me, device, Some(me)).unwrap();
    assert_eq!(
        end(permit, START),
        Ended {
            device,
            at: START,
            reason: EndReason::Removed
        }
    );
}
