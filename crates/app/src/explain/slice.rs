//! Everything one contact sees, read as her own lists read it.

use crate::App;
use contract::id::ContactId;
use contract::page::RecordQuery;
use contract::problem::FieldError;
use contract::why::{SliceQuery, SliceView};
use domain::policy::{Explain, StaffPermit, Unscoped, scope_all};
use domain::query::record_list;
use domain::slice::Slice;
use store::StoreError;
use store::whole::explain::Whose;

#[derive(Debug, thiserror::Error)]
pub enum SliceError {
    /// Not of this firm, nobody's, or one whose access was ended: the same to whoever asks.
    #[error("there is no such contact here")]
    Unknown,
    #[error("what was asked cannot be")]
    Invalid(Vec<FieldError>),
    /// The record that the page was to follow has left the slice.
    #[error("the page before is no more")]
    Stale,
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[expect(
    clippy::disallowed_methods,
    reason = "the contact is of the permit's firm, and all reading is by her scope"
)]
pub async fn slice(
    app: &App,
    permit: &StaffPermit<Explain>,
    contact: ContactId,
    query: SliceQuery,
) -> Result<Slice<SliceView>, SliceError> {
    let unscoped = Unscoped::because("what a contact sees is explained to the firm's staff");
    let today = app.clock.today();
    let person = store::session::person(&app.db, &app.profiles, unscoped, contact, today).await?;
    let person = person.ok_or(SliceError::Unknown)?;
    let viewer = person.viewer.ok_or(SliceError::Unknown)?;
    if viewer.firm() != permit.firm() {
        return Err(SliceError::Unknown);
    }
    let scope = scope_all(&viewer);
    let asked = RecordQuery {
        kind: query.kind,
        cursor: query.cursor,
        limit: query.limit,
        ..RecordQuery::default()
    };
    let (narrowed, list) = record_list(&scope, asked).map_err(SliceError::Invalid)?;
    let whose = Whose {
        name: person.name,
        third_party_name: person.third_party_name,
        role: viewer.role().to_owned(),
        scope,
    };
    let found = store::whole::explain::slice(&app.db, permit, whose, &narrowed, &list).await?;
    found.ok_or(SliceError::Stale)
}
