//! `POST /api/v1/admin/third-parties`: makes one.

use crate::http::input::Input;
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::people::{Made, NewThirdParty};
use domain::policy::EditPeople;
use domain::receipt::Act;

/// Add a third party
#[utoipa::path(post, path = "/api/v1/admin/third-parties", tag = "admin")]
pub(crate) async fn add_third_party(
    me: Staff<EditPeople>,
    Input(new): Input<NewThirdParty>,
) -> Result<Reply<Made>, Problem> {
    let draft = me.draft(Act::ThirdPartyAdded);
    reply::made(app::people::add_third_party(&me.api.app, &me.permit, new, draft).await?)
}
