//! `PATCH /api/v1/admin/subjects/{id}`: what it is called and where it is.

use crate::http::if_match::IfMatch;
use crate::http::input::{Input, PathId};
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::id::Subject;
use contract::tree::SubjectPatch;
use domain::policy::EditSubjects;
use domain::receipt::Act;

/// Change a subject
#[utoipa::path(patch, path = "/api/v1/admin/subjects/{id}", tag = "admin")]
pub(crate) async fn edit_subject(
    me: Staff<EditSubjects>,
    PathId(id): PathId<Subject>,
    IfMatch(expected): IfMatch,
    once: Once,
    Input(patch): Input<SubjectPatch>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::SubjectChanged);
    let (app, once) = (&me.api.app, once.of(me.id(), &patch)?);
    app::subjects::edit_subject(app, &me.permit, id, patch, &expected, &once, draft).await?;
    Ok(reply::done())
}
