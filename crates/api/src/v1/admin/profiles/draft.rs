//! `POST /api/v1/admin/profiles/{id}/draft`: what a text says, what is wrong with it and where it differs; with a form's
//! change, the text with that in it. Changes nothing.

use crate::http::input::{Input, PathName};
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::profile::{ProfileDraft, ProfileDraftAsk};
use domain::policy::SeeProfiles;
use domain::receipt::Act;

/// Work on the text of a third-party type
#[utoipa::path(post, path = "/api/v1/admin/profiles/{id}/draft", tag = "admin")]
pub(crate) async fn draft_profile(
    me: Staff<SeeProfiles>,
    PathName(id): PathName,
    Input(ask): Input<ProfileDraftAsk>,
) -> Result<Reply<ProfileDraft>, Problem> {
    let draft = app::profiles::draft(&me.api.app, &me.permit, &id, ask).await?;
    Ok(reply::whole(&me, Act::ProfileDraft, draft)?.asked(format!("type={id}"), None))
}
