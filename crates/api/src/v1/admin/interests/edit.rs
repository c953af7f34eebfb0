//! `PATCH /api/v1/admin/interests/{id}`: its days, or that it goes on.

use crate::http::if_match::IfMatch;
use crate::http::input::{Input, PathId};
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::id::Interest;
use contract::tree::InterestPatch;
use domain::policy::EditSubjects;
use domain::receipt::Act;

/// Change the days of an interest
#[utoipa::path(patch, path = "/api/v1/admin/interests/{id}", tag = "admin")]
pub(crate) async fn edit_interest(
    me: Staff<EditSubjects>,
    PathId(id): PathId<Interest>,
    IfMatch(expected): IfMatch,
    once: Once,
    Input(patch): Input<InterestPatch>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::InterestChanged);
    let (app, once) = (&me.api.app, once.of(me.id(), &patch)?);
    app::subjects::edit_interest(app, &me.permit, id, patch, &expected, &once, draft).await?;
    Ok(reply::done())
}
