//! `DELETE /api/v1/admin/contacts/{id}`: ends her access; she stays on record.

use crate::http::input::PathId;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::id::Contact;
use domain::policy::EndAccess;
use domain::receipt::Act;

/// End a contact's access
#[utoipa::path(delete, path = "/api/v1/admin/contacts/{id}", tag = "admin")]
pub(crate) async fn end_contact(
    me: Staff<EndAccess>,
    PathId(id): PathId<Contact>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::ContactEnded);
    app::people::end_contact(&me.api.app, &me.permit, id, draft).await?;
    Ok(reply::done())
}
