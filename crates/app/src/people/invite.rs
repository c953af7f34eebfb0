//! Sending somebody the way in: a link of her own that lives for days, because she did not ask for it and may read it
//! tomorrow.

use super::PeopleError;
use crate::App;
use crate::mail::Invitation;
use crate::once::Once;
use crate::outbox::queue_mail;
use crate::ports::Mail;
use crate::sign_in::{invitation_link, link_url};
use contract::id::ContactId;
use contract::people::MailPreview;
use domain::clock::new_id;
use domain::face::Face;
use domain::policy::{Invite, StaffPermit};
use domain::receipt::{Act, Draft};
use domain::slice::Slice;
use store::Tx;
use store::whole::people::{FoundContact, addressee, addressee_in, mailing};

pub async fn invite(
    app: &App,
    permit: &StaffPermit<Invite>,
    id: ContactId,
    once: &Once,
    mut receipt: Draft,
) -> Result<(), PeopleError> {
    let tx = app.db.write().await?;
    if once.is_done(app, &tx).await? {
        return Ok(());
    }
    let found = addressee_in(&tx, permit.firm(), id).await?;
    let (found, firm) = found.ok_or(PeopleError::Unknown)?;
    send(app, &tx, &found, &firm, None).await?;
    receipt.act = Act::ContactInvited;
    receipt.object = Some(id.into());
    receipt.third_party = Some(found.third_party);
    app.commit(tx, receipt).await?;
    app.wake.notify_one();
    Ok(())
}

/// Queues the mail with a fresh link. `by` is the colleague who asked her in; the firm did where there is none.
pub(super) async fn send(
    app: &App,
    tx: &Tx,
    found: &FoundContact,
    firm: &Face,
    by: Option<&str>,
) -> Result<(), PeopleError> {
    store::sign_in::lock_address(tx, found.row.email.as_str()).await?;
    let token = invitation_link(app, tx, found.identity).await?;
    let unique: contract::id::ReceiptId = new_id(&*app.clock, &*app.entropy);
    let name = format!("invitation.{}", store::uuid(unique).simple());
    let mail = written(app, found, firm, by, &link_url(app, &token), &name)?;
    let job = queue_mail(app, tx, &mail, &name).await?;
    let now = app.clock.now().timestamp_micros();
    store::people::insert_invitation(tx, found.row.id, job, now).await?;
    Ok(())
}

/// The mail as it would be sent, with a link that opens nothing.
pub async fn preview(
    app: &App,
    permit: &StaffPermit<Invite>,
    id: ContactId,
) -> Result<Slice<MailPreview>, PeopleError> {
    let found = addressee(&app.db, permit, id).await?;
    let (found, firm) = found.ok_or(PeopleError::Unknown)?;
    let url = format!("{}/in", app.settings.public_url.trim_end_matches('/'));
    let mail = written(app, &found, &firm, None, &url, "preview")?;
    Ok(mailing(
        permit,
        MailPreview {
            to: mail.to.email,
            subject: mail.subject,
            text: mail.text,
        },
    ))
}

fn written(
    app: &App,
    found: &FoundContact,
    firm: &Face,
    by: Option<&str>,
    url: &str,
    name: &str,
) -> Result<Mail, PeopleError> {
    let invitation = Invitation {
        person: &found.row.name,
        email: found.row.email.as_str(),
        third_party: &found.third_party_name,
        firm,
        by,
        url,
    };
    Ok(crate::mail::invitation(&app.settings, &invitation, name)?)
}
