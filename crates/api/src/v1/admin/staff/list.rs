//! `GET /api/v1/admin/staff`: everybody who is staff now.

use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::staff::StaffPage;
use domain::policy::ManageStaff;
use domain::receipt::Act;

/// List the staff
#[utoipa::path(get, path = "/api/v1/admin/staff", tag = "admin")]
pub(crate) async fn list_staff(me: Staff<ManageStaff>) -> Result<Reply<StaffPage>, Problem> {
    let page = store::whole::staff::list(me.db(), &me.permit).await?;
    reply::whole(&me, Act::StaffList, page)
}
