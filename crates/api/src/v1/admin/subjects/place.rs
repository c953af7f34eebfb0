//! `PUT /api/v1/admin/subjects/{id}`: what it lies below.

use crate::http::if_match::IfMatch;
use crate::http::input::{Input, PathId};
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::id::Subject;
use contract::tree::SubjectPlace;
use domain::policy::EditSubjects;
use domain::receipt::Act;

/// Put a subject below another
#[utoipa::path(put, path = "/api/v1/admin/subjects/{id}", tag = "admin")]
pub(crate) async fn place_subject(
    me: Staff<EditSubjects>,
    PathId(id): PathId<Subject>,
    IfMatch(expected): IfMatch,
    once: Once,
    Input(place): Input<SubjectPlace>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::SubjectPlaced);
    let (app, once) = (&me.api.app, once.of(me.id(), &place)?);
    app::subjects::place_subject(app, &me.permit, id, place, &expected, &once, draft).await?;
    Ok(reply::done())
}
