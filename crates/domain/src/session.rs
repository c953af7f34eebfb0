//! A signed-in browser: how long its secret works, when it is renewed, and when a secret turns up that ought
//! to be dead. Instants are whole microseconds since 1970.

#[cfg(test)]
mod tests;

use crate::policy::{EndDevice, EndForFirm, Permit};
use contract::id::DeviceId;

const SECOND: i64 = 1_000_000;
const HOUR: i64 = 3_600 * SECOND;
const DAY: i64 = 24 * HOUR;

/// A browser that is not used for this long is signed out.
pub const LIFE: i64 = 180 * DAY;
/// A secret is renewed at most this often.
pub const ROTATE_AFTER: i64 = DAY;
/// How long a predecessor outlives the first sight of its successor: requests under way still carry it.
pub const GRACE: i64 = 60 * SECOND;
/// How exactly "last used" is kept. Finer would cost a write per request.
pub const TOUCH_AFTER: i64 = HOUR;

/// What is known of the session's secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// Never renewed: there is one secret.
    First { since: i64 },
    /// Renewed, but nobody has shown the successor: the answer that carried it may have been lost.
    Unseen { rotated_at: i64 },
    /// The browser has the successor, so the predecessor is on its way out.
    Seen { rotated_at: i64, seen_at: i64 },
}

/// Which of the session's secrets was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Current,
    Predecessor,
    /// One that was replaced before the present two.
    Retired,
}

/// A session that has not been ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    pub keys: Keys,
    pub last_used_at: i64,
}

/// What must be written because of a request. Most need nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Upkeep {
    Nothing,
    Touch,
    /// The successor was shown for the first time; that is a use as well.
    MarkSeen,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presented {
    Welcome(Session, Upkeep),
    /// Not used for too long.
    Expired,
    /// Two parties hold keys of one session, and nobody can say which is the thief: it has to end.
    Replay,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refreshed {
    /// The secret stays as it is.
    Kept(Session),
    /// A new secret; the one shown becomes the predecessor.
    Rotated(Session),
    /// A new secret in place of the successor that never arrived; the one shown stays the predecessor.
    Replaced(Session),
    Expired,
    Replay,
}

/// A session's end, to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct Ended {
    pub device: DeviceId,
    pub at: i64,
    pub reason: EndReason,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndReason {
    /// By the browser itself.
    SignedOut,
    /// From the list of devices.
    Removed,
    /// By a firm whose page it has opened.
    ByFirm,
    Replayed,
    /// The same browser signed in again by passkey.
    Raised,
    /// Whoever runs the installation took her passkeys away.
    PasskeysReset,
}

impl EndReason {
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SignedOut => "signed_out",
            Self::Removed => "removed",
            Self::ByFirm => "by_firm",
            Self::Replayed => "replayed",
            Self::Raised => "raised",
            Self::PasskeysReset => "passkeys_reset",
        }
    }
}

impl Session {
    #[must_use]
    pub const fn start(now: i64) -> Self {
        Self {
            keys: Keys::First { since: now },
            last_used_at: now,
        }
    }

    #[must_use]
    pub const fn expires_at(&self) -> i64 {
        self.last_used_at.saturating_add(LIFE)
    }

    /// A request shows one of the session's secrets.
    #[must_use]
    pub const fn present(self, key: Key, now: i64) -> Presented {
        if now >= self.expires_at() {
            return Presented::Expired;
        }
        let (keys, upkeep) = match (self.keys, key) {
            (Keys::Unseen { rotated_at }, Key::Current) => (
                Keys::Seen {
                    rotated_at,
                    seen_at: now,
                },
                Upkeep::MarkSeen,
            ),
            (keys, Key::Current) | (keys @ Keys::Unseen { .. }, Key::Predecessor) => {
                (keys, Upkeep::Nothing)
            }
            (keys @ Keys::Seen { seen_at, .. }, Key::Predecessor)
                if now <= seen_at.saturating_add(GRACE) =>
            {
                (keys, Upkeep::Nothing)
            }
            (_, Key::Predecessor | Key::Retired) => return Presented::Replay,
        };
        let due = now.saturating_sub(self.last_used_at) >= TOUCH_AFTER;
        let upkeep = match upkeep {
            Upkeep::Nothing if due => Upkeep::Touch,
            other => other,
        };
        let last_used_at = match upkeep {
            Upkeep::Nothing => self.last_used_at,
            Upkeep::Touch | Upkeep::MarkSeen => now,
        };
        Presented::Welcome(Self { keys, last_used_at }, upkeep)
    }

    /// The browser asks for a newer secret.
    #[must_use]
    pub const fn refresh(self, key: Key, now: i64) -> Refreshed {
        let keys = match self.present(key, now) {
            Presented::Expired => return Refreshed::Expired,
            Presented::Replay => return Refreshed::Replay,
            Presented::Welcome(session, _) => session.keys,
        };
        let kept = Self {
            keys,
            last_used_at: now,
        };
        let renewed = Self {
            keys: Keys::Unseen { rotated_at: now },
            last_used_at: now,
        };
        match (keys, key) {
            (
                Keys::First { since: made_at }
                | Keys::Seen {
                    rotated_at: made_at,
                    ..
                },
                Key::Current,
            ) if now.saturating_sub(made_at) >= ROTATE_AFTER => Refreshed::Rotated(renewed),
            // Two tabs that renew at once show the same secret twice; only after a while is it a lost answer.
            (Keys::Unseen { rotated_at }, Key::Predecessor)
                if now.saturating_sub(rotated_at) > GRACE =>
            {
                Refreshed::Replaced(renewed)
            }
            _ => Refreshed::Kept(kept),
        }
    }
}

/// Ends a device from the list of devices.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a permit is used up by what it permits"
)]
pub fn end(permit: Permit<EndDevice>, now: i64) -> Ended {
    Ended {
        device: permit.device(),
        at: now,
        reason: EndReason::Removed,
    }
}

/// Ends a device on behalf of a firm.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a permit is used up by what it permits"
)]
pub fn end_for_firm(permit: Permit<EndForFirm>, now: i64) -> Ended {
    Ended {
        device: permit.device(),
        at: now,
        reason: EndReason::ByFirm,
    }
}

/// The browser signs itself out: showing its secret is right enough.
pub const fn sign_out(device: DeviceId, now: i64) -> Ended {
    Ended {
        device,
        at: now,
        reason: EndReason::SignedOut,
    }
}

/// Another session takes this one's place in its browser.
pub const fn end_raised(device: DeviceId, now: i64) -> Ended {
    Ended {
        device,
        at: now,
        reason: EndReason::Raised,
    }
}

/// Ends a session together with its owner's passkeys.
pub const fn end_reset(device: DeviceId, now: i64) -> Ended {
    Ended {
        device,
        at: now,
        reason: EndReason::PasskeysReset,
    }
}

/// Ends a session because one of its dead secrets was shown.
pub const fn end_replayed(device: DeviceId, now: i64) -> Ended {
    Ended {
        device,
        at: now,
        reason: EndReason::Replayed,
    }
}
