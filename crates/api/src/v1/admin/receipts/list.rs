//! `GET /api/v1/admin/receipts`: what was done at the firm, newest first.

use crate::http::input::Query;
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::audit::{FirmReceiptPage, FirmReceiptQuery};
use domain::policy::SeeReceipts;
use domain::receipt::Act;

/// List the firm's receipts
#[utoipa::path(get, path = "/api/v1/admin/receipts", tag = "admin")]
pub(crate) async fn list_firm_receipts(
    me: Staff<SeeReceipts>,
    Query(query): Query<FirmReceiptQuery>,
) -> Result<Reply<FirmReceiptPage>, Problem> {
    let wanted = super::wanted(&me.api.app, &query.filter())?;
    let ask = domain::query::page(query.cursor, query.limit.as_deref())?;
    let found = store::whole::receipts::list(me.db(), &me.permit, &wanted, &ask).await?;
    let (rows, next) = found.ok_or_else(Problem::stale_cursor)?;
    let page = rows.page::<FirmReceiptPage>(next);
    Ok(reply::whole(&me, Act::ReceiptList, page)?.asked(wanted.asked.words(), None))
}
