//! `POST /api/v1/admin/setup`: the first firm and its owner, for whoever has the link that the server printed.

use crate::http::client::Client;
use crate::http::cookie;
use crate::http::input::Input;
use crate::http::limit::Limited;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::viewer::Shared;
use contract::setup::NewHouse;
use domain::receipt::{Act, Actor, Chain, Draft, Outcome};

/// Make the first firm and its owner
///
/// Signs this browser in as her, and sends her the usual mail with a sign-in link. The link works once, and not at all
/// once there is a firm.
#[utoipa::path(
    post,
    path = "/api/v1/admin/setup",
    tag = "admin",
    responses((status = 404, description = "This set-up link does not work"))
)]
pub(crate) async fn set_up(
    _: Limited,
    shared: Shared,
    client: Client,
    Input(new): Input<NewHouse>,
) -> Result<Reply<Nothing>, Problem> {
    let draft = client.sign(Draft::new(
        Chain::INSTALLATION,
        Actor::Unknown,
        Act::SignInRedeemed,
        client.grade,
    ));
    match app::setup::found(&shared.0.app, new, draft.clone()).await {
        Ok(redeemed) => Ok(reply::done().cookie(cookie::session(redeemed.secret.expose()))),
        Err(error) => {
            let mut draft = draft;
            draft.outcome = Outcome::Refused;
            Err(Problem::from(error).receipted(draft))
        }
    }
}
