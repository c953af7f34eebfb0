//! `POST /api/v1/admin/imports/{id}/cancel`: gives it up before it has written.

use crate::http::input::PathId;
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::id;
use domain::policy::Import;
use domain::receipt::Act;

/// Give an import up
///
/// Nothing of it is written.
#[utoipa::path(post, path = "/api/v1/admin/imports/{id}/cancel", tag = "admin")]
pub(crate) async fn cancel_import(
    me: Staff<Import>,
    PathId(import): PathId<id::Import>,
    once: Once,
) -> Result<Reply<Nothing>, Problem> {
    let (draft, once) = (me.draft(Act::ImportCancelled), once.of(me.id(), &())?);
    app::import::runs::cancel(&me.api.app, &me.permit, import, &once, draft).await?;
    Ok(reply::done())
}
