//! `GET /api/v1/admin/receipts/export`: the same receipts as a table for a spreadsheet.

use crate::http::csv::Tabled;
use crate::http::input::Query;
use crate::http::problem::Problem;
use crate::http::reply::{self, CsvBytes, Reply};
use crate::http::staff::Staff;
use contract::audit::{FirmReceiptRow, ReceiptFilter};
use domain::policy::SeeReceipts;
use domain::receipt::Act;

/// Rows in one table. More than that nobody reads, and it is held in memory until it is sent.
const MOST: usize = 10_000;

/// Export the firm's receipts
///
/// CSV, newest first, at most 10,000 rows: for more, ask for fewer days. A cell that a spreadsheet would take for a
/// formula begins with an apostrophe.
#[utoipa::path(get, path = "/api/v1/admin/receipts/export", tag = "admin")]
pub(crate) async fn export_receipts(
    me: Staff<SeeReceipts>,
    Query(filter): Query<ReceiptFilter>,
) -> Result<Reply<CsvBytes>, Problem> {
    let wanted = super::wanted(&me.api.app, &filter)?;
    let found = store::whole::receipts::all(me.db(), &me.permit, &wanted, MOST).await?;
    let rows = found.ok_or_else(|| {
        Problem::field("from", "too_many", "more than 10,000: ask for fewer days")
    })?;
    let table = reply::table(&me, Act::ReceiptsExported, &rows, "receipts.csv")?;
    Ok(table.asked(wanted.asked.words(), None))
}

impl Tabled for FirmReceiptRow {
    const HEAD: &'static [&'static str] = &[
        "number", "at", "who", "who id", "as whom", "did", "action", "object", "title", "version",
        "sha256", "asked", "typed", "ip", "agent", "grade", "outcome", "erased", "receipt", "hash",
    ];

    fn cells(&self) -> Vec<String> {
        let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
        vec![
            self.number.to_string(),
            self.at.clone(),
            self.who.clone(),
            or_empty(&self.who_id),
            or_empty(&self.as_whom),
            self.did.clone(),
            self.action.clone(),
            or_empty(&self.object),
            or_empty(&self.title),
            or_empty(&self.version),
            or_empty(&self.sha256),
            or_empty(&self.query),
            or_empty(&self.typed),
            or_empty(&self.ip),
            or_empty(&self.agent),
            self.grade.to_string(),
            self.outcome.clone(),
            self.erased.join(" "),
            self.id.to_string(),
            self.hash.clone(),
        ]
    }
}
