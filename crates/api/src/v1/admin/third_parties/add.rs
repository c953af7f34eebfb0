//! `POST /api/v1/admin/third-parties`: makes one.

use crate::http::input::Input;
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Created, Reply};
use crate::http::staff::Staff;
use contract::people::NewThirdParty;
use domain::policy::EditPeople;
use domain::receipt::Act;

/// Add a third party
#[utoipa::path(post, path = "/api/v1/admin/third-parties", tag = "admin")]
pub(crate) async fn add_third_party(
    me: Staff<EditPeople>,
    once: Once,
    Input(new): Input<NewThirdParty>,
) -> Result<Reply<Created>, Problem> {
    let draft = me.draft(Act::ThirdPartyAdded);
    let once = once.of(me.id(), &new)?;
    reply::made(app::people::add_third_party(&me.api.app, &me.permit, new, &once, draft).await?)
}
