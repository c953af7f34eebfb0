//! Making a firm, with its own copies of the types that its third parties can be of.

use crate::App;
use contract::id::FirmId;
use domain::clock::new_id;
use domain::fold::fold;
use domain::profile::Library;
use std::collections::BTreeSet;
use store::firms::{FirmRow, NewFirm};
use store::{Change, StoreError, Tx};

/// What a firm is found by on the command line; nothing if its name has neither letter nor number.
#[must_use]
pub fn slug(name: &str) -> String {
    fold(name).replace(' ', "-")
}

/// Nobody else has the slug: that is for the caller to see.
pub async fn add(app: &App, tx: &Tx, name: String, change: &Change) -> Result<FirmRow, StoreError> {
    let library = Library::built_in();
    let id: FirmId = new_id(&*app.clock, &*app.entropy);
    let new = NewFirm {
        id,
        slug: slug(&name),
        name,
        off: BTreeSet::new(),
        profiles: library
            .ids()
            .filter_map(|id| Some((id.to_owned(), library.text(id)?.to_owned())))
            .collect(),
    };
    store::firms::insert(tx, &new, change).await?;
    Ok(FirmRow {
        id,
        slug: new.slug,
        name: new.name,
    })
}
