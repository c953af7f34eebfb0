//! `POST /api/v1/admin/records/publish`: who outside the firm may see some records. Only those named: sending one
//! certificate never opens the batch.

use crate::http::input::Input;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::firm_record::Publication;
use domain::policy::ShareRecords;
use domain::receipt::Act;

/// Publish, share or take back records
///
/// All of them, or, if one cannot be, none. Each has its receipt.
#[utoipa::path(
    post,
    path = "/api/v1/admin/records/publish",
    tag = "admin",
    responses((status = 404, description = "One of these is none of the firm's")),
)]
pub(crate) async fn publish_records(
    me: Staff<ShareRecords>,
    Input(wanted): Input<Publication>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::RecordPublish);
    app::records::set_standing(&me.api.app, &me.permit, wanted, draft).await?;
    Ok(reply::done())
}
