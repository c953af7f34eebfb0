//! `POST /api/v1/sign-in/redeem`: the only call that uses a link or code up, and the one that signs in.

use super::{Browser, receipt};
use crate::http::client::Client;
use crate::http::cookie;
use crate::http::input::Input;
use crate::http::limit::Limited;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::viewer::Shared;
use contract::sign_in::RedeemRequest;
use domain::receipt::Act;

/// Sign in with a link, or with the code in the browser that asked
///
/// Answers the session's cookie. `GET /api/v1/session` then says who is signed in.
#[utoipa::path(
    post,
    path = "/api/v1/sign-in/redeem",
    tag = "sign-in",
    responses(
        (status = 404, description = "This is not a sign-in link"),
        (status = 410, description = "This link no longer works"),
        (status = 403, description = "That code does not work"),
        (status = 429, description = "Codes are off for this address today"),
    )
)]
pub(crate) async fn redeem_sign_in(
    _: Limited,
    shared: Shared,
    client: Client,
    browser: Browser,
    Input(request): Input<RedeemRequest>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = receipt(&client, Act::SignInRedeemed);
    let outcome =
        app::sign_in::redeem(&shared.0.app, request, browser.secret.as_deref(), draft).await;
    let redeemed = super::link(outcome, &client, Act::SignInRedeemed)?;
    Ok(reply::done().cookie(cookie::session(redeemed.secret.expose())))
}
