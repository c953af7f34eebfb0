//! `POST /api/v1/sign-in/renew`: a fresh link in place of one that is used or old, without typing.

use super::{Browser, receipt};
use crate::http::client::Client;
use crate::http::input::Input;
use crate::http::limit::Limited;
use crate::http::problem::Problem;
use crate::http::reply::{self, Accepted, Reply};
use crate::http::viewer::Shared;
use contract::sign_in::{PeekRequest, SignInAccepted};
use domain::receipt::Act;

/// Ask for a fresh link in place of an old one
///
/// It is mailed to the address that the old link was made for.
#[utoipa::path(
    post,
    path = "/api/v1/sign-in/renew",
    tag = "sign-in",
    responses(
        (status = 404, description = "This is not a sign-in link"),
    )
)]
pub(crate) async fn renew_sign_in(
    _: Limited,
    shared: Shared,
    client: Client,
    browser: Browser,
    Input(request): Input<PeekRequest>,
) -> Result<Reply<Accepted<SignInAccepted>>, Problem> {
    let (secret, cookie) = browser.keep(&shared);
    let agent = client.agent.as_deref().unwrap_or_default();
    let asked = app::sign_in::renew(
        &shared.0.app,
        &request.token,
        &secret,
        &client.ip.to_string(),
        agent,
    )
    .await;
    super::link(asked, &client, Act::SignInAsked)?;
    Ok(reply::accepted(&SignInAccepted {
        minutes: domain::sign_in::MINUTES,
    })?
    .cookie(cookie)
    .receipted(receipt(&client, Act::SignInAsked)))
}
