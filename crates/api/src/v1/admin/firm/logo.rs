//! `PUT /api/v1/admin/firm/logo/{id}`: the firm's logo for light pages, or for dark ones.

use crate::http::if_match::IfMatch;
use crate::http::once::Once;
use crate::http::picture::{OnGround, Picture};
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use domain::policy::EditFirm;
use domain::receipt::Act;

/// Set the firm's logo for light pages, or for dark ones
///
/// It is on every page and in every mail from then on. Whatever is sent, what is kept is a PNG of at most 600 by 240
/// pixels. The revision is the firm's `logo_revision`.
#[utoipa::path(put, path = "/api/v1/admin/firm/logo/{id}", tag = "admin")]
pub(crate) async fn set_logo(
    me: Staff<EditFirm>,
    OnGround(ground): OnGround,
    IfMatch(expected): IfMatch,
    once: Once,
    picture: Picture,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::FirmLogoChanged);
    let once = once.of(me.id(), &picture.sha256())?;
    let (app, permit) = (&me.api.app, &me.permit);
    app::firms::set_logo(app, permit, ground, picture.bytes, &expected, &once, draft).await?;
    Ok(reply::done())
}
