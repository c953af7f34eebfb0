//! The real clock and the real dice: the only place in the program that asks the machine for either.

use chrono::{DateTime, LocalResult, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use domain::clock::{Clock, Entropy, micros};

/// The machine's time, and the calendar of the firm's zone.
pub struct SystemClock {
    pub zone: Tz,
}

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock that everything else is handed"
    )]
    fn now(&self) -> DateTime<Utc> {
        micros(Utc::now())
    }

    fn today(&self) -> NaiveDate {
        self.now().with_timezone(&self.zone).date_naive()
    }

    fn midnight(&self, day: NaiveDate) -> DateTime<Utc> {
        let midnight = day.and_time(NaiveTime::MIN);
        // Where clocks go forward at midnight the day begins an hour later by the old reckoning.
        match midnight.and_local_timezone(self.zone) {
            LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.with_timezone(&Utc),
            LocalResult::None => midnight.and_utc(),
        }
    }
}

/// The operating system's random numbers.
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        if aws_lc_rs::rand::fill(bytes).is_err() {
            // Without randomness every secret would be guessable: there is nothing safe left to do.
            eprintln!("sightline: the operating system gives no random numbers");
            std::process::abort();
        }
    }
}

/// The same clock for the adapters, which want the standard library's time.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the clock that everything else is handed"
)]
pub fn adapters_clock() -> connectors::Clock {
    std::sync::Arc::new(std::time::SystemTime::now)
}
