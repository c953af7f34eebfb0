//! Setting the share register of a subject: all of it at once, for a part alone is never whole.

use super::check::{fitting, may_stand};
use super::{SubjectError, by_hand};
use crate::App;
use crate::once::Once;
use crate::people::Faults;
use contract::id::{InterestId, SubjectId};
use contract::kind::Relation;
use contract::tree::NewRegister;
use domain::clock::new_id;
use domain::interest::{Interest, Period};
use domain::policy::{EditSubjects, StaffPermit};
use domain::receipt::{Act, Draft};
use domain::register::{Register, RegisterFault};
use domain::revision::Expected;
use store::whole::tree::revision_of_shares;
use store::{Change, interests, subjects};

pub async fn set_shares(
    app: &App,
    permit: &StaffPermit<EditSubjects>,
    subject: SubjectId,
    new: NewRegister,
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
    // One register at a time in the whole firm: two on one line of the tree must see each other.
    tx.alone(&format!("registers of {firm}")).await?;
    tx.alone(&subject.to_string()).await?;
    let found = subjects::find(&tx, firm, subject).await?;
    found.ok_or(SubjectError::Unknown)?;
    let held = interests::in_subject(&tx, subject).await?;
    let before: Vec<Interest> = held.iter().map(|(interest, _)| interest.clone()).collect();
    expected.check(&revision_of_shares(&before))?;
    let mut faults = Faults::default();
    for (at, share) in new.shares.iter().enumerate() {
        let field = format!("shares.{at}.third_party");
        let fields = (field.as_str(), field.as_str());
        let relation = Relation::HoldsShare;
        may_stand(&tx, firm, share.third_party, relation, fields, &mut faults).await?;
    }
    // Shares above count for everything below, so two registers on one line would make more than the whole.
    let beside = subjects::registers_beside(&tx, subject, new.from_day).await?;
    if !beside.is_empty() {
        let why = format!("there is a register already in {}", beside.join(", "));
        faults.add("shares", "elsewhere", why);
    }
    let holders: Vec<_> = new
        .shares
        .iter()
        .map(|s| (s.third_party, s.parts))
        .collect();
    let register = Register::new(new.of, &holders)
        .inspect_err(|wrong| wrong.iter().for_each(|fault| tell(*fault, &mut faults)));
    let register = fitting(register.ok(), faults)?;
    let follows = register.follow(&before, new.from_day);
    let mut open = Vec::new();
    for again in follows.reopen {
        let from = held.iter().find(|(old, _)| old.id == again.id);
        let external = from.map_or_else(|| by_hand(again.id), |(_, external)| external.clone());
        open.push((again, external));
    }
    for (third_party, share) in follows.begin {
        let id: InterestId = new_id(&*app.clock, &*app.entropy);
        let begun = Interest {
            id,
            third_party,
            subject,
            relation: Relation::HoldsShare,
            period: Period {
                first: new.from_day,
                last: None,
            },
            share: Some(share),
        };
        open.push((begun, by_hand(id)));
    }
    interests::turn(&tx, firm, &follows.close, &open, &change).await?;
    receipt.act = Act::SharesSet;
    receipt.object = Some(subject.into());
    receipt.query = Some(said(&new));
    Ok(app.commit(tx, receipt).await?)
}

fn tell(fault: RegisterFault, faults: &mut Faults) {
    let (field, code) = match fault {
        RegisterFault::Issued => ("of".to_owned(), "out_of_range"),
        RegisterFault::Parts(at) => (format!("shares.{at}.parts"), "out_of_range"),
        RegisterFault::Twice(at) => (format!("shares.{at}.third_party"), "twice"),
        RegisterFault::Over { .. } => ("shares".to_owned(), "over"),
        RegisterFault::Under { .. } => ("shares".to_owned(), "under"),
    };
    faults.add(&field, code, fault.to_string());
}

fn said(new: &NewRegister) -> String {
    let mut said = format!("from_day={}&of={}", new.from_day, new.of);
    for share in &new.shares {
        said.push_str(&format!("&{}={}", share.third_party, share.parts));
    }
    said
}
