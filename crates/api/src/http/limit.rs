//! How often one address may knock on the sign-in doors. An IPv6 household counts as one address.

use super::argument::{Argument, Ask};
use super::describe::Described;
use super::problem::{Fault, Problem};
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

/// After so many questions, addresses that have been quiet are forgotten.
const TIDY_EVERY: u32 = 1024;

pub(crate) struct Limiter {
    clock: DefaultClock,
    limiter: DefaultKeyedRateLimiter<IpAddr>,
    asked: AtomicU32,
}

impl Limiter {
    pub(crate) fn per_minute(most: NonZeroU32) -> Self {
        Self {
            clock: DefaultClock::default(),
            limiter: RateLimiter::keyed(Quota::per_minute(most)),
            asked: AtomicU32::new(0),
        }
    }

    fn check(&self, address: IpAddr) -> Result<(), Problem> {
        if self.asked.fetch_add(1, Ordering::Relaxed) % TIDY_EVERY == TIDY_EVERY - 1 {
            self.limiter.retain_recent();
        }
        self.limiter
            .check_key(&household(address))
            .map_err(|until| {
                let wait = until.wait_time_from(self.clock.now());
                Problem::new(Fault::TooMany).retry_after(wait.as_secs() + 1)
            })
    }
}

fn household(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX)).into(),
    }
}

/// As a handler's first argument: this call counts against its address.
pub(crate) struct Limited;

impl Argument for Limited {
    async fn take(ask: &mut Ask<'_>) -> Result<Self, Problem> {
        let address = super::peer::address(ask.request, &ask.api.settings.trusted_proxies);
        ask.api.limiter.check(address).map(|()| Self)
    }

    fn describe(described: &mut Described) {
        described.problem(Fault::TooMany);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_is_limited_as_one_and_its_neighbour_is_not() {
        let limiter = Limiter::per_minute(NonZeroU32::MIN.saturating_add(1));
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        assert!(limiter.check(ip("2001:db8::1")).is_ok());
        assert!(limiter.check(ip("2001:db8::2")).is_ok());
        assert_eq!(
            limiter.check(ip("2001:db8::3")).unwrap_err().fault(),
            Fault::TooMany
        );
        assert!(limiter.check(ip("2001:db8:0:1::1")).is_ok());
        assert!(limiter.check(ip("192.0.2.1")).is_ok());
    }
}
