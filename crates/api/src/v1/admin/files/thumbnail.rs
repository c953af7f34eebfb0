//! `GET /api/v1/admin/files/{id}/thumbnail`: a photo's small picture; the receipt of its record covers it.

use crate::http::file::{self, Manner, Wanted};
use crate::http::input::PathId;
use crate::http::problem::Problem;
use crate::http::reply::{FileBytes, Reply};
use crate::http::staff::Staff;
use contract::id::File;
use domain::policy::SeeRecords;
use domain::receipt::Act;

/// A small picture of a photo of the firm's
#[utoipa::path(get, path = "/api/v1/admin/files/{id}/thumbnail", tag = "admin")]
pub(crate) async fn get_firm_thumbnail(
    me: Staff<SeeRecords>,
    PathId(id): PathId<File>,
    wanted: Wanted,
) -> Result<Reply<FileBytes>, Problem> {
    let found = store::whole::files::thumbnail(me.db(), &me.permit, id).await?;
    let grant = found.ok_or_else(|| me.hidden(Act::FileDownload, id))?;
    file::send(&me, &wanted, grant, Manner::Thumbnail).await
}
