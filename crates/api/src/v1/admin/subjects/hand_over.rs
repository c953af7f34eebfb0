//! `POST /api/v1/admin/subjects/{id}/move`: it passes from one third party to another.

use crate::http::input::{Input, PathId};
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::id::Subject;
use contract::tree::SubjectMove;
use domain::policy::EditSubjects;
use domain::receipt::Act;

/// Move a subject to another third party
#[utoipa::path(post, path = "/api/v1/admin/subjects/{id}/move", tag = "admin")]
pub(crate) async fn move_subject(
    me: Staff<EditSubjects>,
    PathId(id): PathId<Subject>,
    once: Once,
    Input(asked): Input<SubjectMove>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::SubjectMoved);
    let once = once.of(me.id(), &asked)?;
    app::subjects::hand_over(&me.api.app, &me.permit, id, asked, &once, draft).await?;
    Ok(reply::done())
}
