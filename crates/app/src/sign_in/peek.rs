//! Looking at a link before pressing the button: whom it signs in. It changes nothing, so a mail scanner may.

use super::{SignInError, now, place_text, secret};
use crate::App;
use contract::email::Email;
use contract::sign_in::PeekAnswer;

pub async fn peek(app: &App, token: &str) -> Result<PeekAnswer, SignInError> {
    let found = store::sign_in::find_link(&app.db, &secret::hash(token)).await?;
    let (identity, link) = found.ok_or(SignInError::UnknownLink)?;
    link.peek(now(app))?;
    let person = store::sign_in::person(&app.db, identity)
        .await?
        .ok_or(SignInError::UnknownLink)?;
    Ok(PeekAnswer {
        email: Email::parse(&person.email).map_err(|_| SignInError::UnknownLink)?,
        hats: person.places.iter().map(place_text).collect(),
        name: person.name,
    })
}
