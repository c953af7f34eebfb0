//! `GET /api/v1/admin/firm/modules`: what is switched off for everybody.

use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::switch::FirmModules;
use domain::policy::EditFirm;
use domain::receipt::Act;

/// What the firm has switched off
#[utoipa::path(get, path = "/api/v1/admin/firm/modules", tag = "admin")]
pub(crate) async fn get_firm_modules(me: Staff<EditFirm>) -> Result<Reply<FirmModules>, Problem> {
    let modules = store::whole::firm::modules(me.db(), &me.permit).await?;
    reply::whole(&me, Act::FirmView, modules)
}
