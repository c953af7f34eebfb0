//! `POST /api/v1/admin/imports/{id}/commit`: writes what was found.

use crate::http::input::{Input, PathId};
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::id;
use contract::import::ImportChoice;
use domain::policy::Import;
use domain::receipt::Act;

/// Write an import
///
/// It goes on in the background, in one step: all of it is written, or nothing.
#[utoipa::path(post, path = "/api/v1/admin/imports/{id}/commit", tag = "admin")]
pub(crate) async fn commit_import(
    me: Staff<Import>,
    PathId(import): PathId<id::Import>,
    once: Once,
    Input(choice): Input<ImportChoice>,
) -> Result<Reply<Nothing>, Problem> {
    let (draft, once) = (me.draft(Act::ImportRun), once.of(me.id(), &choice)?);
    let app = &me.api.app;
    app::import::runs::commit(app, &me.permit, import, choice, &once, draft).await?;
    Ok(reply::done())
}
