//! `GET /api/v1/admin/files/{id}`: the bytes of a file of the firm's, as it is or as it was, with a receipt first.

use crate::http::file::{self, Manner, Wanted};
use crate::http::input::{PathId, Query};
use crate::http::problem::Problem;
use crate::http::reply::{FileBytes, Reply};
use crate::http::staff::Staff;
use contract::id::File;
use domain::policy::SeeRecords;
use domain::receipt::Act;
use serde::Deserialize;

/// How a file is wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct FirmFileQuery {
    /// `true` to look at a PDF, JPEG or PNG in the browser; anything else is saved.
    #[serde(default)]
    #[param(required = false)]
    inline: bool,
    /// The version of the record that brought it; the newest if left out.
    #[serde(default)]
    #[param(required = false)]
    version: Option<i32>,
}

/// Download a file of the firm's
///
/// The `ETag` is the SHA-256 of the bytes. What was replaced or taken away is kept, and sent too.
#[utoipa::path(get, path = "/api/v1/admin/files/{id}", tag = "admin")]
pub(crate) async fn get_firm_file(
    me: Staff<SeeRecords>,
    PathId(id): PathId<File>,
    Query(query): Query<FirmFileQuery>,
    wanted: Wanted,
) -> Result<Reply<FileBytes>, Problem> {
    let found = store::whole::files::original(me.db(), &me.permit, id, query.version).await?;
    let grant = found.ok_or_else(|| me.hidden(Act::FileDownload, id))?;
    let manner = if query.inline {
        Manner::Inline
    } else {
        Manner::Attachment
    };
    file::send(&me, &wanted, grant, manner).await
}
