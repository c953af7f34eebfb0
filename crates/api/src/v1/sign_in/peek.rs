//! `POST /api/v1/sign-in/peek`: whom a link signs in, shown before the button. It consumes nothing.

use super::receipt;
use crate::http::client::Client;
use crate::http::input::Input;
use crate::http::limit::Limited;
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::viewer::Shared;
use contract::sign_in::{PeekAnswer, PeekRequest};
use domain::receipt::Act;

/// Look at a sign-in link
#[utoipa::path(
    post,
    path = "/api/v1/sign-in/peek",
    tag = "sign-in",
    responses(
        (status = 404, description = "This is not a sign-in link"),
        (status = 410, description = "This link no longer works"),
    )
)]
pub(crate) async fn peek_sign_in(
    _: Limited,
    shared: Shared,
    client: Client,
    Input(request): Input<PeekRequest>,
) -> Result<Reply<PeekAnswer>, Problem> {
    let outcome = app::sign_in::peek(&shared.0.app, &request.token).await;
    let answer = super::link(outcome, &client, Act::SignInPeeked)?;
    Ok(reply::public(&answer)?.receipted(receipt(&client, Act::SignInPeeked)))
}
