//! `GET /api/v1/admin/imports/{id}/lines`: its report, a page at a time.

use crate::http::input::{PathId, Query};
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::id;
use contract::import::{ImportLinePage, ImportLineQuery, LineSort};
use domain::policy::Import;
use domain::receipt::Act;

const USUAL: usize = 50;
const MOST: usize = 200;

/// Read the report of an import
#[utoipa::path(get, path = "/api/v1/admin/imports/{id}/lines", tag = "admin")]
pub(crate) async fn list_import_lines(
    me: Staff<Import>,
    PathId(import): PathId<id::Import>,
    Query(query): Query<ImportLineQuery>,
) -> Result<Reply<ImportLinePage>, Problem> {
    let sort = LineSort::parse(&query.sort);
    let sort =
        sort.ok_or_else(|| Problem::field("sort", "unknown", "changed, conflict, fault or left"))?;
    let after = match &query.cursor {
        None => 0,
        Some(cursor) => cursor.parse().map_err(|_| Problem::stale_cursor())?,
    };
    let limit = match &query.limit {
        None => USUAL,
        Some(limit) => limit
            .parse()
            .ok()
            .filter(|limit| (1..=MOST).contains(limit))
            .ok_or_else(|| Problem::field("limit", "invalid", "1 to 200"))?,
    };
    let app = &me.api.app;
    let page = app::import::runs::lines(app, &me.permit, import, sort, after, limit).await?;
    Ok(reply::whole(&me, Act::ImportView, page)?
        .about(import)
        .asked(format!("lines={sort}"), None))
}
