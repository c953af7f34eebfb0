//! Signing in: what becomes of links and codes. A link works once; a code only in the browser that asked, and
//! not for long against a guesser. Instants are whole microseconds since 1970.

const SECOND: i64 = 1_000_000;
const DAY: i64 = 24 * 3_600 * SECOND;

/// How long a link and the code beside it live.
pub const MINUTES: u32 = 15;
pub const LIFE: i64 = MINUTES as i64 * 60 * SECOND;
/// An invitation waits longer: whoever gets one did not ask for it, and may read it after the weekend.
pub const INVITATION_DAYS: u32 = 7;
pub const INVITATION_LIFE: i64 = INVITATION_DAYS as i64 * 24 * 3_600 * SECOND;
/// Links of one person, or codes of one browser, that are live at the same time.
pub const MOST_LIVE: usize = 3;
/// Guesses at one code.
pub const MOST_TRIES: i32 = 5;
/// Wrong codes for one address in one day, after which codes are off for the rest of it.
pub const MOST_FAILURES: u64 = 10;
/// Mails to one address within [`MAIL_WINDOW`]; more are dropped without a word.
pub const MOST_MAILS: u64 = 5;
pub const MAIL_WINDOW: i64 = 3_600 * SECOND;

/// When a link or code made now stops working.
#[must_use]
pub const fn expires_at(now: i64) -> i64 {
    now.saturating_add(LIFE)
}

/// The beginning of the day in which wrong codes are counted together.
#[must_use]
pub const fn day_start(now: i64) -> i64 {
    now.saturating_sub(now.rem_euclid(DAY))
}

/// Of the live ones, oldest first, those that must end to make room for one more.
#[must_use]
pub fn crowded_out<T>(live: &[T]) -> &[T] {
    let excess = (live.len() + 1).saturating_sub(MOST_LIVE);
    live.get(..excess).unwrap_or(live)
}

/// A link somebody holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    Live { expires_at: i64 },
    Redeemed,
    Cancelled,
}

/// The link was good once: it is used, cancelled by a later one, or old. A fresh one can be offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the link is used or too old")]
pub struct Spent;

impl Link {
    /// Whether the link could be redeemed. Looking changes nothing.
    pub const fn peek(&self, now: i64) -> Result<(), Spent> {
        match self {
            Self::Live { expires_at } if now < *expires_at => Ok(()),
            _ => Err(Spent),
        }
    }

    /// Uses the link up.
    pub const fn redeem(self, now: i64) -> Result<Self, Spent> {
        match self.peek(now) {
            Ok(()) => Ok(Self::Redeemed),
            Err(spent) => Err(spent),
        }
    }
}

/// A code that can still be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    pub tries: i32,
    pub expires_at: i64,
}

/// What became of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    Right,
    /// Wrong, and what is left of it; `None` after the last try.
    Wrong(Option<Code>),
    /// Too old, whatever was typed.
    Expired,
}

impl Code {
    #[must_use]
    pub const fn fresh(now: i64) -> Self {
        Self {
            tries: 0,
            expires_at: expires_at(now),
        }
    }

    #[must_use]
    pub const fn attempt(self, matches: bool, now: i64) -> Tried {
        if now >= self.expires_at || self.tries >= MOST_TRIES {
            return Tried::Expired;
        }
        if matches {
            return Tried::Right;
        }
        let tries = self.tries + 1;
        if tries >= MOST_TRIES {
            Tried::Wrong(None)
        } else {
            Tried::Wrong(Some(Self { tries, ..self }))
        }
    }
}

/// Whether codes work for an address today, by the wrong ones so far. Links always do.
#[must_use]
pub const fn codes_are_on(failures_today: u64) -> bool {
    failures_today < MOST_FAILURES
}

/// Whether one more mail may go to an address, by those of the last hour.
#[must_use]
pub const fn may_mail(mails_in_window: u64) -> bool {
    mails_in_window < MOST_MAILS
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_800_000_000 * SECOND;

    #[test]
    fn a_link_works_once_and_for_15_minutes() {
        let link = Link::Live {
            expires_at: expires_at(NOW),
        };
        assert_eq!(link.redeem(NOW), Ok(Link::Redeemed));
        assert_eq!(link.redeem(NOW + LIFE - 1), Ok(Link::Redeemed));
        assert_eq!(link.redeem(NOW + 15 * 60 * SECOND), Err(Spent));
        assert_eq!(Link::Redeemed.redeem(NOW), Err(Spent));
        assert_eq!(Link::Cancelled.redeem(NOW), Err(Spent));
    }

    #[test]
    fn looking_at_a_link_is_answered_like_redeeming_it() {
        for link in [
            Link::Live {
                expires_at: NOW + 1,
            },
            Link::Live { expires_at: NOW },
            Link::Redeemed,
        ] {
            assert_eq!(link.peek(NOW).is_ok(), link.redeem(NOW).is_ok());
        }
    }

    #[test]
    fn at_most_three_are_live_and_the_oldest_make_room() {
        assert!(crowded_out::<u8>(&[]).is_empty());
        assert!(crowded_out(&[1, 2]).is_empty());
        assert_eq!(crowded_out(&[1, 2, 3]), [1]);
        assert_eq!(crowded_out(&[1, 2, 3, 4, 5]), [1, 2, 3]);
    }

    #[test]
    fn a_code_bears_five_tries() {
        let mut code = Code::fresh(NOW);
        for _ in 1..MOST_TRIES {
            assert_eq!(code.attempt(true, NOW), Tried::Right);
            let Tried::Wrong(Some(left)) = code.attempt(false, NOW) else {
                panic!("{code:?}")
            };
            code = left;
        }
        assert_eq!(
            code.attempt(true, NOW),
            Tried::Right,
            "the fifth try may be the right one"
        );
        assert_eq!(code.attempt(false, NOW), Tried::Wrong(None));
        let worn = Code {
            tries: MOST_TRIES,
            ..code
        };
        assert_eq!(worn.attempt(true, NOW), Tried::Expired);
    }

    #[test]
    fn a_right_code_is_no_use_after_15_minutes() {
        assert_eq!(Code::fresh(NOW).attempt(true, NOW + LIFE - 1), Tried::Right);
        assert_eq!(Code::fresh(NOW).attempt(true, NOW + LIFE), Tried::Expired);
    }

    #[test]
    fn ten_wrong_codes_turn_codes_off_until_the_day_is_over() {
        assert!(codes_are_on(9));
        assert!(!codes_are_on(10));
        let today = day_start(NOW);
        assert_eq!(day_start(today), today);
        assert_eq!(day_start(today + DAY - 1), today);
        assert_eq!(day_start(today + DAY), today + DAY);
        assert_eq!(day_start(-1), -DAY);
    }

    #[test]
    fn the_sixth_mail_in_an_hour_is_not_sent() {
        assert!(may_mail(4));
        assert!(!may_mail(5));
    }
}
