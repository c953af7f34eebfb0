//! `POST /api/v1/admin/third-parties/{id}/archive`: puts it away, with the access of all its people.

use crate::http::if_match::IfMatch;
use crate::http::input::PathId;
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::id::ThirdParty;
use domain::policy::EndAccess;
use domain::receipt::Act;

/// Archive a third party
///
/// Its people's access ends at once, on open pages too, and lists leave it out. All it had is kept.
#[utoipa::path(post, path = "/api/v1/admin/third-parties/{id}/archive", tag = "admin")]
pub(crate) async fn archive_third_party(
    me: Staff<EndAccess>,
    PathId(id): PathId<ThirdParty>,
    IfMatch(expected): IfMatch,
    once: Once,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::ThirdPartyArchived);
    let once = once.of(me.id(), &())?;
    app::people::archive(&me.api.app, &me.permit, id, &expected, &once, draft).await?;
    Ok(reply::done())
}
