//! `PUT /api/v1/admin/contacts/{id}`: what she is called, signs in by, and may.

use crate::http::input::{Input, PathId};
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
    Input(edit): Input<ContactEdit>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::ContactChanged);
    app::people::edit_contact(&me.api.app, &me.permit, id, edit, draft).await?;
    Ok(reply::done())
}
