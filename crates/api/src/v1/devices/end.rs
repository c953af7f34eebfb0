//! `DELETE /api/v1/devices/{id}`: signs another browser of the same person out.

use crate::http::input::PathId;
use crate::http::problem::{Fault, Problem};
use crate::http::reply::{self, Nothing, Reply};
use crate::http::viewer::SignedIn;
use contract::id::Device;
use domain::receipt::{Act, Outcome};

/// Sign a device out
#[utoipa::path(delete, path = "/api/v1/devices/{id}", tag = "session")]
pub(crate) async fn end_device(
    me: SignedIn,
    PathId(id): PathId<Device>,
) -> Result<Reply<Nothing>, Problem> {
    let mut draft = me.receipt(Act::DeviceEnd);
    draft.object = Some(id.into());
    let done = app::devices::end(&me.api.app, &me.session, id, draft.clone()).await;
    match done.map_err(Problem::from) {
        Ok(()) => Ok(reply::done()),
        Err(problem) if problem.fault() == Fault::NotFound => {
            draft.outcome = Outcome::Refused;
            Err(problem.receipted(draft))
        }
        Err(problem) => Err(problem),
    }
}
