//! `POST /api/v1/admin/third-parties/{id}/effect`: what switches over its modules would show its people or hide from
//! them. Changes nothing.

use crate::http::input::{Input, PathId};
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::id::ThirdParty;
use contract::profile::Effect;
use contract::switch::ModulesOff;
use domain::policy::EditPeople;
use domain::receipt::Act;

/// What switching modules of a third party would do
#[utoipa::path(post, path = "/api/v1/admin/third-parties/{id}/effect", tag = "admin")]
pub(crate) async fn foresee_third_party(
    me: Staff<EditPeople>,
    PathId(id): PathId<ThirdParty>,
    Input(modules): Input<ModulesOff>,
) -> Result<Reply<Effect>, Problem> {
    let (app, permit) = (&me.api.app, &me.permit);
    let effect = app::profiles::effect_of_third_party_modules(app, permit, id, modules).await?;
    Ok(reply::whole(&me, Act::EffectView, effect)?.about(id))
}
