//! `GET /api/v1/admin/setup`: whether the installation waits to be set up, for the page that says how to begin.

use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::viewer::Shared;
use contract::setup::SetupState;

/// Whether there is no firm yet
///
/// Anybody may ask; it says nothing else of the installation.
#[utoipa::path(get, path = "/api/v1/admin/setup", tag = "admin")]
pub(crate) async fn get_setup(shared: Shared) -> Result<Reply<SetupState>, Problem> {
    let open = app::setup::is_open(&shared.0.app).await?;
    reply::public(&SetupState { open })
}
