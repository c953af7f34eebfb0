//! Making a subject, and correcting what it is called and where it is.

use super::SubjectError;
use super::check::{done, spell};
use crate::App;
use crate::once::Once;
use crate::people::Faults;
use contract::id::SubjectId;
use contract::tree::{NewSubject, SubjectPatch};
use domain::clock::new_id;
use domain::policy::{EditSubjects, StaffPermit};
use domain::receipt::{Act, Draft};
use domain::revision::Expected;
use domain::subject::Subject;
use store::people::External;
use store::subjects;
use store::whole::tree::revision_of_subject;

/// Below something, it is at once in the slices of all who have an interest in that.
pub async fn add_subject(
    app: &App,
    permit: &StaffPermit<EditSubjects>,
    new: NewSubject,
    once: &Once,
    mut receipt: Draft,
) -> Result<SubjectId, SubjectError> {
    let tx = app.write_slices(permit.firm()).await?;
    if let Some(made) = once.made(app, &tx).await? {
        return Ok(made);
    }
    if let Some(parent) = new.parent
        && subjects::find(&tx, permit.firm(), parent).await?.is_none()
    {
        let mut faults = Faults::default();
        faults.add("parent", "unknown", "the firm has no such subject");
        done(faults)?;
    }
    let id: SubjectId = new_id(&*app.clock, &*app.entropy);
    let mut subject = Subject {
        id,
        parent: new.parent,
        kind: new.kind,
        name: new.name,
        address: new.address,
        postcode: new.postcode,
        uprn: new.uprn,
    };
    spell(&mut subject)?;
    let external = External {
        source: crate::people::BY_HAND.to_owned(),
        reference: id.to_string(),
    };
    subjects::insert(&tx, permit.firm(), &[(subject, external)]).await?;
    receipt.act = Act::SubjectAdded;
    receipt.object = Some(id.into());
    receipt.query = new.parent.map(|parent| format!("parent={parent}"));
    once.note(&tx, id).await?;
    app.commit(tx, receipt).await?;
    Ok(id)
}

pub async fn edit_subject(
    app: &App,
    permit: &StaffPermit<EditSubjects>,
    id: SubjectId,
    patch: SubjectPatch,
    expected: &Expected,
    once: &Once,
    mut receipt: Draft,
) -> Result<(), SubjectError> {
    let tx = app.write_slices(permit.firm()).await?;
    if once.is_done(app, &tx).await? {
        return Ok(());
    }
    tx.alone(&id.to_string()).await?;
    let found = subjects::find(&tx, permit.firm(), id).await?;
    let old = found.ok_or(SubjectError::Unknown)?;
    expected.check(&revision_of_subject(&old))?;
    let mut new = Subject {
        id,
        parent: old.parent,
        kind: patch.kind.unwrap_or(old.kind),
        name: patch.name.unwrap_or_else(|| old.name.clone()),
        address: patch.address.unwrap_or_else(|| old.address.clone()),
        postcode: patch.postcode.unwrap_or_else(|| old.postcode.clone()),
        uprn: patch.uprn.unwrap_or_else(|| old.uprn.clone()),
    };
    spell(&mut new)?;
    if new != old {
        subjects::update(&tx, &new).await?;
    }
    receipt.act = Act::SubjectChanged;
    receipt.object = Some(id.into());
    Ok(app.commit(tx, receipt).await?)
}
