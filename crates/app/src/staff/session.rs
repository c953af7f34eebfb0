//! A signed-in person as staff: at which firms, and at the one she acts for.

use crate::App;
use crate::sign_in::{SessionError, recognise};
use contract::email::Email;
use contract::id::StaffId;
use contract::staff::{StaffHat, StaffSession};
use domain::policy::StaffViewer;
use store::session::SignedIn;

/// Who is asking, as staff of which firm. Without one named, the only one she is staff of.
pub async fn act_as_staff(
    app: &App,
    secret: &str,
    hat: Option<StaffId>,
) -> Result<StaffViewer, SessionError> {
    let me = recognise(app, secret).await?;
    let mut places = store::session::staff_places(&app.db, &me).await?;
    if let Some(hat) = hat {
        places.retain(|place| place.viewer.staff() == hat);
    }
    match <[_; 1]>::try_from(places) {
        Ok([place]) => Ok(place.viewer),
        Err(_) if hat.is_some() => Err(SessionError::NoSuchHat),
        Err(_) => Err(SessionError::HatRequired),
    }
}

/// Who is signed in, and where she is staff.
pub async fn view(app: &App, me: &SignedIn) -> Result<StaffSession, SessionError> {
    let email = store::session::email(&app.db, me.identity).await?;
    let email = email
        .and_then(|email| Email::parse(&email).ok())
        .ok_or(SessionError::NotSignedIn)?;
    let places = store::session::staff_places(&app.db, me).await?;
    let hat = |place: &store::session::StaffPlace| StaffHat {
        id: place.viewer.staff(),
        name: place.viewer.name().to_owned(),
        role: place.viewer.role(),
        firm: place.firm.clone(),
        logo: place.logo.clone(),
        can: place.viewer.rights(),
        passkey_required: place.viewer.must_show_passkey(),
    };
    Ok(StaffSession {
        email,
        assurance: me.assurance,
        passkey: !store::passkeys::list(&app.db, me.identity)
            .await?
            .is_empty(),
        hats: places.iter().map(hat).collect(),
    })
}
