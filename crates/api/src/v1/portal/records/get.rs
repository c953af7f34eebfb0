//! `GET /api/v1/portal/records/{id}`: one record with everything the lens opens.

use crate::http::input::PathId;
use crate::http::memory::Returning;
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use contract::id::Record;
use contract::record::RecordView;
use domain::receipt::Act;

/// Open a record
#[utoipa::path(get, path = "/api/v1/portal/records/{id}", tag = "portal")]
pub(crate) async fn get_record(
    me: Returning,
    PathId(id): PathId<Record>,
) -> Result<Reply<RecordView>, Problem> {
    let found = store::scoped::records::get(me.db(), &me.scope, id).await?;
    let record = found.ok_or_else(|| me.hidden(Act::RecordView, id))?;
    Ok(reply::kept(&me, Act::RecordView, record)?.about(id))
}
