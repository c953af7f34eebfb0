//! `GET /api/v1/admin/preview/{contact}/session`: as whom she looks, in the shape that the portal's app begins with.

use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::viewer::{SignedIn, Visitor};
use contract::session::SessionView;
use domain::receipt::Act;

/// As whom am I looking
///
/// The session is the asker's own. Its one hat is the contact's, of whom nothing may be kept on the device.
#[utoipa::path(get, path = "/api/v1/admin/preview/{contact}/session", tag = "preview")]
pub(crate) async fn get_session(
    visitor: Visitor,
    me: SignedIn,
) -> Result<Reply<SessionView>, Problem> {
    let view = app::sign_in::view_as(&me.api.app, &me.session, &visitor.viewer).await?;
    reply::own_as(&visitor, Act::SessionView, &view)
}
