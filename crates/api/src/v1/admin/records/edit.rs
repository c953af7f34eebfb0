//! `PUT /api/v1/admin/records/{id}`: a record's next version.

use crate::http::input::{Input, PathId};
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::firm_record::RecordEdit;
use contract::id::Record;
use domain::policy::EditRecords;
use domain::receipt::Act;

/// Change a record
///
/// What it was stays in its history.
#[utoipa::path(put, path = "/api/v1/admin/records/{id}", tag = "admin")]
pub(crate) async fn edit_record(
    me: Staff<EditRecords>,
    PathId(id): PathId<Record>,
    Input(edit): Input<RecordEdit>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::RecordChanged);
    app::records::edit(&me.api.app, &me.permit, id, edit, draft).await?;
    Ok(reply::done())
}
