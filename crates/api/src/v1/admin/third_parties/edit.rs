//! `PATCH /api/v1/admin/third-parties/{id}`: another name or type.

use crate::http::if_match::IfMatch;
use crate::http::input::{Input, PathId};
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::id::ThirdParty;
use contract::people::ThirdPartyPatch;
use domain::policy::EditPeople;
use domain::receipt::Act;

/// Change a third party
#[utoipa::path(patch, path = "/api/v1/admin/third-parties/{id}", tag = "admin")]
pub(crate) async fn edit_third_party(
    me: Staff<EditPeople>,
    PathId(id): PathId<ThirdParty>,
    IfMatch(expected): IfMatch,
    once: Once,
    Input(patch): Input<ThirdPartyPatch>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::ThirdPartyChanged);
    let (app, once) = (&me.api.app, once.of(me.id(), &patch)?);
    app::people::edit_third_party(app, &me.permit, id, patch, &expected, &once, draft).await?;
    Ok(reply::done())
}
