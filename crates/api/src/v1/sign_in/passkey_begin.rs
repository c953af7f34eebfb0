//! `POST /api/v1/sign-in/passkey/begin`: what the browser needs to look for a passkey. Nobody is named, so it says
//! nothing of anybody.

use super::receipt;
use crate::http::client::Client;
use crate::http::limit::Limited;
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::viewer::Shared;
use contract::passkey::PasskeyCeremony;
use domain::receipt::Act;

/// Begin to sign in by passkey
#[utoipa::path(
    post,
    path = "/api/v1/sign-in/passkey/begin",
    tag = "sign-in",
    responses((status = 409, description = "Passkeys are off here"))
)]
pub(crate) async fn begin_passkey_sign_in(
    _: Limited,
    shared: Shared,
    client: Client,
) -> Result<Reply<PasskeyCeremony>, Problem> {
    let ceremony = app::passkeys::begin_sign_in(&shared.0.app)
        .await
        .map_err(|error| super::passkey(error, receipt(&client, Act::PasskeyAsked)))?;
    Ok(reply::public(&ceremony)?.receipted(receipt(&client, Act::PasskeyAsked)))
}
