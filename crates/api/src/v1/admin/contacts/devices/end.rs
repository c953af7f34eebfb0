//! `DELETE /api/v1/admin/contacts/{id}/devices/{device}`: signs her out in one browser.

use crate::http::input::{PathDevice, PathId};
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::id::Contact;
use domain::policy::EndAccess;
use domain::receipt::Act;

/// Sign a contact out in one browser
///
/// Only in one that has opened the firm's page. She is signed out of it altogether, and may sign in again: her access is
/// as it was.
#[utoipa::path(
    delete,
    path = "/api/v1/admin/contacts/{id}/devices/{device}",
    tag = "admin"
)]
pub(crate) async fn end_contact_device(
    me: Staff<EndAccess>,
    PathId(id): PathId<Contact>,
    PathDevice(device): PathDevice,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::ContactDeviceEnded);
    app::people::end_device(&me.api.app, &me.permit, id, device, draft).await?;
    Ok(reply::done())
}
