//! `PUT /api/v1/admin/profiles/{id}`: another text for a type.

use crate::http::if_match::IfMatch;
use crate::http::input::{Input, PathName};
use crate::http::once::Once;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::staff::Staff;
use contract::profile::ProfileText;
use domain::policy::EditProfiles;
use domain::receipt::Act;

/// Change a third-party type
#[utoipa::path(put, path = "/api/v1/admin/profiles/{id}", tag = "admin")]
pub(crate) async fn edit_profile(
    me: Staff<EditProfiles>,
    PathName(id): PathName,
    IfMatch(expected): IfMatch,
    once: Once,
    Input(text): Input<ProfileText>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = me.draft(Act::ProfileChanged);
    let (app, once) = (&me.api.app, once.of(me.id(), &text)?);
    app::profiles::edit(app, &me.permit, &id, &text.text, &expected, &once, draft).await?;
    Ok(reply::done())
}
