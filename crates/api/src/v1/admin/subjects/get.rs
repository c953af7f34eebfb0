//! `GET /api/v1/admin/subjects/{id}`: one with its place, everybody's interests, its registers and what is on record.

use crate::http::input::PathId;
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::id::Subject;
use contract::tree::TreeView;
use domain::policy::SeeSubjects;
use domain::receipt::Act;

/// Open one of the firm's subjects
#[utoipa::path(get, path = "/api/v1/admin/subjects/{id}", tag = "admin")]
pub(crate) async fn get_in_tree(
    me: Staff<SeeSubjects>,
    PathId(id): PathId<Subject>,
) -> Result<Reply<TreeView>, Problem> {
    let today = me.api.app.clock.today();
    let found = store::whole::tree::get(me.db(), &me.permit, id, today).await?;
    let subject = found.ok_or_else(|| me.hidden(Act::SubjectView, id))?;
    Ok(reply::whole(&me, Act::SubjectView, subject)?.about(id))
}
