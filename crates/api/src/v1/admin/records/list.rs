//! `GET /api/v1/admin/records`: a page of the whole firm's records, of any kinds.

use crate::http::input::Query;
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::firm_record::{FirmRecordPage, FirmRecordQuery};
use domain::policy::SeeRecords;
use domain::query::firm_record_list;
use domain::receipt::Act;

/// List the firm's records
#[utoipa::path(get, path = "/api/v1/admin/records", tag = "admin")]
pub(crate) async fn list_firm_records(
    me: Staff<SeeRecords>,
    Query(query): Query<FirmRecordQuery>,
) -> Result<Reply<FirmRecordPage>, Problem> {
    let (asked, typed) = crate::v1::words::firm_records(&query);
    let list = firm_record_list(query)?;
    let found = store::whole::records::list(me.db(), &me.permit, &list).await?;
    let (rows, next) = found.ok_or_else(Problem::stale_cursor)?;
    let page = rows.page::<FirmRecordPage>(next);
    Ok(reply::whole(&me, Act::RecordList, page)?.asked(asked, typed))
}
