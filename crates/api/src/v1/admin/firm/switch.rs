//! `PUT /api/v1/admin/firm/modules`: switches modules off and on for everybody.

use crate::http::if_match::IfMatch;
use crate::http::input::Input;
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::switch::ModulesOff;
use domain::policy::EditFirm;
use domain::receipt::Act;

/// Switch modules of the whole firm off and on
///
/// It takes effect at once, on open pages too.
#[utoipa::path(put, path = "/api/v1/admin/firm/modules", tag = "admin")]
pub(crate) async fn switch_firm(
    me: Staff<EditFirm>,
    IfMatch(expected): IfMatch,
    once: Once,
    Input(modules): Input<ModulesOff>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::FirmSwitched);
    let (app, once) = (&me.api.app, once.of(me.id(), &modules)?);
    app::firms::switch_modules(app, &me.permit, modules, &expected, &once, draft).await?;
    Ok(reply::done())
}
