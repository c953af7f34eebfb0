//! `GET /api/v1/admin/third-parties/{id}`: one with its people.

use crate::http::input::PathId;
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::id::ThirdParty;
use contract::people::ThirdPartyView;
use domain::policy::SeePeople;
use domain::receipt::Act;

/// Open a third party
#[utoipa::path(get, path = "/api/v1/admin/third-parties/{id}", tag = "admin")]
pub(crate) async fn get_third_party(
    me: Staff<SeePeople>,
    PathId(id): PathId<ThirdParty>,
) -> Result<Reply<ThirdPartyView>, Problem> {
    let found = store::whole::people::third_party(me.db(), &me.permit, id).await?;
    let party = found.ok_or_else(|| me.hidden(Act::ThirdPartyView, id))?;
    Ok(reply::whole(&me, Act::ThirdPartyView, party)?.about(id))
}
