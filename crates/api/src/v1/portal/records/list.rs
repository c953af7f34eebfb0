//! `GET /api/v1/portal/records`: a page of the slice, of any kinds.

use crate::http::input::Query;
use crate::http::memory::Returning;
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use contract::page::RecordQuery;
use contract::record::RecordPage;
use domain::query::record_list;
use domain::receipt::Act;

/// List records of any kind
///
/// Sorting and filtering know only the fields that you can see.
#[utoipa::path(get, path = "/api/v1/portal/records", tag = "portal")]
pub(crate) async fn list_records(
    me: Returning,
    Query(query): Query<RecordQuery>,
) -> Result<Reply<RecordPage>, Problem> {
    let (asked, typed) = crate::v1::words::records(&query);
    let (scope, list) = record_list(&me.scope, query)?;
    let found = store::scoped::records::list(me.db(), &scope, &list).await?;
    let (rows, next) = found.ok_or_else(Problem::stale_cursor)?;
    Ok(reply::kept(&me, Act::RecordList, rows.page::<RecordPage>(next))?.asked(asked, typed))
}
