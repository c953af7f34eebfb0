//! Openings that a device tells of afterwards: on record as what they are, a device's word, each once.

use crate::App;
use contract::id::ContactId;
use domain::receipt::Draft;
use store::StoreError;

/// Writes the receipts of one contact's openings, all or none. Each draft names its object and, as its query, when.
pub async fn tell_offline(
    app: &App,
    contact: ContactId,
    drafts: Vec<Draft>,
) -> Result<(), StoreError> {
    let tx = app.db.write().await?;
    let mut new: Vec<Draft> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let same = |other: &Draft| other.object == draft.object && other.query == draft.query;
        let (Some(object), Some(opened)) = (&draft.object, &draft.query) else {
            continue;
        };
        let known = store::receipts::has_offline(&tx, contact, object.as_str(), opened).await?;
        if !known && !new.iter().any(same) {
            new.push(draft);
        }
    }
    let receipts = app.receipts.append_in(&tx, new).await?;
    tx.commit().await?;
    app.receipts.sign(&receipts);
    Ok(())
}
