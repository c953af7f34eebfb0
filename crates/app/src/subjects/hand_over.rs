//! A subject passing from one third party to another, in one transaction.
//!
//! Only the interest moves. What follows from it needs no step of its own: certificates, where the new holder's rules
//! open them `since = "always"`, are the subject's and come with it; whatever was addressed to the old holder, its
//! invoices above all, stays with it; and if its profile keeps `history`, it goes on seeing what was its own then, as
//! it was recorded by its last day. An interest reaches the whole tree below its subject, so a block takes its flats
//! along, and a flat that has interests of its own keeps those.

use super::check::{fitting, in_use, may_stand};
use super::effect::watch;
use super::{SubjectError, by_hand};
use crate::App;
use crate::once::Once;
use crate::people::Faults;
use contract::id::{FirmId, InterestId, SubjectId};
use contract::kind::Relation;
use contract::tree::{SubjectMove, TreeEffect};
use domain::clock::new_id;
use domain::hand_over::{HandOver, HandedOver, NotHandedOver};
use domain::interest::Interest;
use domain::policy::{EditSubjects, StaffPermit};
use domain::receipt::{Act, Draft};
use domain::slice::Slice;
use std::collections::BTreeSet;
use store::people::External;
use store::{Change, Tx, interests, subjects};

pub async fn hand_over(
    app: &App,
    permit: &StaffPermit<EditSubjects>,
    subject: SubjectId,
    asked: SubjectMove,
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
    let ask = ask_of(&asked);
    let turn = agreed(app, &tx, firm, subject, &ask).await?;
    interests::turn(&tx, firm, &turn.close, &turn.open, &change).await?;
    receipt.act = Act::SubjectMoved;
    receipt.object = Some(subject.into());
    receipt.query = Some(format!(
        "relation={}&from={}&to={}&on={}",
        ask.relation, ask.from, ask.to, ask.on
    ));
    // One for each of the two: what happened to it is in its own receipts.
    let of = |party| Draft {
        third_party: Some(party),
        ..receipt.clone()
    };
    let receipts = vec![of(ask.from), of(ask.to)];
    Ok(app.commit_all(tx, receipts).await?)
}

/// What it would give to the one's people and take from the other's, on its day.
pub async fn effect_of_hand_over(
    app: &App,
    permit: &StaffPermit<EditSubjects>,
    subject: SubjectId,
    asked: SubjectMove,
) -> Result<Slice<TreeEffect>, SubjectError> {
    let firm = permit.firm();
    let tx = app.write_slices(firm).await?;
    let change = Change::now(&*app.clock, &permit.staff().to_string());
    let ask = ask_of(&asked);
    let turn = agreed(app, &tx, firm, subject, &ask).await?;
    let both = BTreeSet::from([ask.from, ask.to]);
    let watched = watch(app, &tx, &both, vec![subject], Some(ask.on)).await?;
    interests::turn(&tx, firm, &turn.close, &turn.open, &change).await?;
    watched.foreseen(&tx, permit).await
}

const fn ask_of(asked: &SubjectMove) -> HandOver {
    HandOver {
        relation: asked.relation,
        from: asked.from_third_party,
        to: asked.to_third_party,
        on: asked.on,
    }
}

struct Turn {
    close: [InterestId; 1],
    open: [(Interest, External); 2],
}

/// What is closed and opened for it, or what stands in its way.
async fn agreed(
    app: &App,
    tx: &Tx,
    firm: FirmId,
    subject: SubjectId,
    ask: &HandOver,
) -> Result<Turn, SubjectError> {
    tx.alone(&subject.to_string()).await?;
    let found = subjects::find(tx, firm, subject).await?;
    found.ok_or(SubjectError::Unknown)?;
    let mut faults = Faults::default();
    if ask.relation == Relation::HoldsShare {
        let why = "shares are set together, as a register";
        faults.add("relation", "register", why);
    }
    let fields = ("to_third_party", "relation");
    may_stand(tx, firm, ask.to, ask.relation, fields, &mut faults).await?;
    in_use(tx, firm, ask.to, "to_third_party", &mut faults).await?;
    let held = interests::in_subject(tx, subject).await?;
    let before: Vec<Interest> = held.iter().map(|(interest, _)| interest.clone()).collect();
    let handed_over = domain::hand_over::hand_over(&before, ask);
    if let Err(why) = &handed_over {
        let above = interests::above(tx, subject, ask.from, ask.relation, ask.on).await?;
        match above.filter(|_| *why == NotHandedOver::NotHeld) {
            Some(above) => {
                let why = format!("it has it through {above}, above: move that");
                faults.add("from_third_party", "above", why);
            }
            None => tell(*why, &mut faults),
        }
    }
    let HandedOver { ended, begins } = fitting(handed_over.ok(), faults)?;
    let old = held.into_iter().find(|(old, _)| old.id == ended.id);
    let external = old.map_or_else(|| by_hand(ended.id), |(_, external)| external);
    let id: InterestId = new_id(&*app.clock, &*app.entropy);
    let begun = Interest {
        id,
        third_party: ask.to,
        period: begins,
        ..ended
    };
    Ok(Turn {
        close: [ended.id],
        open: [(ended, external), (begun, by_hand(id))],
    })
}

fn tell(why: NotHandedOver, faults: &mut Faults) {
    let (field, code) = match why {
        NotHandedOver::Same => ("to_third_party", "same"),
        NotHandedOver::NotHeld => ("from_third_party", "not_held"),
        NotHandedOver::FirstDay => ("on", "too_early"),
        NotHandedOver::Overlaps => ("to_third_party", "overlap"),
    };
    faults.add(field, code, why.to_string());
}
