//! `PATCH /api/v1/admin/interests/{id}`: its last day, or that it goes on.

use crate::http::input::{Input, PathId};
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::id::Interest;
use contract::tree::InterestPatch;
use domain::policy::EditSubjects;
use domain::receipt::Act;

/// End or extend an interest
#[utoipa::path(patch, path = "/api/v1/admin/interests/{id}", tag = "admin")]
pub(crate) async fn edit_interest(
    me: Staff<EditSubjects>,
    PathId(id): PathId<Interest>,
    Input(patch): Input<InterestPatch>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::InterestChanged);
    app::subjects::edit_interest(&me.api.app, &me.permit, id, patch.last_day, draft).await?;
    Ok(reply::done())
}
