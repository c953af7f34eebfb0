//! `GET /api/v1/portal/records/{id}`: one record with everything the lens opens.

use crate::http::input::PathId;
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::viewer::Visitor;
use contract::id::Record;
use contract::record::RecordView;
use domain::receipt::Act;

/// Open a record
#[utoipa::path(get, path = "/api/v1/portal/records/{id}", tag = "portal")]
pub(crate) async fn get_record(
    me: Visitor,
    PathId(id): PathId<Record>,
) -> Result<Reply<RecordView>, Problem> {
    let found = store::scoped::records::get(me.db(), &me.scope, id).await?;
    let record = found.ok_or_else(|| me.hidden(Act::RecordView, id))?;
    Ok(reply::ok(&me, Act::RecordView, record)?.about(id))
}
