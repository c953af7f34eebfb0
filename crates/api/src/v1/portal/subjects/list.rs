//! `GET /api/v1/portal/subjects`: the subjects of the slice, by name.

use crate::http::input::Query;
use crate::http::memory::Returning;
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use contract::page::PageQuery;
use contract::subject::SubjectPage;
use domain::query::page_ask;
use domain::receipt::Act;

/// List subjects: properties, horses, learners
#[utoipa::path(get, path = "/api/v1/portal/subjects", tag = "portal")]
pub(crate) async fn list_subjects(
    me: Returning,
    Query(query): Query<PageQuery>,
) -> Result<Reply<SubjectPage>, Problem> {
    let asked = crate::v1::words::page(&query);
    let ask = page_ask(query)?;
    let found = store::scoped::subjects::list(me.db(), &me.scope, &ask).await?;
    let (rows, next) = found.ok_or_else(Problem::stale_cursor)?;
    Ok(reply::kept(&me, Act::SubjectList, rows.page::<SubjectPage>(next))?.asked(asked, None))
}
