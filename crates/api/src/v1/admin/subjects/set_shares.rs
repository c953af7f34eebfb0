//! `PUT /api/v1/admin/subjects/{id}/shares`: the whole share register, from a day on.

use crate::http::input::{Input, PathId};
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
    Input(new): Input<NewRegister>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::SharesSet);
    app::subjects::set_shares(&me.api.app, &me.permit, id, new, draft).await?;
    Ok(reply::done())
}
