//! The worker's side of asking: looks the address up and, if somebody may sign in, makes link and code and
//! queues the mail, all in one transaction.

use super::{SignInError, agent, mint, now, row_id, secret};
use crate::App;
use crate::outbox::queue_mail;
use domain::sign_in::{MAIL_WINDOW, may_mail};
use store::Tx;
use store::sign_in::{NewCode, Request};

/// Requests taken at a time: enough to keep up, few enough to hold the writer briefly.
const BATCH: u32 = 20;

/// Handles waiting requests; answers how many there were.
pub(crate) async fn answer(app: &App) -> Result<usize, SignInError> {
    if !store::sign_in::has_requests(&app.db).await? {
        return Ok(0);
    }
    let tx = app.db.write().await?;
    let requests = store::sign_in::claim_requests(&tx, now(app), BATCH).await?;
    for request in &requests {
        answer_one(app, &tx, request).await?;
    }
    tx.commit().await?;
    Ok(requests.len())
}

async fn answer_one(app: &App, tx: &Tx, request: &Request) -> Result<(), SignInError> {
    let now = now(app);
    store::sign_in::lock_address(tx, &request.email).await?;
    let Some(person) = store::sign_in::person_by_email(tx, &request.email).await? else {
        return Ok(());
    };
    let mails =
        store::sign_in::count_mails(tx, &request.email, now.saturating_sub(MAIL_WINDOW)).await?;
    if !may_mail(mails) {
        return Ok(());
    }

    let token = mint::fresh_link(app, tx, person.identity).await?;
    let (id, code) = (row_id(app), secret::code(&*app.entropy));
    let new = NewCode {
        id,
        identity: person.identity,
        email: person.email.clone(),
        browser_hash: request.browser_hash.clone(),
        code_hmac: secret::code_hmac(&app.keys.code, id, &code),
    };
    store::sign_in::insert_code(tx, new, now).await?;

    // One request is one mail, however often it is sent.
    let name = format!("sign-in.{}", request.id.simple());
    let url = mint::link_url(app, &token);
    let mail = crate::mail::sign_in(
        &app.settings,
        &person,
        &url,
        &code,
        &agent::label(&request.agent),
        &name,
    )?;
    queue_mail(app, tx, &mail, &name).await?;
    Ok(())
}
