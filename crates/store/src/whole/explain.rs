//! What was explained to staff. Here a contact's own slice is shown to somebody else: it was read in
//! [`crate::scoped`] under her scope, and it may be only of the permit's own firm.

use crate::{Db, StoreError, scoped};
use contract::why::{RecordWhy, SliceView};
use domain::policy::{Explain, StaffPermit};
use domain::query::RecordList;
use domain::slice::{Scope, Slice, mint_whole};

/// Who sees a record of the firm's, and why.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: the record was read within the firm"
)]
pub const fn told(permit: &StaffPermit<Explain>, why: RecordWhy) -> Slice<RecordWhy> {
    mint_whole(permit, why)
}

/// What of a contact's slice is shown beside her name.
#[derive(Debug)]
pub struct Whose {
    pub name: String,
    pub third_party_name: String,
    pub role: String,
    /// Everything she sees.
    pub scope: Scope,
}

/// A page of her slice, narrowed to the kinds that were asked for, with the counts of all kinds. `None` if the cursor
/// is not of this list, or she is not of the permit's firm.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder mints: the slice was read under the scope of a contact of the firm's"
)]
pub async fn slice(
    db: &Db,
    permit: &StaffPermit<Explain>,
    whose: Whose,
    narrowed: &Scope,
    list: &RecordList,
) -> Result<Option<Slice<SliceView>>, StoreError> {
    if whose.scope.firm() != permit.firm() || whose.scope.key() != narrowed.key() {
        return Ok(None);
    }
    let counts = scoped::records::counts(db, &whose.scope).await?;
    let found = scoped::records::list(db, narrowed, list).await?;
    Ok(found.map(|(rows, next_cursor)| {
        let view = SliceView {
            contact: whose.scope.contact(),
            name: whose.name,
            third_party: whose.scope.third_party(),
            third_party_name: whose.third_party_name,
            role: whose.role,
            counts: counts.to_vec(),
            items: rows.to_vec(),
            next_cursor,
        };
        mint_whole(permit, view)
    }))
}
