//! A firm's own face, and what it has switched off for everybody, as its owner sees them.

use crate::{Db, StoreError, firms, switches};
use contract::firm::{FirmDomain, FirmView};
use contract::kind::Module;
use contract::switch::FirmModules;
use domain::policy::{EditFirm, StaffPermit};
use domain::revision::revision;
use domain::slice::{Slice, mint_whole};
use std::collections::BTreeSet;

/// `points_to` is the host that the pages are at.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read her own firm"
)]
pub async fn face(
    db: &Db,
    permit: &StaffPermit<EditFirm>,
    points_to: &str,
) -> Result<Slice<FirmView>, StoreError> {
    let face = firms::face_in(db.reads(), permit.firm()).await?;
    let name = firms::domains::find_in(db.reads(), permit.firm()).await?;
    let view = FirmView {
        revision: face.revision(),
        face: face.shown(),
        logo_revision: face.logo_revision(),
        logo: face.logo,
        domain: FirmDomain {
            revision: revision_of_domain(&name),
            name,
            points_to: points_to.to_owned(),
        },
    };
    Ok(mint_whole(permit, view))
}

#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read her own firm"
)]
pub async fn modules(
    db: &Db,
    permit: &StaffPermit<EditFirm>,
) -> Result<Slice<FirmModules>, StoreError> {
    let off = switches::of_firm_in(db.reads(), permit.firm()).await?;
    let view = FirmModules {
        revision: revision_of_modules(&off),
        off: off.into_iter().collect(),
    };
    Ok(mint_whole(permit, view))
}

/// Of the firm's own domain.
#[must_use]
pub fn revision_of_domain(name: &Option<String>) -> String {
    revision(name)
}

/// Of what is off for everybody.
#[must_use]
pub fn revision_of_modules(off: &BTreeSet<Module>) -> String {
    revision(off)
}
