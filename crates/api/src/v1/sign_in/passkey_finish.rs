//! `POST /api/v1/sign-in/passkey/finish`: signs in whoever has shown her passkey.

use super::{Earlier, receipt};
use crate::http::client::Client;
use crate::http::cookie;
use crate::http::input::Input;
use crate::http::limit::Limited;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::viewer::Shared;
use contract::passkey::PasskeyProof;
use domain::receipt::Act;

/// Sign in by passkey
///
/// Answers the session's cookie. A session that the same person has in this browser ends: the new one takes its place.
#[utoipa::path(
    post,
    path = "/api/v1/sign-in/passkey/finish",
    tag = "sign-in",
    responses(
        (status = 403, description = "That passkey does not work here"),
        (status = 409, description = "Passkeys are off here"),
    )
)]
pub(crate) async fn sign_in_by_passkey(
    _: Limited,
    shared: Shared,
    client: Client,
    Earlier(earlier): Earlier,
    Input(proof): Input<PasskeyProof>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = receipt(&client, Act::SignInPasskey);
    let signed_in =
        app::passkeys::sign_in(&shared.0.app, &proof, earlier.as_deref(), draft.clone()).await;
    let redeemed = signed_in.map_err(|error| super::passkey(error, draft))?;
    Ok(reply::done().cookie(cookie::session(redeemed.secret.expose())))
}
