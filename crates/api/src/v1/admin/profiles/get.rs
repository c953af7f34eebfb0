//! `GET /api/v1/admin/profiles/{id}`: one type, its text and the texts before it.

use crate::http::input::PathName;
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::profile::ProfileView;
use domain::policy::SeeProfiles;
use domain::receipt::Act;

/// Open a third-party type
#[utoipa::path(get, path = "/api/v1/admin/profiles/{id}", tag = "admin")]
pub(crate) async fn get_profile(
    me: Staff<SeeProfiles>,
    PathName(id): PathName,
) -> Result<Reply<ProfileView>, Problem> {
    let found = store::whole::profiles::get(me.db(), &me.permit, &id).await?;
    let profile = found.ok_or_else(Problem::not_found)?;
    Ok(reply::whole(&me, Act::ProfileView, profile)?.asked(format!("type={id}"), None))
}
