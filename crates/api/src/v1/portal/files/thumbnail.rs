//! `GET /api/v1/portal/files/{id}/thumbnail`: a file's small picture; the receipt of its set covers it.

use crate::http::file::{self, Manner, Wanted};
use crate::http::input::PathId;
use crate::http::problem::Problem;
use crate::http::reply::{FileBytes, Reply};
use crate::http::viewer::Visitor;
use contract::id::File;
use domain::receipt::Act;

/// A photo's small picture
#[utoipa::path(get, path = "/api/v1/portal/files/{id}/thumbnail", tag = "portal")]
pub(crate) async fn get_thumbnail(
    me: Visitor,
    PathId(id): PathId<File>,
    wanted: Wanted,
) -> Result<Reply<FileBytes>, Problem> {
    let found = store::scoped::files::thumbnail(me.db(), &me.scope, id).await?;
    let grant = found.ok_or_else(|| me.hidden(Act::FileDownload, id))?;
    file::send(&me, &wanted, grant, Manner::Thumbnail).await
}
