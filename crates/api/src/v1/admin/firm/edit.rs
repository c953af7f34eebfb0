//! `PUT /api/v1/admin/firm`: its name, colour and sender, and the lines at the foot of its mails.

use crate::http::if_match::IfMatch;
use crate::http::input::Input;
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::firm::FirmFace;
use domain::policy::EditFirm;
use domain::receipt::Act;

/// Change what the firm shows of itself
#[utoipa::path(put, path = "/api/v1/admin/firm", tag = "admin")]
pub(crate) async fn edit_firm(
    me: Staff<EditFirm>,
    IfMatch(expected): IfMatch,
    once: Once,
    Input(face): Input<FirmFace>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::FirmChanged);
    let (app, once) = (&me.api.app, once.of(me.id(), &face)?);
    app::firms::edit_face(app, &me.permit, face, &expected, &once, draft).await?;
    Ok(reply::done())
}
