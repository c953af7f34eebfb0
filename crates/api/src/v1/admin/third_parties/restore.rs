//! `POST /api/v1/admin/third-parties/{id}/restore`: takes it out of the archive, with nobody who may sign in.

use crate::http::if_match::IfMatch;
use crate::http::input::PathId;
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::id::ThirdParty;
use domain::policy::EditPeople;
use domain::receipt::Act;

/// Bring a third party back
///
/// Its people are given access anew, one by one. One that was merged stays away.
#[utoipa::path(post, path = "/api/v1/admin/third-parties/{id}/restore", tag = "admin")]
pub(crate) async fn restore_third_party(
    me: Staff<EditPeople>,
    PathId(id): PathId<ThirdParty>,
    IfMatch(expected): IfMatch,
    once: Once,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::ThirdPartyRestored);
    let once = once.of(me.id(), &())?;
    app::people::bring_back(&me.api.app, &me.permit, id, &expected, &once, draft).await?;
    Ok(reply::done())
}
