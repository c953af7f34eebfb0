//! `DELETE /api/v1/session`: signs this browser out.

use crate::http::cookie;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::viewer::SignedIn;
use domain::receipt::Act;

/// Sign out
#[utoipa::path(delete, path = "/api/v1/session", tag = "session")]
pub(crate) async fn end_session(me: SignedIn) -> Result<Reply<Nothing>, Problem> {
    app::sign_in::sign_out(&me.api.app, &me.secret, me.receipt(Act::SessionEnd)).await?;
    Ok(reply::done().cookie(cookie::end(cookie::SESSION)))
}
