//! `POST /api/v1/admin/profiles`: a type of the firm's own.

use crate::http::input::Input;
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Created, Reply};
use crate::http::staff::Staff;
use contract::profile::NewProfile;
use domain::policy::EditProfiles;
use domain::receipt::Act;

/// Add a third-party type
#[utoipa::path(post, path = "/api/v1/admin/profiles", tag = "admin")]
pub(crate) async fn add_profile(
    me: Staff<EditProfiles>,
    once: Once,
    Input(new): Input<NewProfile>,
) -> Result<Reply<Created>, Problem> {
    let draft = me.draft(Act::ProfileAdded);
    let (app, once) = (&me.api.app, once.of(me.id(), &new)?);
    app::profiles::add(app, &me.permit, &new, &once, draft).await?;
    reply::made_named(&new.id)
}
