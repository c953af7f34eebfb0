//! `POST /api/v1/admin/records`: makes a record of any kind; it begins as the firm's own.

use crate::http::input::Input;
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Created, Reply};
use crate::http::staff::Staff;
use contract::firm_record::NewRecord;
use domain::policy::EditRecords;
use domain::receipt::Act;

/// Make a record
#[utoipa::path(post, path = "/api/v1/admin/records", tag = "admin")]
pub(crate) async fn add_record(
    me: Staff<EditRecords>,
    once: Once,
    Input(new): Input<NewRecord>,
) -> Result<Reply<Created>, Problem> {
    let draft = me.draft(Act::RecordAdded);
    let once = once.of(me.id(), &new)?;
    reply::made(app::records::add(&me.api.app, &me.permit, new, &once, draft).await?)
}
