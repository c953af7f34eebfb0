//! `POST /api/v1/admin/firm/modules/effect`: what switches over the whole firm would show people or hide from them.
//! Changes nothing.

use crate::http::input::Input;
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::profile::Effect;
use contract::switch::ModulesOff;
use domain::policy::EditFirm;
use domain::receipt::Act;

/// What switching modules of the whole firm would do
#[utoipa::path(post, path = "/api/v1/admin/firm/modules/effect", tag = "admin")]
pub(crate) async fn foresee_firm(
    me: Staff<EditFirm>,
    Input(modules): Input<ModulesOff>,
) -> Result<Reply<Effect>, Problem> {
    let (app, permit) = (&me.api.app, &me.permit);
    let effect = app::profiles::effect_of_firm_modules(app, permit, modules).await?;
    reply::whole(&me, Act::EffectView, effect)
}
