//! `PUT /api/v1/admin/records/{id}`: a record's next version.

use crate::http::if_match::IfMatch;
use crate::http::input::{Input, PathId};
use crate::http::once::Once;
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
    IfMatch(expected): IfMatch,
    once: Once,
    Input(edit): Input<RecordEdit>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::RecordChanged);
    let (app, once) = (&me.api.app, once.of(me.id(), &edit)?);
    app::records::edit(app, &me.permit, id, edit, &expected, &once, draft).await?;
    Ok(reply::done())
}
