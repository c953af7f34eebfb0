//! `PUT /api/v1/admin/third-parties/{id}/modules`: what is switched off for everybody of it.

use crate::http::if_match::IfMatch;
use crate::http::input::{Input, PathId};
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::id::ThirdParty;
use contract::switch::ModulesOff;
use domain::policy::EditPeople;
use domain::receipt::Act;

/// Switch modules of a third party off and on
///
/// It takes effect at once, on open pages too. A module is on for a contact only if neither the firm nor the third
/// party's type nor the third party nor her own switches have it off. `If-Match` names the third party's `revision`.
#[utoipa::path(put, path = "/api/v1/admin/third-parties/{id}/modules", tag = "admin")]
pub(crate) async fn switch_third_party(
    me: Staff<EditPeople>,
    PathId(id): PathId<ThirdParty>,
    IfMatch(expected): IfMatch,
    once: Once,
    Input(modules): Input<ModulesOff>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::ThirdPartySwitched);
    let (app, once) = (&me.api.app, once.of(me.id(), &modules)?);
    app::people::switch_third_party(app, &me.permit, id, modules, &expected, &once, draft).await?;
    Ok(reply::done())
}
