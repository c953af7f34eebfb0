//! `POST /api/v1/passkeys/register/finish`: keeps the passkey that the browser has made.

use crate::http::input::Input;
use crate::http::problem::Problem;
use crate::http::reply::{self, Created, Reply};
use crate::http::viewer::SignedIn;
use contract::passkey::NewPasskey;
use domain::receipt::Act;

/// Add the passkey that the browser has made
#[utoipa::path(
    post,
    path = "/api/v1/passkeys/register/finish",
    tag = "session",
    responses(
        (status = 403, description = "That passkey does not work here, or sign in by passkey first"),
        (status = 409, description = "Passkeys are off here"),
    )
)]
pub(crate) async fn add_passkey(
    me: SignedIn,
    Input(new): Input<NewPasskey>,
) -> Result<Reply<Created>, Problem> {
    let draft = me.receipt(Act::PasskeyAdded);
    let added = app::passkeys::add(&me.api.app, &me.session, &new, draft).await;
    let id = added
        .map_err(|error| super::super::sign_in::passkey(error, me.receipt(Act::PasskeyAdded)))?;
    reply::made(id)
}
