//! Who of the viewer's own third party may sign in, for whoever manages them.

use crate::codes::uuid;
use crate::sql::Sql;
use crate::whole::people::{FoundContact, PERSON, found};
use crate::{Db, StoreError};
use contract::colleague::{ColleagueAct, ColleagueDetails, ColleagueList, ColleagueRow};
use domain::policy::{ColleagueFacts, Manager, Rights};
use domain::slice::{ColleagueKind, ColleagueRowFacts, Scope, Slice, mint_all};

/// By name. The address and the switches go only with whom she may change.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the third party of the scope"
)]
pub async fn list(
    db: &Db,
    scope: &Scope,
    manager: &Manager<'_>,
) -> Result<Slice<ColleagueList>, StoreError> {
    let mut sql = Sql::new(PERSON);
    sql.push(" WHERE c.third_party = ")
        .bind(uuid(scope.third_party()));
    sql.push(" AND c.firm = ").bind(uuid(scope.firm()));
    sql.push(" AND r.role IS NOT NULL ORDER BY LOWER(c.name), c.id");
    let mut people = Vec::new();
    for row in &sql.all(db.reads()).await? {
        let person = found(row)?;
        people.extend(facts(&person).map(|facts| row_facts(person, &facts, manager)));
    }
    let roles = manager.roles().map(str::to_owned).collect();
    Ok(mint_all::<ColleagueKind>(scope, people).colleagues(roles))
}

/// What the rules ask of somebody; `None` once her access was ended.
#[must_use]
pub fn facts(person: &FoundContact) -> Option<ColleagueFacts> {
    let role = person.row.role.clone()?;
    Some(ColleagueFacts {
        contact: person.row.id,
        third_party: person.third_party,
        rights: Rights {
            role,
            off: person.row.off.iter().copied().collect(),
            cannot: person.row.cannot.iter().copied().collect(),
            sites: person.row.sites.clone(),
        },
    })
}

fn row_facts(
    person: FoundContact,
    facts: &ColleagueFacts,
    manager: &Manager<'_>,
) -> ColleagueRowFacts {
    let can = manager.can(facts);
    let details = can
        .contains(&ColleagueAct::Change)
        .then_some(ColleagueDetails {
            email: person.row.email,
            off: person.row.off,
            cannot: person.row.cannot,
            sites: person.row.sites,
            revision: person.revision,
        });
    ColleagueRowFacts {
        third_party: person.third_party,
        row: ColleagueRow {
            id: person.row.id,
            name: person.row.name,
            role: facts.rights.role.clone(),
            me: person.row.id == manager.viewer().contact(),
            last_seen_at: person.row.last_seen_at,
            can,
            details,
        },
    }
}
