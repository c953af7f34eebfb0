//! `GET /api/v1/events`: what changes in my view, as it changes.

use crate::http::events::{Events, LastEventId, events};
use crate::http::problem::Problem;
use crate::http::reply::Reply;
use crate::http::viewer::Visitor;

/// Follow what changes
///
/// Server-sent events: `changed` and `gone` name a record, `slice` says that everything on show is to be fetched
/// again, `ended` that the session or the hat is over. A new stream begins with `slice`; one that comes back with
/// `Last-Event-ID` goes on where it stood.
#[utoipa::path(get, path = "/api/v1/events", tag = "portal")]
pub(crate) async fn stream_events(
    me: Visitor,
    LastEventId(place): LastEventId,
) -> Result<Reply<Events>, Problem> {
    let app = &me.api.app;
    let basis = me.basis().ok_or_else(Problem::not_found)?;
    let messages = app
        .live
        .watch(app, &me.viewer, &me.scope, basis, place.as_deref());
    Ok(events(&me, messages))
}
