//! `GET /api/v1/devices`: the browsers a person is signed in with.

use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::viewer::SignedIn;
use contract::device::DevicePage;
use domain::receipt::Act;

/// Where am I signed in
#[utoipa::path(get, path = "/api/v1/devices", tag = "session")]
pub(crate) async fn list_devices(me: SignedIn) -> Result<Reply<DevicePage>, Problem> {
    let page = app::devices::list(&me.api.app, &me.session).await?;
    reply::own(&me, Act::DeviceList, &page)
}
