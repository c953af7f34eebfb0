//! What a request says of whoever sent it, as receipts need it.

use super::argument::{Argument, Ask};
use super::describe::Described;
use super::problem::Problem;
use crate::api::Api;
use actix_web::HttpRequest;
use actix_web::http::header::{IF_NONE_MATCH, USER_AGENT};
use contract::kind::Grade;
use domain::receipt::Draft;
use std::net::IpAddr;

/// Says that an app fetched this by itself.
pub(crate) const GRADE_HEADER: &str = "Sightline-Grade";

/// What browsers of today, of yesterday, and two that went their own way say of a fetch that nobody asked for.
const PURPOSES: [&str; 4] = ["sec-purpose", "purpose", "x-purpose", "x-moz"];

const LONGEST_AGENT: usize = 300;

#[derive(Debug, Clone)]
pub(crate) struct Client {
    pub ip: IpAddr,
    pub agent: Option<String>,
    pub grade: Grade,
    if_none_match: Option<String>,
}

impl Client {
    pub(crate) fn of(request: &HttpRequest, api: &Api) -> Self {
        let header = |name: &str| text(request, name);
        Self {
            ip: super::peer::address(request, &api.settings.trusted_proxies),
            agent: header(USER_AGENT.as_str())
                .map(|agent| agent.chars().take(LONGEST_AGENT).collect()),
            grade: grade(
                PURPOSES.into_iter().filter_map(header),
                header(GRADE_HEADER).as_deref(),
            ),
            if_none_match: header(IF_NONE_MATCH.as_str()),
        }
    }

    /// Whether the client holds this very answer already.
    pub(crate) fn holds(&self, etag: &str) -> bool {
        self.if_none_match.as_deref().is_some_and(|list| {
            list.split(',')
                .map(str::trim)
                .any(|one| one == "*" || one.trim_start_matches("W/") == etag)
        })
    }

    /// The draft with where and with what it was done.
    pub(crate) fn sign(&self, mut draft: Draft) -> Draft {
        draft.ip = Some(self.ip);
        draft.agent.clone_from(&self.agent);
        draft
    }
}

fn text(request: &HttpRequest, name: &str) -> Option<String> {
    request
        .headers()
        .get(name)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned)
}

/// A person, unless the browser fetched ahead or the app says that nobody asked. A client can only make its
/// own act count for less.
fn grade(mut purposes: impl Iterator<Item = String>, said: Option<&str>) -> Grade {
    let ahead = |word: &str| {
        ["prefetch", "preview", "prerender"]
            .iter()
            .any(|known| word.trim().eq_ignore_ascii_case(known))
    };
    if purposes.any(|purpose| purpose.split([';', ',']).any(ahead)) {
        return Grade::Prefetch;
    }
    match said {
        Some("refresh") => Grade::Refresh,
        _ => Grade::Person,
    }
}

impl Argument for Client {
    async fn take(ask: &mut Ask<'_>) -> Result<Self, Problem> {
        Ok(Self::of(ask.request, ask.api))
    }

    fn describe(_: &mut Described) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fetching_ahead_and_refreshing_are_no_views() {
        let of = |purposes: &[&str], said| grade(purposes.iter().map(|&p| p.to_owned()), said);
        assert_eq!(of(&[], None), Grade::Person);
        for ahead in [
            "prefetch",
            "prefetch;prerender",
            "Prefetch",
            "preview",
            "prefetch;anonymous-client-ip",
        ] {
            assert_eq!(of(&[ahead], None), Grade::Prefetch, "{ahead}");
        }
        // One header that says so is enough, whatever another says.
        assert_eq!(
            of(&["something", "prefetch"], Some("refresh")),
            Grade::Prefetch
        );
        assert_eq!(of(&["navigate"], None), Grade::Person);
        assert_eq!(of(&[], Some("refresh")), Grade::Refresh);
        assert_eq!(of(&[], Some("system")), Grade::Person);
    }
}
