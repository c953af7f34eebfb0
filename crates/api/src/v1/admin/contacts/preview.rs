//! `GET /api/v1/admin/contacts/{id}/invitation`: the mail she would get.

use crate::http::input::PathId;
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::id::Contact;
use contract::people::MailPreview;
use domain::policy::Invite;
use domain::receipt::Act;

/// Preview an invitation
#[utoipa::path(get, path = "/api/v1/admin/contacts/{id}/invitation", tag = "admin")]
pub(crate) async fn preview_invitation(
    me: Staff<Invite>,
    PathId(id): PathId<Contact>,
) -> Result<Reply<MailPreview>, Problem> {
    let mail = app::people::preview(&me.api.app, &me.permit, id).await?;
    Ok(reply::whole(&me, Act::InvitationPreview, mail)?.about(id))
}
