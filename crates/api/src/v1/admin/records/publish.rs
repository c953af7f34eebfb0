//! `POST /api/v1/admin/records/publish`: who outside the firm may see some records. Only those named: sending one
//! certificate never opens the batch.

use crate::http::input::Input;
use crate::http::once::Once;
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
    once: Once,
    Input(wanted): Input<Publication>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::RecordPublish);
    let (app, once) = (&me.api.app, once.of(me.id(), &wanted)?);
    app::records::set_standing(app, &me.permit, wanted, &once, draft).await?;
    Ok(reply::done())
}
