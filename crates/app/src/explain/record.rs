//! Who sees one record, by which rule, relation, role, interest and switch; and who is near and does not.

use crate::App;
use contract::id::RecordId;
use contract::kind::Module;
use contract::why::{RecordWhy, WhyContact, WhyInterest};
use domain::policy::{self, Explain, StaffPermit, Unscoped, Viewer};
use domain::record::Standing;
use domain::slice::{Holding, Slice, Verdict};
use store::StoreError;
use store::session::Person;
use store::why::{Evidence, Wanted};

/// People who are looked at. A record is near to few third parties.
const MOST: u32 = 200;

/// `None` if the firm has no such record.
#[expect(
    clippy::disallowed_methods,
    reason = "what is read past the slices is of the permit's firm, and told to its staff alone"
)]
pub async fn record(
    app: &App,
    permit: &StaffPermit<Explain>,
    of: RecordId,
) -> Result<Option<Slice<RecordWhy>>, StoreError> {
    let unscoped = Unscoped::because("who sees a record is explained to the firm's staff");
    let found = store::why::evidence(&app.db, unscoped, Wanted::Ids(&[of])).await?;
    let Some(evidence) = found.into_iter().find(|one| one.firm == permit.firm()) else {
        return Ok(None);
    };
    let parties = evidence.parties();
    let today = app.clock.today();
    let mut people = store::session::people(
        &app.db,
        &app.profiles,
        unscoped,
        Some(&parties),
        MOST + 1,
        today,
    )
    .await?;
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    let more = people.len() > most;
    people.truncate(most);
    let (mut sees, mut near) = (Vec::new(), Vec::new());
    for person in people {
        let explained = one(app, &evidence, person).await?;
        if explained.stops.is_empty() {
            sees.push(explained);
        } else {
            near.push(explained);
        }
    }
    let standing = match evidence.standing {
        Standing::Internal => "internal",
        Standing::ByRule => "by_rule",
        Standing::Shared => "shared",
    };
    let why = RecordWhy {
        record: evidence.id,
        kind: evidence.kind,
        title: evidence.title,
        subject: evidence.subject,
        standing: standing.to_owned(),
        sees,
        near,
        more,
    };
    Ok(Some(store::whole::explain::told(permit, why)))
}

/// What the decision rests on for one person. The read that her page makes is asked as well: if it answered
/// otherwise, that and not the decision would be what she sees.
async fn one(app: &App, evidence: &Evidence, person: Person) -> Result<WhyContact, StoreError> {
    let mut told = WhyContact {
        contact: person.contact,
        name: person.name,
        third_party: person.third_party,
        third_party_name: person.third_party_name,
        role: None,
        rules: Vec::new(),
        interests: Vec::new(),
        off: Vec::new(),
        addressed: false,
        shared: false,
        as_recorded_by: None,
        stops: Vec::new(),
        reasons: Vec::new(),
    };
    let Some(viewer) = person.viewer else {
        told.stops.push("her access was ended".to_owned());
        told.reasons.clone_from(&told.stops);
        return Ok(told);
    };
    told.role = Some(viewer.role().to_owned());
    told.off = off(&viewer);
    let scope = policy::scope_all(&viewer);
    let Some(facts) = evidence.facts(&scope) else {
        told.stops.push("she is of another firm".to_owned());
        return Ok(told);
    };
    told.addressed = facts.addressed;
    told.shared = facts.shared;
    let why = policy::why(&viewer, &facts);
    told.rules = why.rules;
    told.interests = why.interests.iter().map(interest).collect();
    told.stops = why.stops;
    told.reasons = why.reasons;
    if let Verdict::Visible { as_of, .. } = why.verdict {
        told.as_recorded_by = as_of;
    }
    let read = store::scoped::records::has(&app.db, &scope, evidence.id).await?;
    if read == (why.verdict == Verdict::Hidden) {
        tracing::error!(
            alarm = "decision-and-read-differ",
            contact = %told.contact,
            record = %evidence.id,
            read,
            "the rules and the read do not say the same"
        );
        let said = if read {
            "her page shows it all the same: the index is wrong; run `sightline index verify`"
        } else {
            "her page does not show it: the index is wrong; run `sightline index verify`"
        };
        told.reasons.push(said.to_owned());
        if read {
            told.stops.clear();
        } else {
            told.stops.push(said.to_owned());
        }
    }
    Ok(told)
}

fn off(viewer: &Viewer) -> Vec<Module> {
    let is_off = |module: &&Module| !viewer.module_is_on(**module);
    Module::ALL.iter().filter(is_off).copied().collect()
}

fn interest(holding: &Holding) -> WhyInterest {
    WhyInterest {
        relation: holding.relation,
        first: holding.period.first,
        last: holding.period.last,
        direct: holding.direct,
    }
}
