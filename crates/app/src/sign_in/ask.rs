//! Asking for a sign-in mail: one identical insert for any address. Who it is, is looked up later by the worker.

use super::{SignInError, now, row_id, secret};
use crate::App;
use contract::email::Email;
use store::sign_in::Request;

/// Longer agents tell nothing more.
const MOST_AGENT: usize = 400;

/// Takes note that somebody wants to sign in. It does not wake the worker: that would put work for known
/// addresses, and none for unknown ones, right behind this answer, where it could be measured.
pub async fn ask(
    app: &App,
    email: &Email,
    browser_secret: &str,
    ip: &str,
    agent: &str,
) -> Result<(), SignInError> {
    let request = Request {
        id: row_id(app),
        email: email.as_str().to_owned(),
        browser_hash: secret::hash(browser_secret),
        ip: ip.to_owned(),
        agent: agent
            .chars()
            .filter(|c| !c.is_control())
            .take(MOST_AGENT)
            .collect(),
        at: now(app),
    };
    let tx = app.db.write().await?;
    store::sign_in::insert_request(&tx, request).await?;
    Ok(tx.commit().await?)
}

/// A fresh link for whoever holds an old one, without typing the address again.
pub async fn renew(
    app: &App,
    token: &str,
    browser_secret: &str,
    ip: &str,
    agent: &str,
) -> Result<(), SignInError> {
    let link = store::sign_in::find_link(&app.db, &secret::hash(token)).await?;
    let (identity, _) = link.ok_or(SignInError::UnknownLink)?;
    let person = store::sign_in::person(&app.db, identity)
        .await?
        .ok_or(SignInError::UnknownLink)?;
    let email = Email::parse(&person.email).map_err(|_| SignInError::UnknownLink)?;
    ask(app, &email, browser_secret, ip, agent).await
}
