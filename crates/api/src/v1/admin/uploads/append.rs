//! `PATCH /api/v1/admin/uploads/{id}`: the next piece. What came of one that breaks off is kept.

use crate::http::input::PathId;
use crate::http::problem::Problem;
use crate::http::reply::Reply;
use crate::http::staff::Staff;
use crate::http::upload::{self, HowFar, Piece};
use contract::id::Upload;
use domain::policy::DoJobs;

/// Send a piece of an upload
#[utoipa::path(patch, path = "/api/v1/admin/uploads/{id}", tag = "admin")]
pub(crate) async fn append_upload(
    me: Staff<DoJobs>,
    PathId(id): PathId<Upload>,
    piece: Piece,
) -> Result<Reply<HowFar>, Problem> {
    let app = &me.api.app;
    let arriving = app::uploads::append(app, &me.permit, id, piece.offset, piece.size).await?;
    Ok(upload::how_far(piece.into(arriving).await?))
}
