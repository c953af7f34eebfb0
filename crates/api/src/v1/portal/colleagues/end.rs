//! `DELETE /api/v1/portal/colleagues/{id}`: ends a colleague's access at once; she stays on record.

use crate::http::input::PathId;
use crate::http::managing::Managing;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use contract::id::Contact;
use domain::receipt::Act;

/// End a colleague's access
#[utoipa::path(delete, path = "/api/v1/portal/colleagues/{id}", tag = "portal")]
pub(crate) async fn end_colleague(
    me: Managing,
    PathId(id): PathId<Contact>,
) -> Result<Reply<Nothing>, Problem> {
    let (manager, visitor) = (me.manager()?, &me.0);
    let draft = visitor.draft(Act::ContactEnded);
    app::people::end_colleague(&visitor.api.app, &manager, id, draft)
        .await
        .map_err(|error| me.failed(error, Act::ContactEnded, Some(id)))?;
    Ok(reply::done())
}
