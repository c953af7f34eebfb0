//! `GET /api/v1/admin/records/{id}`: one record with everything the firm knows of it.

use crate::http::input::PathId;
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::firm_record::FirmRecordView;
use contract::id::Record;
use domain::policy::SeeRecords;
use domain::receipt::Act;

/// Open a record of the firm's
#[utoipa::path(get, path = "/api/v1/admin/records/{id}", tag = "admin")]
pub(crate) async fn get_firm_record(
    me: Staff<SeeRecords>,
    PathId(id): PathId<Record>,
) -> Result<Reply<FirmRecordView>, Problem> {
    let found = store::whole::records::get(me.db(), &me.permit, id).await?;
    let record = found.ok_or_else(|| me.hidden(Act::RecordView, id))?;
    Ok(reply::whole(&me, Act::RecordView, record)?.about(id))
}
