//! The firm's logo and its own domain, read from JSON.

use super::{Read, field};
use crate::json::Json;
use contract::firm::FirmDomain;
use contract::logo::{FirmLogo, LogoPicture};

objects! {
    LogoPicture { path, width, height }
    FirmDomain { name, points_to, revision }
}

/// Who kept a session before there were any has none.
impl Read for FirmLogo {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            light: field(json, "light")?,
            dark: field(json, "dark")?,
        })
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::tests::agrees;

    #[test]
    fn a_logo_and_a_domain_are_read_as_they_are_sent() {
        let picture = |path: &str| LogoPicture {
            path: path.to_owned(),
            width: 600,
            height: 150,
        };
        for (light, dark) in [(true, true), (true, false), (false, true), (false, false)] {
            agrees(&FirmLogo {
                light: light.then(|| picture("/logo/1.png")),
                dark: dark.then(|| picture("/logo/2.png")),
            });
        }
        for name in [None, Some("portal.halden.example".to_owned())] {
            agrees(&FirmDomain {
                name,
                points_to: "pages.example".to_owned(),
                revision: "ab".to_owned(),
            });
        }
    }
}
