//! Redeeming a link or a code: the only call that consumes one. It always begins a session of its own with a
//! secret of its own, so nobody can plant one beforehand.

use super::{Secret, SignInError, agent, now, secret};
use crate::App;
use contract::email::Email;
use contract::id::{DeviceId, IdentityId};
use contract::session::Assurance;
use contract::sign_in::{RedeemCode, RedeemLink, RedeemRequest};
use domain::receipt::{Actor, Draft};
use domain::sign_in::{Tried, codes_are_on, day_start};
use store::session::NewSession;
use store::{StoreError, Tx};

/// A browser that has just been signed in.
#[derive(Debug, Clone)]
pub struct Redeemed {
    /// For the session cookie; it is not to be had again.
    pub secret: Secret,
    pub device: DeviceId,
    pub identity: IdentityId,
    pub assurance: Assurance,
}

/// `browser_secret` is what the browser got when it asked; only a code needs it. The receipt is of somebody
/// nobody knows yet, with the browser's agent.
pub async fn redeem(
    app: &App,
    request: RedeemRequest,
    browser_secret: Option<&str>,
    receipt: Draft,
) -> Result<Redeemed, SignInError> {
    match request {
        RedeemRequest::Link(link) => by_link(app, &link, receipt).await,
        RedeemRequest::Code(code) => by_code(app, &code, browser_secret, receipt).await,
    }
}

async fn by_link(app: &App, request: &RedeemLink, receipt: Draft) -> Result<Redeemed, SignInError> {
    let (now, hash) = (now(app), secret::hash(&request.token));
    let tx = app.db.write().await?;
    let found = store::sign_in::find_link_in(&tx, &hash).await?;
    let (identity, _) = found.ok_or(SignInError::UnknownLink)?;
    let person = store::sign_in::person_in(&tx, identity)
        .await?
        .ok_or(SignInError::UnknownLink)?;
    // Read again under the lock: another may have redeemed it while we waited.
    store::sign_in::lock_address(&tx, &person.email).await?;
    let found = store::sign_in::find_link_in(&tx, &hash).await?;
    let (_, link) = found.ok_or(SignInError::UnknownLink)?;

    store::sign_in::save_link(&tx, &hash, link.redeem(now)?, now).await?;
    store::sign_in::cancel_links(&tx, identity, now).await?;
    // Codes stay good in the browser that asked: a link opened inside a mail app signs in only that app.
    Ok(begin(app, tx, identity, Assurance::Link, receipt).await?)
}

async fn by_code(
    app: &App,
    request: &RedeemCode,
    browser_secret: Option<&str>,
    receipt: Draft,
) -> Result<Redeemed, SignInError> {
    let (now, email) = (now(app), request.email.as_str());
    let typed: String = request
        .code
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    // What cannot be a code is not a guess, for any address.
    let (Some(browser), true) = (browser_secret, is_a_code(&typed)) else {
        return Err(SignInError::WrongCode);
    };
    let tx = app.db.write().await?;
    store::sign_in::lock_address(&tx, email).await?;
    if !codes_are_on(store::sign_in::count_failures(&tx, email, day_start(now)).await?) {
        return Err(SignInError::CodesOff);
    }

    let live = store::sign_in::live_codes(&tx, email, &secret::hash(browser), now).await?;
    let (mut right, mut wrong, mut over) = (None, Vec::new(), Vec::new());
    for kept in live {
        let matches = secret::code_matches(&app.keys.code, kept.id, &typed, &kept.code_hmac);
        match kept.code.attempt(matches, now) {
            Tried::Right => {
                right = Some(kept.identity);
                over.push(kept.id);
            }
            Tried::Wrong(Some(_)) => wrong.push(kept.id),
            Tried::Wrong(None) => over.push(kept.id),
            Tried::Expired => {}
        }
    }
    let Some(identity) = right else {
        // The same statements for any address, with or without a code to wear out.
        store::sign_in::add_try(&tx, &wrong).await?;
        store::sign_in::end_codes(&tx, &over, now).await?;
        store::sign_in::insert_failure(&tx, email, now).await?;
        tx.commit().await?;
        return Err(SignInError::WrongCode);
    };
    // Whoever lost every role since the mail went out gets no session.
    if still_known(&tx, identity, &request.email).await?.is_none() {
        return Err(SignInError::WrongCode);
    }
    over.extend(wrong);
    store::sign_in::end_codes(&tx, &over, now).await?;
    store::sign_in::cancel_links(&tx, identity, now).await?;
    Ok(begin(app, tx, identity, Assurance::Code, receipt).await?)
}

async fn still_known(
    tx: &Tx,
    identity: IdentityId,
    email: &Email,
) -> Result<Option<()>, SignInError> {
    let person = store::sign_in::person_in(tx, identity).await?;
    Ok(person
        .filter(|person| person.email == email.as_str())
        .map(|_| ()))
}

fn is_a_code(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit())
}

/// The session and the receipt of its beginning, committed together.
pub(crate) async fn begin(
    app: &App,
    tx: Tx,
    identity: IdentityId,
    assurance: Assurance,
    receipt: Draft,
) -> Result<Redeemed, StoreError> {
    begin_beside(app, tx, identity, assurance, receipt, Vec::new()).await
}

/// The same, with the receipts of what was done to get there.
pub(crate) async fn begin_beside(
    app: &App,
    tx: Tx,
    identity: IdentityId,
    assurance: Assurance,
    mut receipt: Draft,
    mut beside: Vec<Draft>,
) -> Result<Redeemed, StoreError> {
    let device: DeviceId = domain::clock::new_id(&*app.clock, &*app.entropy);
    let secret = Secret::fresh(&*app.entropy);
    let new = NewSession {
        device,
        identity,
        secret_hash: secret::hash(secret.expose()),
        assurance,
        label: agent::label(receipt.agent.as_deref().unwrap_or_default()),
    };
    store::session::insert(&tx, new, now(app)).await?;
    receipt.actor = Actor::Identity(identity);
    receipt.device = Some(device);
    beside.push(receipt);
    app.commit_all(tx, beside).await?;
    Ok(Redeemed {
        secret,
        device,
        identity,
        assurance,
    })
}
