//! `GET /api/v1/admin/start`: how far a new firm has come.

use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::setup::StartState;
use domain::policy::EditFirm;
use domain::receipt::Act;

/// How far the firm has come
#[utoipa::path(get, path = "/api/v1/admin/start", tag = "admin")]
pub(crate) async fn get_start(me: Staff<EditFirm>) -> Result<Reply<StartState>, Problem> {
    let state = store::whole::start::state(me.db(), &me.permit).await?;
    reply::whole(&me, Act::FirmView, state)
}
