//! `PATCH /api/v1/admin/subjects/{id}`: what it is called and where it is.

use crate::http::input::{Input, PathId};
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
    Input(patch): Input<SubjectPatch>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::SubjectChanged);
    app::subjects::edit_subject(&me.api.app, &me.permit, id, patch, draft).await?;
    Ok(reply::done())
}
