//! `GET /api/v1/admin/firm`: what the firm shows of itself.

use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::firm::FirmView;
use domain::policy::EditFirm;
use domain::receipt::Act;

/// Open the firm's own settings
#[utoipa::path(get, path = "/api/v1/admin/firm", tag = "admin")]
pub(crate) async fn get_firm(me: Staff<EditFirm>) -> Result<Reply<FirmView>, Problem> {
    let face = store::whole::firm::face(me.db(), &me.permit, &me.api.app.settings.host()).await?;
    reply::whole(&me, Act::FirmView, face)
}
