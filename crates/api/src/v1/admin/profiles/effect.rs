//! `POST /api/v1/admin/profiles/{id}/effect`: what is wrong with a text, and whom it would show or hide what. Changes
//! nothing.

use crate::http::input::{Input, PathName};
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::profile::{ProfileEffect, ProfileText};
use domain::policy::SeeProfiles;
use domain::receipt::Act;

/// What a change of a third-party type would do
#[utoipa::path(post, path = "/api/v1/admin/profiles/{id}/effect", tag = "admin")]
pub(crate) async fn foresee_profile(
    me: Staff<SeeProfiles>,
    PathName(id): PathName,
    Input(text): Input<ProfileText>,
) -> Result<Reply<ProfileEffect>, Problem> {
    let effect = app::profiles::effect(&me.api.app, &me.permit, &id, &text.text).await?;
    Ok(reply::whole(&me, Act::EffectView, effect)?.asked(format!("type={id}"), None))
}
