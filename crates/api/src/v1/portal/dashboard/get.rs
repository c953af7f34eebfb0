//! `GET /api/v1/portal/dashboard`: the blocks of the contact's profile, computed here.

use crate::http::memory::Returning;
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use contract::block::Dashboard;
use domain::receipt::Act;

/// The first page
#[utoipa::path(get, path = "/api/v1/portal/dashboard", tag = "portal")]
pub(crate) async fn get_dashboard(me: Returning) -> Result<Reply<Dashboard>, Problem> {
    let dashboard = store::scoped::dashboard::get(me.db(), &me.viewer, &me.scope).await?;
    reply::kept(&me, Act::DashboardView, dashboard)
}
