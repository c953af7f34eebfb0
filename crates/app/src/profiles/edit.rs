//! Saving a type's text. The one before it is kept; going back to it is saving it again.

use super::ProfileError;
use crate::App;
use crate::once::Once;
use contract::problem::FieldError;
use contract::profile::ProfileFault;
use domain::policy::{EditProfiles, StaffPermit};
use domain::profile::judge;
use domain::receipt::{Act, Draft};
use domain::revision::{Expected, revision};
use store::Change;

pub async fn edit(
    app: &App,
    permit: &StaffPermit<EditProfiles>,
    id: &str,
    text: &str,
    expected: &Expected,
    once: &Once,
    mut receipt: Draft,
) -> Result<(), ProfileError> {
    let change = Change::now(&*app.clock, &permit.staff().to_string());
    let tx = app.db.write().await?;
    if once.is_done(app, &tx).await? {
        return Ok(());
    }
    // Types extend each other, so they are judged and changed one at a time.
    tx.alone(&format!("profiles of {}", permit.firm())).await?;
    let types = store::people::types(&tx, permit.firm()).await?;
    let now = types.iter().find(|(known, _)| known == id);
    let (_, now) = now.ok_or(ProfileError::Unknown)?;
    expected.check(&revision(now))?;
    let faults = judge(&types, id, text).faults;
    if !faults.is_empty() {
        return Err(ProfileError::Invalid(faults.iter().map(fault).collect()));
    }
    store::firms::set_profile(&tx, permit.firm(), id, text, &change).await?;
    receipt.act = Act::ProfileChanged;
    receipt.query = Some(format!("type={id}"));
    Ok(app.commit(tx, receipt).await?)
}

pub(super) fn fault(fault: &ProfileFault) -> FieldError {
    FieldError {
        field: "text".to_owned(),
        code: "invalid".to_owned(),
        message: format!("line {}: {}", fault.line, fault.message),
    }
}
