//! `GET /api/v1/admin/contacts/{id}`: one person, and where she is signed in.

use crate::http::input::PathId;
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::id::Contact;
use contract::people::ContactView;
use domain::policy::SeePeople;
use domain::receipt::Act;

/// Open a contact
#[utoipa::path(get, path = "/api/v1/admin/contacts/{id}", tag = "admin")]
pub(crate) async fn get_contact(
    me: Staff<SeePeople>,
    PathId(id): PathId<Contact>,
) -> Result<Reply<ContactView>, Problem> {
    let now = me.api.app.clock.now().timestamp_micros();
    let found = store::whole::people::contact(me.db(), &me.permit, id, now).await?;
    let contact = found.ok_or_else(|| me.hidden(Act::ContactView, id))?;
    Ok(reply::whole(&me, Act::ContactView, contact)?.about(id))
}
