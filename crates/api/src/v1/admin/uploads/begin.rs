//! `POST /api/v1/admin/uploads`: says what will be sent; the answer says where to.

use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{Created, Reply};
use crate::http::staff::Staff;
use crate::http::upload::{self, Announced};
use domain::policy::DoJobs;

/// Begin an upload
///
/// `Location` is where its pieces go. What nothing comes of for a day is removed.
#[utoipa::path(post, path = "/api/v1/admin/uploads", tag = "admin")]
pub(crate) async fn begin_upload(
    me: Staff<DoJobs>,
    once: Once,
    announced: Announced,
) -> Result<Reply<Created>, Problem> {
    let Announced { length, metadata } = announced;
    let once = once.of(me.id(), &(length, &metadata))?;
    let id = app::uploads::begin(&me.api.app, &me.permit, length, &metadata, &once).await?;
    upload::begun(id)
}
