//! `GET /api/v1/passkeys`: one's own passkeys.

use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::viewer::SignedIn;
use contract::passkey::PasskeyPage;
use domain::receipt::Act;

/// Which passkeys are mine
#[utoipa::path(get, path = "/api/v1/passkeys", tag = "session")]
pub(crate) async fn list_passkeys(me: SignedIn) -> Result<Reply<PasskeyPage>, Problem> {
    let page = app::passkeys::list(&me.api.app, &me.session).await?;
    reply::own(&me, Act::PasskeyList, &page)
}
