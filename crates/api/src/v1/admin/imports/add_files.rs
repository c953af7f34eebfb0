//! `POST /api/v1/admin/imports/{id}/files`: uploads that are complete, put into the import's folder.

use crate::http::input::{Input, PathId};
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::id;
use contract::import::ImportFiles;
use domain::policy::Import;

/// Add files to an import
///
/// Tables lie at the top of the folder, what they name under `files/`. A ZIP at the top is unpacked.
#[utoipa::path(post, path = "/api/v1/admin/imports/{id}/files", tag = "admin")]
pub(crate) async fn add_import_files(
    me: Staff<Import>,
    PathId(import): PathId<id::Import>,
    once: Once,
    Input(files): Input<ImportFiles>,
) -> Result<Reply<Nothing>, Problem> {
    let once = once.of(me.id(), &files)?;
    app::import::runs::add_files(&me.api.app, &me.permit, import, files, &once).await?;
    Ok(reply::done())
}
