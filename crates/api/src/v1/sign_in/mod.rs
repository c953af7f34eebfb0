//! Signing in: ask for a link, look at it, redeem it or the code, have an old one replaced; or show a passkey.

pub(super) mod ask;
pub(super) mod passkey_begin;
pub(super) mod passkey_finish;
pub(super) mod peek;
pub(super) mod redeem;
pub(super) mod renew;

use crate::http::argument::{Argument, Ask};
use crate::http::client::Client;
use crate::http::cookie;
use crate::http::describe::Described;
use crate::http::problem::Problem;
use crate::http::viewer::Shared;
use actix_web::cookie::Cookie;
use app::passkeys::PasskeyError;
use app::sign_in::{Secret, SignInError};
use domain::receipt::{Act, Actor, Chain, Draft, Outcome};

/// The browser of somebody who is not signed in, known again by its own cookie.
pub(super) struct Browser {
    secret: Option<String>,
}

impl Argument for Browser {
    async fn take(ask: &mut Ask<'_>) -> Result<Self, Problem> {
        Ok(Self {
            secret: cookie::read(ask.request, cookie::BROWSER),
        })
    }

    fn describe(_: &mut Described) {}
}

/// The secret of a session that this browser may still have, whatever it is worth.
pub(super) struct Earlier(Option<String>);

impl Argument for Earlier {
    async fn take(ask: &mut Ask<'_>) -> Result<Self, Problem> {
        Ok(Self(cookie::read(ask.request, cookie::SESSION)))
    }

    fn describe(_: &mut Described) {}
}

impl Browser {
    /// What the browser is known by, and the cookie that keeps it so. A browser has one secret for all its
    /// asking: the code of an earlier mail goes on working in it.
    fn keep(self, shared: &Shared) -> (String, Cookie<'static>) {
        let secret = self
            .secret
            .unwrap_or_else(|| Secret::fresh(&*shared.0.app.entropy).expose().to_owned());
        let cookie = cookie::set(
            cookie::BROWSER,
            secret.clone(),
            i64::from(domain::sign_in::MINUTES) * 60,
        );
        (secret, cookie)
    }
}

/// Of somebody nobody knows yet, in the installation's own chain.
fn receipt(client: &Client, act: Act) -> Draft {
    client.sign(Draft::new(
        Chain::INSTALLATION,
        Actor::Unknown,
        act,
        client.grade,
    ))
}

/// What became of a link or code; a refusal is receipted like a success.
fn link<T>(outcome: Result<T, SignInError>, client: &Client, act: Act) -> Result<T, Problem> {
    outcome.map_err(|error| {
        let mut draft = receipt(client, act);
        draft.outcome = Outcome::Refused;
        Problem::from(error).receipted(draft)
    })
}

/// Why an exchange with a passkey came to nothing. The draft is what it would have been told as; where a passkey counts
/// backwards, whose it is and which is worth telling.
pub(super) fn passkey(error: PasskeyError, mut draft: Draft) -> Problem {
    if let PasskeyError::Copied(identity, passkey) = &error {
        draft.act = Act::PasskeyCopied;
        draft.actor = Actor::Identity(*identity);
        draft.object = Some((*passkey).into());
    }
    draft.outcome = Outcome::Refused;
    let problem = Problem::from(error);
    if problem.fault().status().is_server_error() {
        return problem;
    }
    problem.receipted(draft)
}
