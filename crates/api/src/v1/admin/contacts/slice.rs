//! `GET /api/v1/admin/contacts/{id}/slice`: everything she sees, counted and page by page.

use crate::http::input::{PathId, Query};
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use app::explain::SliceError;
use contract::id::Contact;
use contract::why::{SliceQuery, SliceView};
use domain::policy::Explain;
use domain::receipt::Act;

/// List what a contact sees
///
/// The rows are exactly those of her own lists. That is no view by her.
#[utoipa::path(get, path = "/api/v1/admin/contacts/{id}/slice", tag = "admin")]
pub(crate) async fn list_slice(
    me: Staff<Explain>,
    PathId(id): PathId<Contact>,
    Query(query): Query<SliceQuery>,
) -> Result<Reply<SliceView>, Problem> {
    let asked = query.kind.as_ref().map(|kind| format!("kind={kind}"));
    match app::explain::slice(&me.api.app, &me.permit, id, query).await {
        Ok(slice) => {
            let reply = reply::whole(&me, Act::SliceView, slice)?.about(id);
            Ok(reply.asked(asked.unwrap_or_default(), None))
        }
        Err(SliceError::Unknown) => Err(me.hidden(Act::SliceView, id)),
        Err(SliceError::Invalid(errors)) => Err(Problem::invalid(errors)),
        Err(SliceError::Stale) => Err(Problem::stale_cursor()),
        Err(SliceError::Store(store)) => Err(store.into()),
    }
}
