//! `GET /api/v1/portal/files/{id}`: the bytes of a file, or one range of them, with a receipt first.

use crate::http::file::{self, Manner, Wanted};
use crate::http::input::{PathId, Query};
use crate::http::problem::Problem;
use crate::http::reply::{FileBytes, Reply};
use crate::http::viewer::Visitor;
use contract::id::File;
use domain::receipt::Act;
use serde::Deserialize;

/// How a file is wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct FileQuery {
    /// `true` to look at a PDF, JPEG or PNG in the browser; anything else is saved.
    #[serde(default)]
    #[param(required = false)]
    inline: bool,
}

/// Download a file
///
/// The `ETag` is the SHA-256 of the bytes.
#[utoipa::path(get, path = "/api/v1/portal/files/{id}", tag = "portal")]
pub(crate) async fn get_file(
    me: Visitor,
    PathId(id): PathId<File>,
    Query(query): Query<FileQuery>,
    wanted: Wanted,
) -> Result<Reply<FileBytes>, Problem> {
    let found = store::scoped::files::original(me.db(), &me.scope, id).await?;
    let grant = found.ok_or_else(|| me.hidden(Act::FileDownload, id))?;
    let manner = if query.inline {
        Manner::Inline
    } else {
        Manner::Attachment
    };
    file::send(&me, &wanted, grant, manner).await
}
