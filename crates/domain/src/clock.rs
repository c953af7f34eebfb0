//! Time and randomness as things that are handed in, so that tests own them.

use chrono::{DateTime, NaiveDate, NaiveTime, SubsecRound as _, Utc};

pub trait Clock: Send + Sync {
    /// Now, in whole microseconds: PostgreSQL keeps no more, and receipts are hashed.
    fn now(&self) -> DateTime<Utc>;
    /// The calendar day at the firm's place.
    fn today(&self) -> NaiveDate;
    /// When that calendar day begins there. A clock that knows no place keeps UTC's days.
    fn midnight(&self, day: NaiveDate) -> DateTime<Utc> {
        day.and_time(NaiveTime::MIN).and_utc()
    }
}

pub trait Entropy: Send + Sync {
    fn fill(&self, bytes: &mut [u8]);
}

/// Cuts to what both databases can hold.
#[must_use]
pub fn micros(at: DateTime<Utc>) -> DateTime<Utc> {
    at.trunc_subsecs(6)
}

/// The one spelling of an instant on the wire and in hashed text.
#[must_use]
pub fn rfc3339(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true)
}

/// A fresh time-ordered id (UUIDv7): 48 bits of milliseconds, then random.
pub fn new_id<K>(clock: &dyn Clock, entropy: &dyn Entropy) -> contract::id::Id<K> {
    let mut random = [0u8; 10];
    entropy.fill(&mut random);
    let millis = u64::try_from(clock.now().timestamp_millis()).unwrap_or_default();
    let uuid = uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid();
    contract::id::Id::from_bytes(uuid.into_bytes())
}
