//! `GET /api/v1/portal/colleagues`: who of her own third party may sign in, and what she may do with each.

use crate::http::managing::Managing;
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use contract::colleague::ColleagueList;
use domain::receipt::Act;

/// List my colleagues
///
/// Only for a contact whose role manages colleagues; for anybody else there is nothing here.
#[utoipa::path(get, path = "/api/v1/portal/colleagues", tag = "portal")]
pub(crate) async fn list_colleagues(me: Managing) -> Result<Reply<ColleagueList>, Problem> {
    let (manager, visitor) = (me.manager()?, &me.0);
    let list = store::scoped::colleagues::list(visitor.db(), &visitor.scope, &manager).await?;
    reply::ok(visitor, Act::ColleagueList, list)
}
