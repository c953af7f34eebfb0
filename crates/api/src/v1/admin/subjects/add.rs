//! `POST /api/v1/admin/subjects`: makes one, as a root or below another.

use crate::http::input::Input;
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Created, Reply};
use crate::http::staff::Staff;
use contract::tree::NewSubject;
use domain::policy::EditSubjects;
use domain::receipt::Act;

/// Add a subject
#[utoipa::path(post, path = "/api/v1/admin/subjects", tag = "admin")]
pub(crate) async fn add_subject(
    me: Staff<EditSubjects>,
    once: Once,
    Input(new): Input<NewSubject>,
) -> Result<Reply<Created>, Problem> {
    let draft = me.draft(Act::SubjectAdded);
    let once = once.of(me.id(), &new)?;
    reply::made(app::subjects::add_subject(&me.api.app, &me.permit, new, &once, draft).await?)
}
