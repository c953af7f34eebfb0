//! `POST /api/v1/admin/contacts/{id}/invitation`: sends her the way in.

use crate::http::input::PathId;
use crate::http::once::Once;
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
    once: Once,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::ContactInvited);
    let once = once.of(me.id(), &())?;
    app::people::invite(&me.api.app, &me.permit, id, &once, draft).await?;
    Ok(reply::done())
}
