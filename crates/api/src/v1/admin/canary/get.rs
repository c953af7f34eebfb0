//! `GET /api/v1/admin/canary`: how the last check of what every contact is shown ended.

use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::canary::CanaryState;
use domain::policy::SeeReceipts;
use domain::receipt::Act;

/// Was anybody shown what she may not see
#[utoipa::path(get, path = "/api/v1/admin/canary", tag = "admin")]
pub(crate) async fn get_canary(me: Staff<SeeReceipts>) -> Result<Reply<CanaryState>, Problem> {
    let state = store::whole::canary::state(me.db(), &me.permit).await?;
    reply::whole(&me, Act::CanaryView, state)
}
