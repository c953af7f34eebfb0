//! `GET /api/v1/admin/third-parties`: by name, with who may sign in and who did.

use crate::http::input::Query;
use crate::http::problem::Problem;
use crate::http::reply::{self, Reply};
use crate::http::staff::Staff;
use contract::people::{ThirdPartyPage, ThirdPartyQuery};
use domain::policy::SeePeople;
use domain::receipt::Act;

/// List third parties
#[utoipa::path(get, path = "/api/v1/admin/third-parties", tag = "admin")]
pub(crate) async fn list_third_parties(
    me: Staff<SeePeople>,
    Query(query): Query<ThirdPartyQuery>,
) -> Result<Reply<ThirdPartyPage>, Problem> {
    let ask = domain::query::page(query.cursor, query.limit.as_deref())?;
    let wanted = query.q.unwrap_or_default();
    let profile = query.profile.as_deref();
    let archived = query.archived.unwrap_or_default();
    let db = me.db();
    let found =
        store::whole::people::third_parties(db, &me.permit, &wanted, profile, archived, &ask)
            .await?;
    let (rows, next) = found.ok_or_else(Problem::stale_cursor)?;
    let archived = archived.then(|| "archived".to_owned());
    let asked = profile.map(|profile| format!("type={profile}"));
    let asked: Vec<_> = asked.into_iter().chain(archived).collect();
    let typed = Some(wanted).filter(|words| !words.is_empty());
    let reply = reply::whole(&me, Act::ThirdPartyList, rows.page::<ThirdPartyPage>(next))?;
    Ok(reply.asked(asked.join("&"), typed))
}
