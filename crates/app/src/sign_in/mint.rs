//! Making links: for the mail, and without one for the command line and the demonstration.

use super::{Secret, SignInError, now, secret};
use crate::App;
use contract::email::Email;
use contract::id::IdentityId;
use contract::kind::Grade;
use domain::receipt::{Act, Actor, Chain, Draft};
use domain::sign_in::{INVITATION_LIFE, LIFE};
use store::{StoreError, Tx};

/// A link for somebody, handed over by the operator instead of by mail.
pub async fn mint_link(app: &App, email: &Email) -> Result<Secret, SignInError> {
    let tx = app.db.write().await?;
    store::sign_in::lock_address(&tx, email.as_str()).await?;
    let person = store::sign_in::person_by_email(&tx, email.as_str()).await?;
    let person = person.ok_or(SignInError::UnknownAddress)?;
    let token = fresh_link(app, &tx, person.identity).await?;
    let mut receipt = Draft::new(
        Chain::INSTALLATION,
        Actor::System,
        Act::SignInLinkMade,
        Grade::System,
    );
    receipt.personal = Some(email.to_string());
    app.commit(tx, receipt).await?;
    Ok(token)
}

/// Where a token is redeemed. It stands after `#`, which browsers send to no server.
#[must_use]
pub fn link_url(app: &App, token: &Secret) -> String {
    format!(
        "{}/in#{}",
        app.settings.public_url.trim_end_matches('/'),
        token.expose()
    )
}

/// The address must be locked.
pub(super) async fn fresh_link(
    app: &App,
    tx: &Tx,
    identity: IdentityId,
) -> Result<Secret, StoreError> {
    link_for(app, tx, identity, LIFE).await
}

/// The same for somebody who did not ask for it.
pub(crate) async fn invitation_link(
    app: &App,
    tx: &Tx,
    identity: IdentityId,
) -> Result<Secret, StoreError> {
    link_for(app, tx, identity, INVITATION_LIFE).await
}

async fn link_for(
    app: &App,
    tx: &Tx,
    identity: IdentityId,
    life: i64,
) -> Result<Secret, StoreError> {
    let token = Secret::fresh(&*app.entropy);
    let hash = secret::hash(token.expose());
    store::sign_in::insert_link(tx, identity, hash, now(app), life).await?;
    Ok(token)
}
