//! `GET /api/v1/admin/profiles`: the firm's third-party types.

use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::profile::ProfilePage;
use domain::policy::SeeProfiles;
use domain::receipt::Act;

/// List the third-party types
#[utoipa::path(get, path = "/api/v1/admin/profiles", tag = "admin")]
pub(crate) async fn list_profiles(me: Staff<SeeProfiles>) -> Result<Reply<ProfilePage>, Problem> {
    let page = store::whole::profiles::list(me.db(), &me.permit).await?;
    reply::whole(&me, Act::ProfileList, page)
}
