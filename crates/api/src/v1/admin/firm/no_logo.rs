//! `DELETE /api/v1/admin/firm/logo/{id}`: no logo for light pages any more, or for dark ones.

use crate::http::if_match::IfMatch;
use crate::http::once::Once;
use crate::http::picture::OnGround;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use domain::policy::EditFirm;
use domain::receipt::Act;

/// Take the firm's logo for light pages away, or that for dark ones
///
/// Mails that were sent keep theirs.
#[utoipa::path(delete, path = "/api/v1/admin/firm/logo/{id}", tag = "admin")]
pub(crate) async fn clear_logo(
    me: Staff<EditFirm>,
    OnGround(ground): OnGround,
    IfMatch(expected): IfMatch,
    once: Once,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::FirmLogoChanged);
    let (app, once) = (&me.api.app, once.of(me.id(), &())?);
    app::firms::clear_logo(app, &me.permit, ground, &expected, &once, draft).await?;
    Ok(reply::done())
}
