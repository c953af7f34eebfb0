//! `GET /api/v1/admin/session`: who is signed in, and where she is staff.

use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::viewer::SignedIn;
use contract::staff::StaffSession;
use domain::receipt::Act;

/// Where am I staff
#[utoipa::path(get, path = "/api/v1/admin/session", tag = "admin")]
pub(crate) async fn get_staff_session(me: SignedIn) -> Result<Reply<StaffSession>, Problem> {
    let view = app::staff::view(&me.api.app, &me.session).await?;
    reply::own(&me, Act::SessionView, &view)
}
