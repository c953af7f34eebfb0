//! `POST /api/v1/portal/colleagues`: lets somebody in and sends her the way there.

use crate::http::input::Input;
use crate::http::managing::Managing;
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Created, Reply};
use contract::colleague::NewColleague;
use domain::receipt::Act;

/// Add a colleague
///
/// She is invited by mail at once; the mail says who asked her in. Never with more than the asker has herself.
#[utoipa::path(post, path = "/api/v1/portal/colleagues", tag = "portal")]
pub(crate) async fn add_colleague(
    me: Managing,
    once: Once,
    Input(new): Input<NewColleague>,
) -> Result<Reply<Created>, Problem> {
    let (manager, visitor) = (me.manager()?, &me.0);
    let once = once.of(visitor.viewer.contact(), &new)?;
    let draft = visitor.draft(Act::ContactAdded);
    let made = app::people::add_colleague(&visitor.api.app, &manager, new, &once, draft).await;
    reply::made(made.map_err(|error| me.failed(error, Act::ContactAdded, None))?)
}
