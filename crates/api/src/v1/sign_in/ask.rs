//! `POST /api/v1/sign-in`: the same answer, in the same time, whoever asks for whatever address.

use super::{Browser, receipt};
use crate::http::client::Client;
use crate::http::input::Input;
use crate::http::limit::Limited;
use crate::http::problem::Problem;
use crate::http::reply::{self, Accepted, Reply};
use crate::http::viewer::Shared;
use contract::sign_in::{SignInAccepted, SignInRequest};
use domain::receipt::Act;

/// Ask for a sign-in mail
///
/// If the address is known here, a mail with a link and a six-digit code is on its way. The answer does not
/// say whether it is.
#[utoipa::path(post, path = "/api/v1/sign-in", tag = "sign-in")]
pub(crate) async fn request_sign_in(
    _: Limited,
    shared: Shared,
    client: Client,
    browser: Browser,
    Input(request): Input<SignInRequest>,
) -> Result<Reply<Accepted<SignInAccepted>>, Problem> {
    let (secret, cookie) = browser.keep(&shared);
    let agent = client.agent.as_deref().unwrap_or_default();
    app::sign_in::ask(
        &shared.0.app,
        &request.email,
        &secret,
        &client.ip.to_string(),
        agent,
    )
    .await?;
    let mut draft = receipt(&client, Act::SignInAsked);
    draft.personal = Some(request.email.to_string());
    Ok(reply::accepted(&SignInAccepted {
        minutes: domain::sign_in::MINUTES,
    })?
    .cookie(cookie)
    .receipted(draft))
}
