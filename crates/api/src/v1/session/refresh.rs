//! `POST /api/v1/session/refresh`: renews the browser's secret, at most daily.

use crate::http::cookie;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::viewer::SignedIn;
use domain::receipt::Act;

/// Renew the session's secret
///
/// Call it under a Web Lock. The secret before goes on working until the new one has been seen, and for 60
/// seconds more; after that, using it ends the session.
#[utoipa::path(post, path = "/api/v1/session/refresh", tag = "session")]
pub(crate) async fn refresh_session(me: SignedIn) -> Result<Reply<Nothing>, Problem> {
    let draft = me.receipt(Act::SessionRefresh);
    let refreshed = app::sign_in::refresh(&me.api.app, &me.secret, draft).await?;
    let reply = reply::done();
    Ok(match refreshed.secret {
        Some(secret) => reply.cookie(cookie::session(secret.expose())),
        None => reply,
    })
}
