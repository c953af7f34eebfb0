//! `POST /api/v1/admin/imports`: a new import, with nothing in it yet.

use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Created, Reply};
use crate::http::staff::Staff;
use domain::policy::Import;

/// Begin an import
///
/// Nothing is written before it was checked and committed. What nobody goes on with for a day loses its files.
#[utoipa::path(post, path = "/api/v1/admin/imports", tag = "admin")]
pub(crate) async fn begin_import(me: Staff<Import>, once: Once) -> Result<Reply<Created>, Problem> {
    let once = once.of(me.id(), &())?;
    reply::made(app::import::runs::begin(&me.api.app, &me.permit, &once).await?)
}
