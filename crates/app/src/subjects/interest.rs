//! Beginning an interest, and saying when it ends or that it goes on.

use super::check::{alone, done, may_stand};
use super::{SubjectError, Turn, by_hand};
use crate::App;
use crate::people::Faults;
use contract::day::Day;
use contract::id::{InterestId, SubjectId};
use contract::kind::Relation;
use contract::tree::NewInterest;
use domain::clock::new_id;
use domain::interest::{Interest, Period};
use domain::policy::{EditSubjects, StaffPermit};
use domain::receipt::{Act, Draft};
use store::people::{interest, interests_in};
use store::{Change, subjects};

pub async fn begin_interest(
    app: &App,
    permit: &StaffPermit<EditSubjects>,
    subject: SubjectId,
    new: NewInterest,
    mut receipt: Draft,
) -> Result<InterestId, SubjectError> {
    let change = Change::now(&*app.clock, &permit.staff().to_string());
    let (firm, tx) = (permit.firm(), app.db.write().await?);
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
    not_a_share(begun.relation, "relation", &mut faults);
    if in_order(begun.period, &mut faults) {
        let held = held_in(&tx, subject).await?;
        alone(&begun, &held, "first_day", &mut faults);
    }
    done(faults)?;
    let id = begun.id;
    receipt.act = Act::InterestBegun;
    receipt.object = Some(subject.into());
    receipt.third_party = Some(begun.third_party);
    receipt.query = Some(said(id, begun.relation, begun.period));
    let turn = Turn {
        close: Vec::new(),
        open: vec![(begun, by_hand(id))],
    };
    turn.write(&tx, firm, subject, &change).await?;
    app.commit(tx, receipt).await?;
    Ok(id)
}

/// The interest stays the same one, under the same id; what was on record of its days until now is kept beside it.
pub async fn edit_interest(
    app: &App,
    permit: &StaffPermit<EditSubjects>,
    id: InterestId,
    last_day: Option<Day>,
    mut receipt: Draft,
) -> Result<(), SubjectError> {
    let change = Change::now(&*app.clock, &permit.staff().to_string());
    let (firm, tx) = (permit.firm(), app.db.write().await?);
    let found = interest(&tx, firm, id).await?;
    let (old, external) = found.ok_or(SubjectError::Unknown)?;
    let mut new = old.clone();
    new.period.last = last_day;
    let mut faults = Faults::default();
    not_a_share(new.relation, "last_day", &mut faults);
    if in_order(new.period, &mut faults) {
        let held = held_in(&tx, new.subject).await?;
        alone(&new, &held, "last_day", &mut faults);
    }
    done(faults)?;
    let subject = new.subject;
    receipt.act = Act::InterestChanged;
    receipt.object = Some(subject.into());
    receipt.third_party = Some(new.third_party);
    receipt.query = Some(said(id, new.relation, new.period));
    let turn = if new == old {
        Turn::default()
    } else {
        Turn {
            close: vec![id],
            open: vec![(new, external)],
        }
    };
    turn.write(&tx, firm, subject, &change).await?;
    Ok(app.commit(tx, receipt).await?)
}

async fn held_in(tx: &store::Tx, subject: SubjectId) -> Result<Vec<Interest>, SubjectError> {
    let held = interests_in(tx, subject).await?;
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

fn said(id: InterestId, relation: Relation, period: Period) -> String {
    let first = period.first;
    match period.last {
        Some(last) => {
            format!("interest={id}&relation={relation}&first_day={first}&last_day={last}")
        }
        None => format!("interest={id}&relation={relation}&first_day={first}"),
    }
}
