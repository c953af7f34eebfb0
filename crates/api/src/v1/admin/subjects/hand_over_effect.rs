//! `POST /api/v1/admin/subjects/{id}/move/effect`: what passing it on would show people or hide from them, on its day.
//! Changes nothing.

use crate::http::input::{Input, PathId};
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::id::Subject;
use contract::tree::{SubjectMove, TreeEffect};
use domain::policy::EditSubjects;
use domain::receipt::Act;

/// What moving a subject to another third party would do
#[utoipa::path(post, path = "/api/v1/admin/subjects/{id}/move/effect", tag = "admin")]
pub(crate) async fn foresee_move(
    me: Staff<EditSubjects>,
    PathId(id): PathId<Subject>,
    Input(asked): Input<SubjectMove>,
) -> Result<Reply<TreeEffect>, Problem> {
    let effect = app::subjects::effect_of_hand_over(&me.api.app, &me.permit, id, asked).await?;
    Ok(reply::whole(&me, Act::EffectView, effect)?.about(id))
}
