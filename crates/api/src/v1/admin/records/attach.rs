//! `POST /api/v1/admin/records/{id}/files`: an upload becomes a photo of a set, or a document's next version.

use crate::http::input::{Input, PathId};
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Created, Reply};
use crate::http::staff::Staff;
use contract::id::Record;
use contract::upload::NewFile;
use domain::policy::{DoJobs, EditRecords};
use domain::receipt::Act;

/// Add a file to a record
///
/// Whoever does jobs adds photos; a document's next version takes the right to edit records.
#[utoipa::path(post, path = "/api/v1/admin/records/{id}/files", tag = "admin")]
pub(crate) async fn attach_file(
    me: Staff<DoJobs>,
    PathId(id): PathId<Record>,
    once: Once,
    Input(new): Input<NewFile>,
) -> Result<Reply<Created>, Problem> {
    let draft = me.draft(Act::FileAdded);
    let editor = me.also::<EditRecords>();
    let (app, once) = (&me.api.app, once.of(me.id(), &new)?);
    let made = app::records::attach(app, &me.permit, editor.as_ref(), id, new, &once, draft);
    reply::made(made.await?)
}
