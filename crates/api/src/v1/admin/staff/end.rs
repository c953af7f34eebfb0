//! `DELETE /api/v1/admin/staff/{id}`: she is staff no more; her receipts stay.

use crate::http::input::PathId;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::id::Staff as OfStaff;
use domain::policy::ManageStaff;
use domain::receipt::Act;

/// End what somebody is at the firm
#[utoipa::path(delete, path = "/api/v1/admin/staff/{id}", tag = "admin")]
pub(crate) async fn end_staff(
    me: Staff<ManageStaff>,
    PathId(id): PathId<OfStaff>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::StaffEnded);
    app::staff::end(&me.api.app, me.permit.firm(), id, draft).await?;
    Ok(reply::done())
}
