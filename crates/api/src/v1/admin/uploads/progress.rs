//! `HEAD /api/v1/admin/uploads/{id}`: how far it has come, for whoever wants to go on.

use crate::http::input::PathId;
use crate::http::problem::Problem;
use crate::http::reply::Reply;
use crate::http::staff::Staff;
use crate::http::upload::{self, HowFar};
use contract::id::Upload;
use domain::policy::DoJobs;

/// How far has an upload come
#[utoipa::path(head, path = "/api/v1/admin/uploads/{id}", tag = "admin")]
pub(crate) async fn upload_progress(
    me: Staff<DoJobs>,
    PathId(id): PathId<Upload>,
) -> Result<Reply<HowFar>, Problem> {
    let progress = app::uploads::progress(&me.api.app, &me.permit, id).await?;
    Ok(upload::how_far(progress))
}
