//! `PUT /api/v1/portal/colleagues/{id}`: what a colleague is called and may.

use crate::http::if_match::IfMatch;
use crate::http::input::{Input, PathId};
use crate::http::managing::Managing;
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use contract::colleague::ColleagueEdit;
use contract::id::Contact;
use domain::receipt::Act;

/// Change a colleague
#[utoipa::path(put, path = "/api/v1/portal/colleagues/{id}", tag = "portal")]
pub(crate) async fn edit_colleague(
    me: Managing,
    PathId(id): PathId<Contact>,
    IfMatch(expected): IfMatch,
    once: Once,
    Input(edit): Input<ColleagueEdit>,
) -> Result<Reply<Nothing>, Problem> {
    let (manager, visitor) = (me.manager()?, &me.0);
    let once = once.of(visitor.viewer.contact(), &edit)?;
    let draft = visitor.draft(Act::ContactChanged);
    let app = &visitor.api.app;
    app::people::edit_colleague(app, &manager, id, edit, &expected, &once, draft)
        .await
        .map_err(|error| me.failed(error, Act::ContactChanged, Some(id)))?;
    Ok(reply::done())
}
