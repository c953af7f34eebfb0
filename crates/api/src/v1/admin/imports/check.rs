//! `POST /api/v1/admin/imports/{id}/check`: finds out what it would do.

use crate::http::input::PathId;
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::id;
use domain::policy::Import;
use domain::receipt::Act;

/// Find out what an import would do
///
/// It goes on in the background; the import says how far it has come, and then what it found.
#[utoipa::path(post, path = "/api/v1/admin/imports/{id}/check", tag = "admin")]
pub(crate) async fn check_import(
    me: Staff<Import>,
    PathId(import): PathId<id::Import>,
    once: Once,
) -> Result<Reply<Nothing>, Problem> {
    let (draft, once) = (me.draft(Act::ImportChecked), once.of(me.id(), &())?);
    app::import::runs::check(&me.api.app, &me.permit, import, &once, draft).await?;
    Ok(reply::done())
}
