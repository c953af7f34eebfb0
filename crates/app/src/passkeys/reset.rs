//! The way back for somebody who has lost her passkeys: whoever runs the installation takes them away. Every browser
//! of hers is signed out, and she is told.

use super::{PasskeyError, now};
use crate::App;
use crate::outbox::queue_mail;
use contract::email::Email;
use domain::receipt::Draft;
use domain::session::end_reset;

/// Answers how many passkeys went.
pub async fn reset(app: &App, email: &Email, mut receipt: Draft) -> Result<usize, PasskeyError> {
    let now = now(app);
    let tx = app.db.write().await?;
    store::sign_in::lock_address(&tx, email.as_str()).await?;
    let person = store::sign_in::person_by_email(&tx, email.as_str()).await?;
    let person = person.ok_or(PasskeyError::UnknownAddress)?;
    let hers = store::passkeys::list_in(&tx, person.identity).await?;
    if hers.is_empty() {
        return Err(PasskeyError::None);
    }
    for passkey in &hers {
        store::passkeys::delete(&tx, passkey.id).await?;
    }
    for session in store::session::all_of(&tx, person.identity).await? {
        store::session::end(&tx, end_reset(session, now)).await?;
    }
    let name = format!("passkeys-reset.{}", crate::sign_in::row_id(app).simple());
    let mail = crate::mail::passkeys_reset(&app.settings, &person, &name)?;
    queue_mail(app, &tx, &mail, &name).await?;
    receipt.object = Some(person.identity.into());
    receipt.personal = Some(email.to_string());
    app.commit(tx, receipt).await?;
    app.wake.notify_one();
    Ok(hers.len())
}
