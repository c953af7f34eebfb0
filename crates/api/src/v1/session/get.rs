//! `GET /api/v1/session`: who is signed in here, and as whom she can act.

use crate::http::problem::Problem;
use crate::http::reply::{self, IfAny, Reply};
use crate::http::viewer::Anyone;
use contract::session::SessionView;
use domain::receipt::Act;

/// Who am I, and for whom can I act
///
/// A browser without a session's cookie is told that it is nobody: 204. A cookie that is no session's any more is
/// refused.
#[utoipa::path(get, path = "/api/v1/session", tag = "session")]
pub(crate) async fn get_session(Anyone(me): Anyone) -> Result<Reply<IfAny<SessionView>>, Problem> {
    let Some(me) = me else {
        return reply::own_if_any(None);
    };
    let view = app::sign_in::view(&me.api.app, &me.session).await?;
    reply::own_if_any(Some((&me, Act::SessionView, &view)))
}
