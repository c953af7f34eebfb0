//! `POST /api/v1/admin/contacts/{id}/effect`: what an edit would show her or hide from her. Changes nothing.

use crate::http::input::{Input, PathId};
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::id::Contact;
use contract::people::ContactEdit;
use contract::profile::Effect;
use domain::policy::EditPeople;
use domain::receipt::Act;

/// What a change of a contact would do
#[utoipa::path(post, path = "/api/v1/admin/contacts/{id}/effect", tag = "admin")]
pub(crate) async fn foresee_contact(
    me: Staff<EditPeople>,
    PathId(id): PathId<Contact>,
    Input(edit): Input<ContactEdit>,
) -> Result<Reply<Effect>, Problem> {
    let effect = app::profiles::effect_on_contact(&me.api.app, &me.permit, id, edit).await?;
    Ok(reply::whole(&me, Act::EffectView, effect)?.about(id))
}
