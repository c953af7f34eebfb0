//! Who is at the other end: the address behind proxies the operator trusts, and nobody else's word for it.

use actix_web::HttpRequest;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr};
use std::str::FromStr;

/// A range of addresses, as `10.0.0.0/8`; a bare address is a range of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    first: IpAddr,
    bits: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotANetwork;

impl fmt::Display for NotANetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is not a range of addresses; write 10.0.0.0/8 or 192.0.2.7")
    }
}
impl std::error::Error for NotANetwork {}

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let first: IpAddr = address.trim().parse().map_err(|_| NotANetwork)?;
        let most = if first.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            Some(bits) => bits.trim().parse().map_err(|_| NotANetwork)?,
            None => most,
        };
        if bits > most {
            Err(NotANetwork)
        } else {
            Ok(Self { first, bits })
        }
    }
}

impl Network {
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.first, address.to_canonical()) {
            (IpAddr::V4(first), IpAddr::V4(address)) => {
                let shift = 32 - u32::from(self.bits);
                let cut = |a: Ipv4Addr| u32::from(a).checked_shr(shift).unwrap_or_default();
                cut(first) == cut(address)
            }
            (IpAddr::V6(first), IpAddr::V6(address)) => {
                let shift = 128 - u32::from(self.bits);
                let cut =
                    |a: std::net::Ipv6Addr| u128::from(a).checked_shr(shift).unwrap_or_default();
                cut(first) == cut(address)
            }
            _ => false,
        }
    }
}

/// The client's address: of the connection, or what the nearest trusted proxies say came to them.
pub(crate) fn address(request: &HttpRequest, trusted: &[Network]) -> IpAddr {
    let near = request
        .peer_addr()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| {
            peer.ip().to_canonical()
        });
    let said = request
        .headers()
        .get_all("x-forwarded-for")
        .filter_map(|value| value.to_str().ok())
        .collect::<Vec<_>>()
        .join(",");
    behind(near, &said, trusted)
}

/// Walks the list from our end for as long as a trusted proxy vouches for the next address.
fn behind(near: IpAddr, said: &str, trusted: &[Network]) -> IpAddr {
    let mut at = near;
    for hop in said.rsplit(',') {
        if !trusted.iter().any(|network| network.contains(at)) {
            break;
        }
        match hop.trim().parse::<IpAddr>() {
            Ok(next) => at = next.to_canonical(),
            Err(_) => break,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn without_trusted_proxies_a_forwarded_address_is_only_a_claim() {
        assert_eq!(
            behind(ip("203.0.113.9"), "198.51.100.1", &[]),
            ip("203.0.113.9")
        );
    }

    #[test]
    fn the_last_address_that_no_trusted_proxy_stands_for_is_the_client() {
        let trusted = ["10.0.0.0/8".parse().unwrap(), "192.0.2.7".parse().unwrap()];
        let near = ip("10.1.2.3");
        assert_eq!(
            behind(near, "6.6.6.6, 198.51.100.1, 192.0.2.7", &trusted),
            ip("198.51.100.1")
        );
        assert_eq!(behind(near, "", &trusted), near);
        assert_eq!(behind(near, "nonsense", &trusted), near);
        assert_eq!(behind(ip("10.0.0.1"), "10.0.0.2", &trusted), ip("10.0.0.2"));
    }

    #[test]
    fn ranges_are_read_and_compared_by_their_bits() {
        let network: Network = "2001:db8::/32".parse().unwrap();
        assert!(network.contains(ip("2001:db8:1::1")));
        assert!(!network.contains(ip("2001:db9::1")));
        let all: Network = "0.0.0.0/0".parse().unwrap();
        assert!(all.contains(ip("8.8.8.8")) && all.contains(ip("::ffff:8.8.8.8")));
        for wrong in ["10.0.0.0/33", "10.0.0", "", "::/129", "10.0.0.0/-1"] {
            assert_eq!(wrong.parse::<Network>(), Err(NotANetwork), "{wrong}");
        }
    }
}
