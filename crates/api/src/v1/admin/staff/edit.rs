//! `PUT /api/v1/admin/staff/{id}`: another name or role.

use crate::http::if_match::IfMatch;
use crate::http::input::{Input, PathId};
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::id::Staff as OfStaff;
use contract::staff::StaffEdit;
use domain::policy::ManageStaff;
use domain::receipt::Act;

/// Change somebody of the staff
#[utoipa::path(put, path = "/api/v1/admin/staff/{id}", tag = "admin")]
pub(crate) async fn edit_staff(
    me: Staff<ManageStaff>,
    PathId(id): PathId<OfStaff>,
    IfMatch(expected): IfMatch,
    once: Once,
    Input(edit): Input<StaffEdit>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::StaffChanged);
    let (app, firm) = (&me.api.app, me.permit.firm());
    let once = once.of(me.id(), &edit)?;
    app::staff::edit(app, firm, id, edit, &expected, &once, draft).await?;
    Ok(reply::done())
}
