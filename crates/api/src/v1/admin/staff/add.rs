//! `POST /api/v1/admin/staff`: makes somebody staff. She signs in by her address, as everybody does.

use crate::http::input::Input;
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Created, Reply};
use crate::http::staff::Staff;
use contract::staff::NewStaff;
use domain::policy::ManageStaff;
use domain::receipt::Act;

/// Add somebody to the staff
#[utoipa::path(post, path = "/api/v1/admin/staff", tag = "admin")]
pub(crate) async fn add_staff(
    me: Staff<ManageStaff>,
    once: Once,
    Input(new): Input<NewStaff>,
) -> Result<Reply<Created>, Problem> {
    let draft = me.draft(Act::StaffAdded);
    let once = once.of(me.id(), &new)?;
    reply::made(app::staff::add(&me.api.app, me.permit.firm(), new, &once, draft).await?)
}
