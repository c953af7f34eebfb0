//! A type that the firm has not yet: its text, which may extend one that is there.

use super::ProfileError;
use super::edit::fault;
use crate::App;
use crate::once::Once;
use contract::problem::FieldError;
use contract::profile::NewProfile;
use domain::policy::{EditProfiles, StaffPermit};
use domain::profile::judge;
use domain::receipt::{Act, Draft};
use store::Change;

/// As long as an address of it may be.
const LONGEST_ID: usize = 64;

pub async fn add(
    app: &App,
    permit: &StaffPermit<EditProfiles>,
    new: &NewProfile,
    once: &Once,
    mut receipt: Draft,
) -> Result<(), ProfileError> {
    let change = Change::now(&*app.clock, &permit.staff().to_string());
    let tx = app.db.write().await?;
    if once.is_done(app, &tx).await? {
        return Ok(());
    }
    tx.alone(&format!("profiles of {}", permit.firm())).await?;
    let types = store::people::types(&tx, permit.firm()).await?;
    if types.iter().any(|(known, _)| *known == new.id) {
        return Err(wrong("id", "taken", "there is a type of this name already"));
    }
    if new.id.len() > LONGEST_ID {
        return Err(wrong(
            "id",
            "too-long",
            "a type's name has at most 64 letters",
        ));
    }
    let faults = judge(&types, &new.id, &new.text).faults;
    if !faults.is_empty() {
        return Err(ProfileError::Invalid(faults.iter().map(fault).collect()));
    }
    store::firms::set_profile(&tx, permit.firm(), &new.id, &new.text, &change).await?;
    receipt.act = Act::ProfileAdded;
    receipt.query = Some(format!("type={}", new.id));
    Ok(app.commit(tx, receipt).await?)
}

fn wrong(field: &str, code: &str, message: &str) -> ProfileError {
    ProfileError::Invalid(vec![FieldError {
        field: field.to_owned(),
        code: code.to_owned(),
        message: message.to_owned(),
    }])
}
