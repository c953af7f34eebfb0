//! `GET /api/v1/portal/search`: an address, a kind, a month in any order, and what can be done with the hits.

use crate::http::input::Query;
use crate::http::memory::Returning;
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use contract::search::{SearchAnswer, SearchQuery};
use domain::receipt::Act;
use domain::search::understand;

/// Search
///
/// Words, kinds (`invoice`), sorts (`gas safety`) and months (`march 2026`) in any order.
#[utoipa::path(get, path = "/api/v1/portal/search", tag = "portal")]
pub(crate) async fn search(
    me: Returning,
    Query(query): Query<SearchQuery>,
) -> Result<Reply<SearchAnswer>, Problem> {
    let asked = understand(&query.q).map_err(|fault| Problem::invalid(vec![fault]))?;
    let hits = store::scoped::records::search(me.db(), &me.scope, &asked).await?;
    let answer = hits.hits(asked.understood());
    Ok(reply::kept(&me, Act::Search, answer)?.asked(String::new(), Some(query.q)))
}
