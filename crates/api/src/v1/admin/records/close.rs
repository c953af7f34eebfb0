//! `POST /api/v1/admin/records/{id}/close`: a job was done on a day.

use crate::http::input::{Input, PathId};
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::firm_record::JobClosing;
use contract::id::Record;
use domain::policy::DoJobs;
use domain::receipt::Act;

/// Close a job
#[utoipa::path(post, path = "/api/v1/admin/records/{id}/close", tag = "admin")]
pub(crate) async fn close_job(
    me: Staff<DoJobs>,
    PathId(id): PathId<Record>,
    once: Once,
    Input(closing): Input<JobClosing>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::JobClose);
    let (app, once) = (&me.api.app, once.of(me.id(), &closing)?);
    app::records::close(app, &me.permit, id, closing.on, &once, draft).await?;
    Ok(reply::done())
}
