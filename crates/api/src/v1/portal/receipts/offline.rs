//! `POST /api/v1/portal/receipts/offline`: a device tells what was opened from its last copy.

use crate::http::input::Input;
use crate::http::problem::Problem;
use crate::http::reply::{self, Nothing, Reply};
use crate::http::viewer::Visitor;
use chrono::{DateTime, TimeDelta, Utc};
use contract::id::{RecordId, SubjectId};
use contract::kind::Grade;
use contract::problem::FieldError;
use contract::receipt::{OfflineOpening, OfflineReceipts};
use domain::clock::rfc3339;
use domain::receipt::{Act, Draft};

const MOST: usize = 200;
/// A copy is kept for a week; the device may have been away a while longer.
const OLDEST: TimeDelta = TimeDelta::days(60);
/// Clocks differ.
const AHEAD: TimeDelta = TimeDelta::minutes(10);

/// Tell what was opened offline
///
/// Each opening gets a receipt of the grade `offline`, once, however often it is told.
#[utoipa::path(post, path = "/api/v1/portal/receipts/offline", tag = "portal")]
pub(crate) async fn tell_offline(
    me: Visitor,
    Input(told): Input<OfflineReceipts>,
) -> Result<Reply<Nothing>, Problem> {
    if told.items.len() > MOST {
        return Err(Problem::field("items", "too_long", "at most 200 at once"));
    }
    let now = me.api.app.clock.now();
    let mut drafts = Vec::with_capacity(told.items.len());
    let mut errors = Vec::new();
    for (at, opening) in told.items.iter().enumerate() {
        match draft(&me, opening, now) {
            Ok(draft) => drafts.push(draft),
            Err(field) => errors.push(FieldError {
                field: format!("items[{at}].{field}"),
                code: "invalid".to_owned(),
                message: "this cannot have been opened".to_owned(),
            }),
        }
    }
    if !errors.is_empty() {
        return Err(Problem::invalid(errors));
    }
    app::receipts::tell_offline(&me.api.app, me.viewer.contact(), drafts).await?;
    Ok(reply::done())
}

fn draft(
    me: &Visitor,
    opening: &OfflineOpening,
    now: DateTime<Utc>,
) -> Result<Draft, &'static str> {
    let (act, object) = match (
        opening.object.parse::<RecordId>(),
        opening.object.parse::<SubjectId>(),
    ) {
        (Ok(record), _) => (Act::RecordView, record.into()),
        (_, Ok(subject)) => (Act::SubjectView, subject.into()),
        _ => return Err("object"),
    };
    let opened = DateTime::parse_from_rfc3339(&opening.opened_at)
        .map_err(|_| "opened_at")?
        .with_timezone(&Utc);
    if opened > now + AHEAD || opened < now - OLDEST {
        return Err("opened_at");
    }
    let mut draft = me.draft(act);
    draft.grade = Grade::Offline;
    draft.object = Some(object);
    draft.query = Some(format!("opened_at={}", rfc3339(opened)));
    Ok(draft)
}
