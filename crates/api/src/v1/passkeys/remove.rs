//! `DELETE /api/v1/passkeys/{id}`: removes one of one's own passkeys.

use crate::http::input::PathId;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::viewer::SignedIn;
use contract::id::Passkey;
use domain::receipt::Act;

/// Remove a passkey
///
/// The last one only in a session that was begun by passkey.
#[utoipa::path(
    delete,
    path = "/api/v1/passkeys/{id}",
    tag = "session",
    responses((status = 403, description = "Sign in by passkey first"))
)]
pub(crate) async fn remove_passkey(
    me: SignedIn,
    PathId(id): PathId<Passkey>,
) -> Result<Reply<Nothing>, Problem> {
    let mut draft = me.receipt(Act::PasskeyRemoved);
    draft.object = Some(id.into());
    let removed = app::passkeys::remove(&me.api.app, &me.session, id, draft.clone()).await;
    removed.map_err(|error| super::super::sign_in::passkey(error, draft))?;
    Ok(reply::done())
}
