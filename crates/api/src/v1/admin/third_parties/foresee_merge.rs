//! `GET /api/v1/admin/third-parties/{id}/merge`: what making it another would move, join and end. Changes nothing.

use crate::http::input::{PathId, Query};
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::id::ThirdParty;
use contract::merge::{MergeQuery, MergeView};
use domain::policy::EditPeople;
use domain::receipt::Act;

/// What merging two third parties would do
#[utoipa::path(get, path = "/api/v1/admin/third-parties/{id}/merge", tag = "admin")]
pub(crate) async fn foresee_merge(
    me: Staff<EditPeople>,
    PathId(id): PathId<ThirdParty>,
    Query(query): Query<MergeQuery>,
) -> Result<Reply<MergeView>, Problem> {
    let into = query.into;
    let view = app::people::foresee_merge(&me.api.app, &me.permit, id, into).await?;
    let reply = reply::whole(&me, Act::MergeView, view)?.about(id);
    Ok(reply.asked(format!("into={into}"), None))
}
