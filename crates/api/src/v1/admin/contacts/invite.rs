//! `POST /api/v1/admin/contacts/{id}/invitation`: sends her the way in.

use crate::http::input::PathId;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::id::Contact;
use domain::policy::Invite;
use domain::receipt::Act;

/// Invite a contact
#[utoipa::path(post, path = "/api/v1/admin/contacts/{id}/invitation", tag = "admin")]
pub(crate) async fn invite_contact(
    me: Staff<Invite>,
    PathId(id): PathId<Contact>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::ContactInvited);
    app::people::invite(&me.api.app, &me.permit, id, draft).await?;
    Ok(reply::done())
}
