//! `GET /api/v1/admin/imports`: the last ones.

use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::import::ImportPage;
use domain::policy::Import;
use domain::receipt::Act;

/// List the last imports
#[utoipa::path(get, path = "/api/v1/admin/imports", tag = "admin")]
pub(crate) async fn list_imports(me: Staff<Import>) -> Result<Reply<ImportPage>, Problem> {
    let page = app::import::runs::list(&me.api.app, &me.permit).await?;
    reply::whole(&me, Act::ImportList, page)
}
