//! `POST /api/v1/admin/imports/{id}/undo`: takes back what the last import wrote.

use crate::http::input::PathId;
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::id;
use domain::policy::Import;
use domain::receipt::Act;

/// Take the last import back
///
/// It goes on in the background. What was changed by hand since is left, and listed.
#[utoipa::path(post, path = "/api/v1/admin/imports/{id}/undo", tag = "admin")]
pub(crate) async fn undo_import(
    me: Staff<Import>,
    PathId(import): PathId<id::Import>,
    once: Once,
) -> Result<Reply<Nothing>, Problem> {
    let (draft, once) = (me.draft(Act::ImportUndone), once.of(me.id(), &())?);
    app::import::runs::undo(&me.api.app, &me.permit, import, &once, draft).await?;
    Ok(reply::done())
}
