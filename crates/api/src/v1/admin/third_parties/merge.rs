//! `POST /api/v1/admin/third-parties/{id}/merge`: makes it another of its type.

use crate::http::if_match::IfMatch;
use crate::http::input::{Input, PathId};
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::id::ThirdParty;
use contract::merge::Merge;
use domain::policy::EditPeople;
use domain::receipt::Act;

/// Merge a third party into another
///
/// Its people, interests, shares and the records that name it become the other's, all at once or not at all, and it is
/// archived. It cannot be taken back.
#[utoipa::path(post, path = "/api/v1/admin/third-parties/{id}/merge", tag = "admin")]
pub(crate) async fn merge_third_party(
    me: Staff<EditPeople>,
    PathId(id): PathId<ThirdParty>,
    IfMatch(expected): IfMatch,
    once: Once,
    Input(asked): Input<Merge>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::ThirdPartyMerged);
    let (app, once) = (&me.api.app, once.of(me.id(), &asked)?);
    app::people::merge(app, &me.permit, id, asked.into, &expected, &once, draft).await?;
    Ok(reply::done())
}
