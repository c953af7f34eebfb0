//! A contact as whom staff look at her page.

use crate::App;
use contract::id::ContactId;
use domain::policy::{Preview, StaffPermit, Unscoped, Viewer};
use store::StoreError;

/// `None` if she is none of the permit's firm, or her access was ended: there is no page of hers to look at.
#[expect(
    clippy::disallowed_methods,
    reason = "she is of the permit's firm, and what is read is by her own scope"
)]
pub async fn as_contact(
    app: &App,
    permit: &StaffPermit<Preview>,
    contact: ContactId,
) -> Result<Option<Viewer>, StoreError> {
    let unscoped = Unscoped::because("staff look at a contact's page as she sees it");
    let today = app.clock.today();
    let found =
        store::session::as_contact(&app.db, &app.profiles, unscoped, contact, today).await?;
    Ok(found.filter(|viewer| viewer.firm() == permit.firm()))
}
