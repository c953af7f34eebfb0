//! `GET /api/v1/session`: who is signed in here, and as whom she can act.

use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::viewer::SignedIn;
use contract::session::SessionView;
use domain::receipt::Act;

/// Who am I, and for whom can I act
#[utoipa::path(get, path = "/api/v1/session", tag = "session")]
pub(crate) async fn get_session(me: SignedIn) -> Result<Reply<SessionView>, Problem> {
    let view = app::sign_in::view(&me.api.app, &me.session).await?;
    reply::own(&me, Act::SessionView, &view)
}
