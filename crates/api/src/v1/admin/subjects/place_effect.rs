//! `POST /api/v1/admin/subjects/{id}/effect`: what putting it below another would show people or hide from them. Changes
//! nothing.

use crate::http::input::{Input, PathId};
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::id::Subject;
use contract::tree::{SubjectPlace, TreeEffect};
use domain::policy::EditSubjects;
use domain::receipt::Act;

/// What putting a subject below another would do
#[utoipa::path(post, path = "/api/v1/admin/subjects/{id}/effect", tag = "admin")]
pub(crate) async fn foresee_place(
    me: Staff<EditSubjects>,
    PathId(id): PathId<Subject>,
    Input(place): Input<SubjectPlace>,
) -> Result<Reply<TreeEffect>, Problem> {
    let effect = app::subjects::effect_of_place(&me.api.app, &me.permit, id, place).await?;
    Ok(reply::whole(&me, Act::EffectView, effect)?.about(id))
}
