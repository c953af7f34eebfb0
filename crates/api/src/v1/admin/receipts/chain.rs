//! `GET /api/v1/admin/receipts/chain`: whether the log is as it was written.

use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::audit::ChainState;
use domain::policy::SeeReceipts;
use domain::receipt::Act;

/// Verify the firm's receipts
///
/// Of a long chain only the newest entries are looked at, from a signed one on.
#[utoipa::path(get, path = "/api/v1/admin/receipts/chain", tag = "admin")]
pub(crate) async fn get_receipt_chain(
    me: Staff<SeeReceipts>,
) -> Result<Reply<ChainState>, Problem> {
    let state = app::receipts::chain(&me.api.app, &me.permit).await?;
    reply::whole(&me, Act::ChainVerified, state)
}
