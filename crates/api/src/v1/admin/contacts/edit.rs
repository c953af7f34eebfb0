//! `PUT /api/v1/admin/contacts/{id}`: what she is called, signs in by, and may.

use crate::http::if_match::IfMatch;
use crate::http::input::{Input, PathId};
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::id::Contact;
use contract::people::ContactEdit;
use domain::policy::EditPeople;
use domain::receipt::Act;

/// Change a contact
#[utoipa::path(put, path = "/api/v1/admin/contacts/{id}", tag = "admin")]
pub(crate) async fn edit_contact(
    me: Staff<EditPeople>,
    PathId(id): PathId<Contact>,
    IfMatch(expected): IfMatch,
    once: Once,
    Input(edit): Input<ContactEdit>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::ContactChanged);
    let (app, once) = (&me.api.app, once.of(me.id(), &edit)?);
    app::people::edit_contact(app, &me.permit, id, edit, &expected, &once, draft).await?;
    Ok(reply::done())
}
