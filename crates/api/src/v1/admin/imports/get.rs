//! `GET /api/v1/admin/imports/{id}`: where it stands, and what it comes to.

use crate::http::input::PathId;
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::id;
use contract::import::ImportView;
use domain::policy::Import;
use domain::receipt::Act;

/// Look at an import
#[utoipa::path(get, path = "/api/v1/admin/imports/{id}", tag = "admin")]
pub(crate) async fn get_import(
    me: Staff<Import>,
    PathId(import): PathId<id::Import>,
) -> Result<Reply<ImportView>, Problem> {
    let view = app::import::runs::get(&me.api.app, &me.permit, import).await?;
    Ok(reply::whole(&me, Act::ImportView, view)?.about(import))
}
