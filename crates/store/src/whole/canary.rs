//! The last walk of the canary, for the firm's staff.

use crate::{Db, StoreError};
use contract::canary::CanaryState;
use domain::policy::{SeeReceipts, StaffPermit};
use domain::slice::{Slice, mint_whole};

#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: it has just read within the firm"
)]
pub async fn state(
    db: &Db,
    permit: &StaffPermit<SeeReceipts>,
) -> Result<Slice<CanaryState>, StoreError> {
    let last = crate::canary::last(db, permit.firm()).await?;
    Ok(mint_whole(permit, CanaryState { last }))
}
