//! `GET /api/v1/portal/receipts`: what the contact herself opened, newest first.

use crate::http::input::Query;
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::viewer::Visitor;
use contract::page::PageQuery;
use contract::receipt::ReceiptPage;
use domain::query::page_ask;
use domain::receipt::{Act, Cursor};

/// List my receipts
#[utoipa::path(get, path = "/api/v1/portal/receipts", tag = "portal")]
pub(crate) async fn list_receipts(
    me: Visitor,
    Query(query): Query<PageQuery>,
) -> Result<Reply<ReceiptPage>, Problem> {
    let asked = crate::v1::words::page(&query);
    let ask = page_ask(query)?;
    let after = match ask.cursor.as_deref() {
        None => None,
        Some(text) => Some(Cursor::decode(text).ok_or_else(Problem::stale_cursor)?),
    };
    let (rows, next) = store::scoped::receipts::list(me.db(), &me.scope, after, ask.limit).await?;
    Ok(reply::ok(&me, Act::ReceiptList, rows.page::<ReceiptPage>(next))?.asked(asked, None))
}
