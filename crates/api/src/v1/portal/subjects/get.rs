//! `GET /api/v1/portal/subjects/{id}`: one subject with the blocks that show what is on record for it.

use crate::http::input::PathId;
use crate::http::memory::Returning;
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use contract::id::Subject;
use contract::subject::SubjectView;
use domain::receipt::Act;

/// Open a subject
#[utoipa::path(get, path = "/api/v1/portal/subjects/{id}", tag = "portal")]
pub(crate) async fn get_subject(
    me: Returning,
    PathId(id): PathId<Subject>,
) -> Result<Reply<SubjectView>, Problem> {
    let found = store::scoped::subjects::get(me.db(), &me.scope, id).await?;
    let subject = found.ok_or_else(|| me.hidden(Act::SubjectView, id))?;
    Ok(reply::kept(&me, Act::SubjectView, subject)?.about(id))
}
