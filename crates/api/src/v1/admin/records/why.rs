//! `GET /api/v1/admin/records/{id}/why`: who sees a record, who is near and does not, and why.

use crate::http::input::PathId;
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::id::Record;
use contract::why::RecordWhy;
use domain::policy::Explain;
use domain::receipt::Act;

/// Explain who sees a record
#[utoipa::path(get, path = "/api/v1/admin/records/{id}/why", tag = "admin")]
pub(crate) async fn explain_record(
    me: Staff<Explain>,
    PathId(id): PathId<Record>,
) -> Result<Reply<RecordWhy>, Problem> {
    let found = app::explain::record(&me.api.app, &me.permit, id).await?;
    let why = found.ok_or_else(|| me.hidden(Act::RecordWhy, id))?;
    Ok(reply::whole(&me, Act::RecordWhy, why)?.about(id))
}
