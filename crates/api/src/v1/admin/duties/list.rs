//! `GET /api/v1/admin/duties`: the papers that run out and that nothing newer replaces.

use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::duty::DutyPage;
use domain::policy::SeeRecords;
use domain::receipt::Act;

/// What runs out
#[utoipa::path(get, path = "/api/v1/admin/duties", tag = "admin")]
pub(crate) async fn list_duties(me: Staff<SeeRecords>) -> Result<Reply<DutyPage>, Problem> {
    let today = me.api.app.clock.today();
    let page = store::whole::duties::list(me.db(), &me.permit, today).await?;
    reply::whole(&me, Act::DutyList, page)
}
