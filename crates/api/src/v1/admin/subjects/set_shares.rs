//! `PUT /api/v1/admin/subjects/{id}/shares`: the whole share register, from a day on.

use crate::http::if_match::IfMatch;
use crate::http::input::{Input, PathId};
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::id::Subject;
use contract::tree::NewRegister;
use domain::policy::EditSubjects;
use domain::receipt::Act;

/// Set a share register
#[utoipa::path(put, path = "/api/v1/admin/subjects/{id}/shares", tag = "admin")]
pub(crate) async fn set_shares(
    me: Staff<EditSubjects>,
    PathId(id): PathId<Subject>,
    IfMatch(expected): IfMatch,
    once: Once,
    Input(new): Input<NewRegister>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::SharesSet);
    let (app, once) = (&me.api.app, once.of(me.id(), &new)?);
    app::subjects::set_shares(app, &me.permit, id, new, &expected, &once, draft).await?;
    Ok(reply::done())
}
