//! `POST /api/v1/passkeys/register/begin`: what the browser needs to make a passkey for whoever is signed in.

use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::viewer::SignedIn;
use contract::passkey::PasskeyCeremony;
use domain::receipt::Act;

/// Begin to add a passkey
///
/// Another beside the first one only in a session that was begun by passkey.
#[utoipa::path(
    post,
    path = "/api/v1/passkeys/register/begin",
    tag = "session",
    responses(
        (status = 403, description = "Sign in by passkey first"),
        (status = 409, description = "Passkeys are off here"),
        (status = 422, description = "There are too many already"),
    )
)]
pub(crate) async fn begin_passkey(me: SignedIn) -> Result<Reply<PasskeyCeremony>, Problem> {
    let ceremony = app::passkeys::begin_adding(&me.api.app, &me.session)
        .await
        .map_err(|error| super::super::sign_in::passkey(error, me.receipt(Act::PasskeyAsked)))?;
    reply::own(&me, Act::PasskeyAsked, &ceremony)
}
