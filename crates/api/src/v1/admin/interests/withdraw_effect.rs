//! `POST /api/v1/admin/interests/{id}/withdraw/effect`: what withdrawing it would hide from its holder's people. Changes
//! nothing.

use crate::http::input::PathId;
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::id::Interest;
use contract::tree::TreeEffect;
use domain::policy::EditSubjects;
use domain::receipt::Act;

/// What withdrawing an interest would do
#[utoipa::path(
    post,
    path = "/api/v1/admin/interests/{id}/withdraw/effect",
    tag = "admin"
)]
pub(crate) async fn foresee_withdrawal(
    me: Staff<EditSubjects>,
    PathId(id): PathId<Interest>,
) -> Result<Reply<TreeEffect>, Problem> {
    let effect = app::subjects::effect_of_withdrawal(&me.api.app, &me.permit, id).await?;
    reply::whole(&me, Act::EffectView, effect)
}
