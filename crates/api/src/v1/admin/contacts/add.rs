//! `POST /api/v1/admin/contacts`: makes somebody a contact, or one again.

use crate::http::input::Input;
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Created, Reply};
use crate::http::staff::Staff;
use contract::people::NewContact;
use domain::policy::EditPeople;
use domain::receipt::Act;

/// Add a contact
#[utoipa::path(post, path = "/api/v1/admin/contacts", tag = "admin")]
pub(crate) async fn add_contact(
    me: Staff<EditPeople>,
    once: Once,
    Input(new): Input<NewContact>,
) -> Result<Reply<Created>, Problem> {
    let draft = me.draft(Act::ContactAdded);
    let once = once.of(me.id(), &new)?;
    reply::made(app::people::add_contact(&me.api.app, &me.permit, new, &once, draft).await?)
}
