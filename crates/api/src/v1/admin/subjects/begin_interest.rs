//! `POST /api/v1/admin/subjects/{id}/interests`: somebody manages, owns or occupies it from a day on.

use crate::http::input::{Input, PathId};
use crate::http::once::Once;
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
    once: Once,
    Input(new): Input<NewInterest>,
) -> Result<Reply<Created>, Problem> {
    let draft = me.draft(Act::InterestBegun);
    let (app, once) = (&me.api.app, once.of(me.id(), &new)?);
    reply::made(app::subjects::begin_interest(app, &me.permit, id, new, &once, draft).await?)
}
