//! `POST /api/v1/admin/interests/{id}/withdraw`: it was entered by mistake, and nobody sees anything through it any more.

use crate::http::if_match::IfMatch;
use crate::http::input::PathId;
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::id::Interest;
use domain::policy::EditSubjects;
use domain::receipt::Act;

/// Withdraw an interest
#[utoipa::path(post, path = "/api/v1/admin/interests/{id}/withdraw", tag = "admin")]
pub(crate) async fn withdraw_interest(
    me: Staff<EditSubjects>,
    PathId(id): PathId<Interest>,
    IfMatch(expected): IfMatch,
    once: Once,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::InterestWithdrawn);
    let (app, once) = (&me.api.app, once.of(me.id(), &())?);
    app::subjects::withdraw_interest(app, &me.permit, id, &expected, &once, draft).await?;
    Ok(reply::done())
}
