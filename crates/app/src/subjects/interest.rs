//! Beginning an interest, and saying when it ends or that it goes on.

use super::check::{alone, done, in_use, may_stand};
use super::{SubjectError, by_hand};
use crate::App;
use crate::once::Once;
use crate::people::Faults;
use contract::id::{InterestId, SubjectId};
use contract::kind::Relation;
use contract::tree::{InterestPatch, NewInterest};
use domain::clock::new_id;
use domain::interest::{Interest, Period};
use domain::policy::{EditSubjects, StaffPermit};
use domain::receipt::{Act, Draft};
use domain::revision::Expected;
use store::whole::tree::revision_of_interest;
use store::{Change, interests, subjects};

pub async fn begin_interest(
    app: &App,
    permit: &StaffPermit<EditSubjects>,
    subject: SubjectId,
    new: NewInterest,
    once: &Once,
    mut receipt: Draft,
) -> Result<InterestId, SubjectError> {
    let firm = permit.firm();
    let tx = app.write_slices(firm).await?;
    // Taken once she is alone: who waited must not write an earlier time than the one she waited for.
    let change = Change::now(&*app.clock, &permit.staff().to_string());
    if let Some(made) = once.made(app, &tx).await? {
        return Ok(made);
    }
    tx.alone(&subject.to_string()).await?;
    let found = subjects::find(&tx, firm, subject).await?;
    found.ok_or(SubjectError::Unknown)?;
    let mut faults = Faults::default();
    let begun = Interest {
        id: new_id(&*app.clock, &*app.entropy),
        third_party: new.third_party,
        subject,
        relation: new.relation,
        period: Period {
            first: new.first_day,
            last: new.last_day,
        },
        share: None,
    };
    let fields = ("third_party", "relation");
    may_stand(
        &tx,
        firm,
        new.third_party,
        new.relation,
        fields,
        &mut faults,
    )
    .await?;
    in_use(&tx, firm, new.third_party, "third_party", &mut faults).await?;
    not_a_share(begun.relation, "relation", &mut faults);
    if in_order(begun.period, &mut faults) {
        let held = held_in(&tx, subject).await?;
        alone(&begun, &held, |_| "first_day", &mut faults);
    }
    done(faults)?;
    let id = begun.id;
    receipt.act = Act::InterestBegun;
    receipt.object = Some(subject.into());
    receipt.third_party = Some(begun.third_party);
    receipt.query = Some(said(id, begun.relation, begun.period));
    interests::turn(&tx, firm, &[], &[(begun, by_hand(id))], &change).await?;
    once.note(&tx, id).await?;
    app.commit(tx, receipt).await?;
    Ok(id)
}

/// The interest stays the same one, under the same id; what was on record of its days until now is kept beside it.
pub async fn edit_interest(
    app: &App,
    permit: &StaffPermit<EditSubjects>,
    id: InterestId,
    patch: InterestPatch,
    expected: &Expected,
    once: &Once,
    mut receipt: Draft,
) -> Result<(), SubjectError> {
    let firm = permit.firm();
    let tx = app.write_slices(firm).await?;
    // Taken once she is alone: who waited must not write an earlier time than the one she waited for.
    let change = Change::now(&*app.clock, &permit.staff().to_string());
    if once.is_done(app, &tx).await? {
        return Ok(());
    }
    // Whatever stands in one subject is judged together, so it is changed by one at a time.
    let found = interests::find(&tx, firm, id).await?;
    let (seen, _) = found.ok_or(SubjectError::Unknown)?;
    tx.alone(&seen.subject.to_string()).await?;
    let found = interests::find(&tx, firm, id).await?;
    let (old, external) = found.ok_or(SubjectError::Unknown)?;
    expected.check(&revision_of_interest(old.period))?;
    let mut new = old.clone();
    new.period.last = patch.last_day;
    new.period.first = patch.first_day.unwrap_or(old.period.first);
    let mut faults = Faults::default();
    not_a_share(new.relation, "last_day", &mut faults);
    if in_order(new.period, &mut faults) {
        let held = held_in(&tx, new.subject).await?;
        // Told where it was written: what is in the way before it or after it.
        let end = |other: &Interest| {
            if other.period.first < old.period.first && new.period.first < old.period.first {
                "first_day"
            } else {
                "last_day"
            }
        };
        alone(&new, &held, end, &mut faults);
    }
    done(faults)?;
    let subject = new.subject;
    receipt.act = Act::InterestChanged;
    receipt.object = Some(subject.into());
    receipt.third_party = Some(new.third_party);
    receipt.query = Some(said(id, new.relation, new.period));
    if new != old {
        interests::turn(&tx, firm, &[id], &[(new, external)], &change).await?;
    }
    Ok(app.commit(tx, receipt).await?)
}

async fn held_in(tx: &store::Tx, subject: SubjectId) -> Result<Vec<Interest>, SubjectError> {
    let held = interests::in_subject(tx, subject).await?;
    Ok(held.into_iter().map(|(interest, _)| interest).collect())
}

/// A share alone would leave the register more or less than whole.
fn not_a_share(relation: Relation, field: &str, faults: &mut Faults) {
    if relation == Relation::HoldsShare {
        faults.add(field, "register", "shares are set together, as a register");
    }
}

fn in_order(period: Period, faults: &mut Faults) -> bool {
    let fits = Period::new(period.first, period.last).is_some();
    if !fits {
        faults.add("last_day", "too_early", "it ends before it begins");
    }
    fits
}

pub(super) fn said(id: InterestId, relation: Relation, period: Period) -> String {
    let first = period.first;
    match period.last {
        Some(last) => {
            format!("interest={id}&relation={relation}&first_day={first}&last_day={last}")
        }
        None => format!("interest={id}&relation={relation}&first_day={first}"),
    }
}
