//! A firm's own face, as its owner sees it.

use crate::{Db, StoreError, firms};
use contract::firm::FirmView;
use domain::policy::{EditFirm, StaffPermit};
use domain::slice::{Slice, mint_whole};

#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read her own firm"
)]
pub async fn face(db: &Db, permit: &StaffPermit<EditFirm>) -> Result<Slice<FirmView>, StoreError> {
    let face = firms::face_in(db.reads(), permit.firm()).await?;
    let view = FirmView {
        revision: face.revision(),
        face: face.shown(),
    };
    Ok(mint_whole(permit, view))
}
