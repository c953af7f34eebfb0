//! A signed-in browser's requests: who it is, under which hat, its renewal and its end. A dead secret that
//! turns up ends the session it belonged to and tells its owner.

use super::{Secret, now, secret};
use crate::App;
use crate::mail::MailTextError;
use crate::outbox::queue_mail;
use contract::email::Email;
use contract::id::{ContactId, DeviceId};
use contract::kind::{Action, RecordKind};
use contract::session::{Hat, SessionView};
use domain::policy::{Viewer, manager, scope_all};
use domain::receipt::Draft;
use domain::session::Upkeep;
use std::collections::{BTreeMap, BTreeSet};
use store::StoreError;
use store::session::{Acting, HatRow, Known, Recognised, Renewal, SignedIn};

#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    #[error("not signed in")]
    NotSignedIn,
    /// An old secret was shown: two parties held keys of this session, so it has just been ended.
    #[error("the session was ended because an old key of it was used")]
    Replayed,
    #[error("the request does not say which hat it is for")]
    HatRequired,
    /// Not hers, not any more, or nobody's: the same to whoever asks.
    #[error("there is no such hat")]
    NoSuchHat,
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    MailText(#[from] MailTextError),
}

/// What a refresh answers.
#[derive(Debug, Clone)]
pub struct Refreshed {
    pub signed_in: SignedIn,
    /// A new secret for the cookie; `None` leaves the cookie as it is.
    pub secret: Option<Secret>,
}

/// Whose browser this is, for endpoints that need no hat.
pub async fn recognise(app: &App, secret: &str) -> Result<SignedIn, SessionError> {
    let known = store::session::signed_in(&app.db, &secret::hash(secret), now(app)).await?;
    let signed_in = match known {
        Known::SignedIn(signed_in) => signed_in,
        Known::Nobody => return Err(SessionError::NotSignedIn),
        Known::Replay(device) => return Err(end_replayed(app, device).await?),
    };
    upkeep(app, &signed_in).await?;
    Ok(signed_in)
}

/// Who is asking and under which hat. Without one, the only hat she has.
pub async fn act_as(
    app: &App,
    secret: &str,
    hat: Option<ContactId>,
) -> Result<Acting, SessionError> {
    let hash = secret::hash(secret);
    let found = store::session::viewer(
        &app.db,
        &app.profiles,
        &hash,
        hat,
        now(app),
        app.clock.today(),
    )
    .await?;
    let (signed_in, answer) = match found {
        Recognised::Nobody => return Err(SessionError::NotSignedIn),
        Recognised::Replay(device) => return Err(end_replayed(app, device).await?),
        Recognised::Acting(acting) => {
            upkeep(app, &acting.signed_in).await?;
            return Ok(*acting);
        }
        Recognised::HatRequired(signed_in) => (signed_in, SessionError::HatRequired),
        Recognised::NoSuchHat(signed_in) => (signed_in, SessionError::NoSuchHat),
    };
    upkeep(app, &signed_in).await?;
    Err(answer)
}

/// Notes that she came to a page of hers in this browser, so that the page's firm may sign her out there.
pub async fn put_on(app: &App, viewer: &Viewer) -> Result<(), StoreError> {
    let tx = app.db.write().await?;
    store::session::put_on(&tx, viewer.device(), viewer.contact(), now(app)).await?;
    tx.commit().await
}

/// Renews the browser's secret if it is time.
pub async fn refresh(app: &App, secret: &str, receipt: Draft) -> Result<Refreshed, SessionError> {
    use domain::session::Refreshed as Decided;
    let (now, hash) = (now(app), secret::hash(secret));
    let tx = app.db.write().await?;
    let mut signed_in = match store::session::find_in(&tx, &hash, now).await? {
        Known::SignedIn(signed_in) => signed_in,
        Known::Replay(device) => {
            drop(tx);
            return Err(end_replayed(app, device).await?);
        }
        Known::Nobody => {
            drop(tx);
            // Perhaps one of the secrets before the last two.
            return match store::session::signed_in(&app.db, &hash, now).await? {
                Known::Replay(device) => Err(end_replayed(app, device).await?),
                Known::Nobody | Known::SignedIn(_) => Err(SessionError::NotSignedIn),
            };
        }
    };
    let fresh = Secret::fresh(&*app.entropy);
    let fresh_hash = secret::hash(fresh.expose());
    let (session, renewal, secret) = match signed_in.session.refresh(signed_in.key, now) {
        Decided::Kept(session) => (session, Renewal::Keep, None),
        Decided::Rotated(session) => (session, Renewal::Rotate(&fresh_hash), Some(fresh)),
        Decided::Replaced(session) => (session, Renewal::Replace(&fresh_hash), Some(fresh)),
        Decided::Expired => return Err(SessionError::NotSignedIn),
        Decided::Replay => {
            drop(tx);
            return Err(end_replayed(app, signed_in.device).await?);
        }
    };
    store::session::renew(&tx, signed_in.device, &session, renewal).await?;
    app.commit(tx, receipt).await?;
    signed_in.session = session;
    signed_in.upkeep = Upkeep::Nothing;
    Ok(Refreshed { signed_in, secret })
}

/// Signs this browser out. A browser that is signed out already is as it wants to be.
pub async fn sign_out(app: &App, secret: &str, receipt: Draft) -> Result<(), SessionError> {
    match store::session::signed_in(&app.db, &secret::hash(secret), now(app)).await? {
        Known::Nobody => Ok(()),
        Known::Replay(device) => {
            end_replayed(app, device).await?;
            Ok(())
        }
        Known::SignedIn(signed_in) => {
            let tx = app.db.write().await?;
            store::session::end(&tx, domain::session::sign_out(signed_in.device, now(app))).await?;
            Ok(app.commit(tx, receipt).await?)
        }
    }
}

/// Who is signed in here, and as whom she can act.
pub async fn view(app: &App, signed_in: &SignedIn) -> Result<SessionView, SessionError> {
    let hats = store::session::hats(&app.db, &app.profiles, signed_in, app.clock.today()).await?;
    Ok(SessionView {
        email: email(app, signed_in).await?,
        device: signed_in.device,
        assurance: signed_in.assurance,
        expires_at: crate::instant(signed_in.session.expires_at()),
        hats: hats.into_iter().map(hat).collect(),
        staff: store::session::is_staff(&app.db, signed_in.identity).await?,
    })
}

/// Who of the staff is signed in here, and the one contact as whom she looks. Nothing of that is kept on her device.
pub async fn view_as(
    app: &App,
    signed_in: &SignedIn,
    whom: &Viewer,
) -> Result<SessionView, SessionError> {
    let row = store::session::hat_of(&app.db, whom).await?;
    let row = row.ok_or(SessionError::NoSuchHat)?;
    let hers = Hat {
        offline: false,
        ..hat(row)
    };
    Ok(SessionView {
        email: email(app, signed_in).await?,
        device: signed_in.device,
        assurance: signed_in.assurance,
        expires_at: crate::instant(signed_in.session.expires_at()),
        hats: vec![hers],
        staff: true,
    })
}

async fn email(app: &App, signed_in: &SignedIn) -> Result<Email, SessionError> {
    let email = store::session::email(&app.db, signed_in.identity).await?;
    email
        .and_then(|email| Email::parse(&email).ok())
        .ok_or(SessionError::NotSignedIn)
}

fn hat(row: HatRow) -> Hat {
    let viewer = &row.viewer;
    let mut can: BTreeMap<RecordKind, BTreeSet<Action>> = BTreeMap::new();
    for grant in scope_all(viewer).grants() {
        can.entry(grant.kind)
            .or_default()
            .extend(grant.actions.iter().copied());
    }
    let words = &viewer.profile().words;
    Hat {
        id: viewer.contact(),
        name: viewer.contact_name().to_owned(),
        role: viewer.role().to_owned(),
        words: words
            .iter()
            .map(|(thing, (one, many))| (thing.clone(), vec![one.clone(), many.clone()]))
            .collect(),
        can: can
            .into_iter()
            .map(|(kind, actions)| (kind, actions.into_iter().collect()))
            .collect(),
        colleagues: manager(viewer).is_ok(),
        third_party: row.third_party,
        firm: row.firm,
        brand: row.brand,
        logo: row.logo,
        offline: viewer.profile().offline,
    }
}

async fn upkeep(app: &App, signed_in: &SignedIn) -> Result<(), StoreError> {
    if signed_in.upkeep == Upkeep::Nothing {
        return Ok(());
    }
    let tx = app.db.write().await?;
    store::session::upkeep(&tx, signed_in, now(app)).await?;
    tx.commit().await
}

/// Ends the session and queues the mail to its owner; once, however often the dead secret is shown.
async fn end_replayed(app: &App, device: DeviceId) -> Result<SessionError, SessionError> {
    let tx = app.db.write().await?;
    if store::session::end(&tx, domain::session::end_replayed(device, now(app))).await?
        && let Some((identity, ended)) = store::session::replayed(&tx, device).await?
    {
        tracing::warn!(%device, "an old key of a session was used; the session is ended");
        if let Some(person) = store::sign_in::person_in(&tx, identity).await? {
            let name = format!("device-ended.{}", store::uuid(device).simple());
            let mail = crate::mail::device_ended(&app.settings, &person, &ended, &name)?;
            queue_mail(app, &tx, &mail, &name).await?;
        }
    }
    tx.commit().await?;
    app.wake.notify_one();
    Ok(SessionError::Replayed)
}
