//! `GET /api/v1/portal/dashboard`: the blocks of the contact's profile, computed here.

use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::viewer::Visitor;
use contract::block::Dashboard;
use domain::receipt::Act;

/// The first page
#[utoipa::path(get, path = "/api/v1/portal/dashboard", tag = "portal")]
pub(crate) async fn get_dashboard(me: Visitor) -> Result<Reply<Dashboard>, Problem> {
    let dashboard = store::scoped::dashboard::get(me.db(), &me.viewer, &me.scope).await?;
    reply::ok(&me, Act::DashboardView, dashboard)
}
