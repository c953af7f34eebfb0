//! Writing a record anew. The version before stays on record; what is made a draft again is taken back.

use super::check::Faults;
use super::{Author, RecordError, body};
use crate::App;
use crate::once::Once;
use contract::firm_record::RecordEdit;
use contract::id::RecordId;
use domain::policy::{EditRecords, StaffPermit};
use domain::receipt::{Act, Draft};
use domain::record::{Body, Standing};
use domain::revision::Expected;
use store::records::{File, Record};

pub async fn edit(
    app: &App,
    permit: &StaffPermit<EditRecords>,
    id: RecordId,
    edit: RecordEdit,
    expected: &Expected,
    once: &Once,
    receipt: Draft,
) -> Result<(), RecordError> {
    let author = Author::staff(app, permit, receipt);
    let firm = permit.firm();
    let tx = app.write_slices(firm).await?;
    if once.is_done(app, &tx).await? {
        return Ok(());
    }
    let found = store::records::find(&tx, firm, id).await?;
    let old = found.ok_or(RecordError::NotThere)?;
    expected.check(&old.revision())?;
    let mut faults = Faults::default();
    if edit.body.kind() != old.body.kind() {
        faults.add("kind", "fixed", "a record stays of the kind it is");
        faults.done()?;
        return Ok(());
    }
    let body = body::of(app, edit.body, Some(&old.body), &mut faults);
    faults
        .place(&tx, firm, edit.subject, edit.addressed_to)
        .await?;
    faults.body(&tx, firm, &body).await?;
    faults.done()?;
    let record = Record {
        subject: edit.subject,
        addressed_to: edit.addressed_to,
        standing: old.standing.beside(&body),
        files: kept(&old.files, &body),
        body,
        ..old.clone()
    };
    // Saved without a change, it is the version that it was.
    if record == old {
        return Ok(tx.commit().await?);
    }
    store::records::update(&tx, &record, &author.change).await?;
    let mut receipts = vec![author.receipt(Act::RecordChanged, &record)];
    // Made a draft again it is seen by nobody, which is more than a change.
    if record.standing == Standing::Internal && old.standing != Standing::Internal {
        receipts.push(author.receipt(Act::RecordWithdrawn, &record));
    }
    Ok(app.commit_all(tx, receipts).await?)
}

/// The files that the body still names, in its order.
fn kept(files: &[File], body: &Body) -> Vec<File> {
    match body {
        Body::PhotoSet(set) => set
            .photos
            .iter()
            .filter_map(|photo| files.iter().find(|file| file.id == *photo).cloned())
            .collect(),
        _ => files.to_vec(),
    }
}
