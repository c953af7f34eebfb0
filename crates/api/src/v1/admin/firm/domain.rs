//! `PUT /api/v1/admin/firm/domain`: the name of the firm's own that leads to its pages.

use crate::http::if_match::IfMatch;
use crate::http::input::Input;
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::firm::DomainEdit;
use domain::policy::EditFirm;
use domain::receipt::Act;

/// Name a domain of the firm's own, or take it away
///
/// Whoever opens it is sent on to the same page under the installation's own address. The revision is that of the firm's
/// `domain`.
#[utoipa::path(put, path = "/api/v1/admin/firm/domain", tag = "admin")]
pub(crate) async fn edit_domain(
    me: Staff<EditFirm>,
    IfMatch(expected): IfMatch,
    once: Once,
    Input(edit): Input<DomainEdit>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::FirmDomainChanged);
    let (app, once) = (&me.api.app, once.of(me.id(), &edit)?);
    app::firms::edit_domain(app, &me.permit, edit, &expected, &once, draft).await?;
    // Whoever just named it opens it next.
    me.api.domains.forget();
    Ok(reply::done())
}
