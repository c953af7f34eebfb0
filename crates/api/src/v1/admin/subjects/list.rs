//! `GET /api/v1/admin/subjects`: found by words, or walked down from the roots.

use crate::http::input::Query;
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::kind::SubjectKind;
use contract::problem::FieldError;
use contract::tree::{TreePage, TreeQuery};
use domain::policy::SeeSubjects;
use domain::receipt::Act;
use store::whole::tree::{self, Part};

/// List the firm's subjects
#[utoipa::path(get, path = "/api/v1/admin/subjects", tag = "admin")]
pub(crate) async fn list_tree(
    me: Staff<SeeSubjects>,
    Query(query): Query<TreeQuery>,
) -> Result<Reply<TreePage>, Problem> {
    let part = part(&query)?;
    let ask = domain::query::page(query.cursor, query.limit.as_deref())?;
    let today = me.api.app.clock.today();
    let found = tree::list(me.db(), &me.permit, &part, today, &ask).await?;
    let (rows, next) = found.ok_or_else(Problem::stale_cursor)?;
    let within = part.within.map(|within| format!("within={within}"));
    let kind = part.kind.map(|kind| format!("kind={kind}"));
    let asked: Vec<String> = within.into_iter().chain(kind).collect();
    let typed = Some(part.words).filter(|words| !words.is_empty());
    let reply = reply::whole(&me, Act::SubjectList, rows.page::<TreePage>(next))?;
    Ok(reply.asked(asked.join("&"), typed))
}

fn part(query: &TreeQuery) -> Result<Part, Vec<FieldError>> {
    let mut faults = Vec::new();
    let mut unknown = |field: &str| {
        faults.push(FieldError {
            field: field.to_owned(),
            code: "unknown".to_owned(),
            message: "this value is not known here".to_owned(),
        });
    };
    let within = query.within.as_deref().map(str::parse);
    let kind = query.kind.as_deref().map(SubjectKind::parse);
    if matches!(within, Some(Err(_))) {
        unknown("within");
    }
    if matches!(kind, Some(None)) {
        unknown("kind");
    }
    if faults.is_empty() {
        Ok(Part {
            words: query.q.clone().unwrap_or_default(),
            within: within.and_then(Result::ok),
            kind: kind.flatten(),
        })
    } else {
        Err(faults)
    }
}
