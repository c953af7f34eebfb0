//! A name of a firm's own that leads to its pages, as DNS spells it: one that the whole world may look up.

use std::fmt;

/// Names that no public DNS knows.
const PRIVATE: [&str; 10] = [
    "localhost",
    "local",
    "internal",
    "lan",
    "home",
    "corp",
    "home.arpa",
    "invalid",
    "onion",
    "test",
];

const LONGEST: usize = 253;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoHost {
    #[error("write the name alone, such as portal.halden.example")]
    Shape,
    #[error("write a name, not the number of a machine")]
    Number,
    #[error("nobody outside can look up such a name")]
    Private,
}

impl Host {
    /// As somebody types it, or pastes it out of an address bar. Letters beyond ASCII become what DNS has for them.
    pub fn parse(text: &str) -> Result<Self, NoHost> {
        let name = bare(text);
        let name = idna::domain_to_ascii_strict(name).map_err(|_| NoHost::Shape)?;
        let last = name.rsplit('.').next().unwrap_or_default();
        if name.is_empty() || name.len() > LONGEST {
            return Err(NoHost::Shape);
        }
        if last.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NoHost::Number);
        }
        let is_private = |suffix: &&str| {
            name.strip_suffix(*suffix)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        if PRIVATE.iter().any(|suffix| is_private(&suffix)) {
            return Err(NoHost::Private);
        }
        if !name.contains('.') {
            return Err(NoHost::Shape);
        }
        Ok(Self(name))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Without what an address bar puts around it.
fn bare(text: &str) -> &str {
    let text = text.trim();
    let after = |scheme: &str| {
        let (start, rest) = text.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    };
    let name = after("https://")
        .or_else(|| after("http://"))
        .unwrap_or(text);
    let name = name.strip_suffix('/').unwrap_or(name);
    name.strip_suffix('.').unwrap_or(name)
}

/// The host that an address or a `Host` header names, without its port: in small letters, and without the dot that may end
/// a whole name.
#[must_use]
pub fn host_of(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = match authority.rsplit_once(':') {
        // The colons of an IPv6 address stand in brackets.
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => authority,
    };
    host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase()
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_taken_as_it_is_typed_or_pasted() {
        for (typed, name) in [
            ("portal.halden.example", "portal.halden.example"),
            (" Portal.Halden.Example. ", "portal.halden.example"),
            ("https://portal.halden.example/", "portal.halden.example"),
            ("HTTP://portal.halden.example", "portal.halden.example"),
            ("k\u{fc}che.example", "xn--kche-0ra.example"),
            ("xn--kche-0ra.example", "xn--kche-0ra.example"),
            ("halden.co.uk", "halden.co.uk"),
        ] {
            assert_eq!(
                Host::parse(typed).map(|host| host.to_string()),
                Ok(name.to_owned()),
                "{typed}"
            );
        }
    }

    #[test]
    fn what_nobody_can_look_up_is_none() {
        for (typed, why) in [
            ("", NoHost::Shape),
            ("halden", NoHost::Shape),
            ("portal.halden.example/pages", NoHost::Shape),
            ("portal.halden.example:8443", NoHost::Shape),
            ("jo@halden.example", NoHost::Shape),
            ("portal halden.example", NoHost::Shape),
            ("-portal.halden.example", NoHost::Shape),
            ("portal..example", NoHost::Shape),
            ("por_tal.example", NoHost::Shape),
            ("*.halden.example", NoHost::Shape),
            ("192.0.2.7", NoHost::Number),
            ("localhost", NoHost::Private),
            ("portal.localhost", NoHost::Private),
            ("printer.local", NoHost::Private),
            ("router.home.arpa", NoHost::Private),
        ] {
            assert_eq!(Host::parse(typed), Err(why), "{typed}");
        }
        assert!(Host::parse(&format!("{}.example", "a".repeat(64))).is_err());
        assert!(Host::parse(&format!("{}example", "abcdefgh.".repeat(30))).is_err());
        // A name that only ends like one of those is like any other.
        assert!(Host::parse("mylocal.example").is_ok() && Host::parse("halden.atlocal").is_ok());
    }

    #[test]
    fn the_host_is_found_in_an_address_and_in_a_header() {
        for (address, host) in [
            (
                "https://Pages.Halden.example:8443/in?x#y",
                "pages.halden.example",
            ),
            ("portal.halden.example", "portal.halden.example"),
            ("portal.halden.example.:443", "portal.halden.example"),
            ("http://localhost:8080", "localhost"),
            ("[::1]:8080", "[::1]"),
            ("[::1]", "[::1]"),
            ("", ""),
        ] {
            assert_eq!(host_of(address), host, "{address}");
        }
    }
}
