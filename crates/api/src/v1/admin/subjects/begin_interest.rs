//! `POST /api/v1/admin/subjects/{id}/interests`: somebody manages, owns or occupies it from a day on.

use crate::http::input::{Input, PathId};
use crate::http::problem::Problem;
use crate::http::reply::{self, Created, Reply};
use crate::http::staff::Staff;
use contract::id::Subject;
use contract::tree::NewInterest;
use domain::policy::EditSubjects;
use domain::receipt::Act;

/// Begin an interest
#[utoipa::path(post, path = "/api/v1/admin/subjects/{id}/interests", tag = "admin")]
pub(crate) async fn begin_interest(
    me: Staff<EditSubjects>,
    PathId(id): PathId<Subject>,
    Input(new): Input<NewInterest>,
) -> Result<Reply<Created>, Problem> {
    let draft = me.draft(Act::InterestBegun);
    reply::made(app::subjects::begin_interest(&me.api.app, &me.permit, id, new, draft).await?)
}
