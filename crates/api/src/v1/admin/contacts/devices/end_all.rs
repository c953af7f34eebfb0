//! `POST /api/v1/admin/contacts/{id}/devices/end`: signs her out wherever she has opened the firm's page.

use crate::http::input::PathId;
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::id::Contact;
use domain::policy::EndAccess;
use domain::receipt::Act;

/// Sign a contact out everywhere
///
/// In every browser that has opened the firm's page. She may sign in again: her access is as it was.
#[utoipa::path(post, path = "/api/v1/admin/contacts/{id}/devices/end", tag = "admin")]
pub(crate) async fn end_contact_devices(
    me: Staff<EndAccess>,
    PathId(id): PathId<Contact>,
    once: Once,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::ContactDevicesEnded);
    let once = once.of(me.id(), &())?;
    app::people::end_devices(&me.api.app, &me.permit, id, &once, draft).await?;
    Ok(reply::done())
}
