//! `GET /api/v1/admin/types`: what a third party can be, and the roles that its people can have.

use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::people::TypeList;
use domain::policy::SeePeople;
use domain::receipt::Act;

/// List the types of third parties
#[utoipa::path(get, path = "/api/v1/admin/types", tag = "admin")]
pub(crate) async fn list_types(me: Staff<SeePeople>) -> Result<Reply<TypeList>, Problem> {
    let types = store::whole::people::types(me.db(), &me.permit).await?;
    reply::whole(&me, Act::TypeList, types)
}
