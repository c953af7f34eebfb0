//! The two exchanges with the server: each is begun, answered by the browser, and finished.

use crate::strings::t;
use contract::passkey::PasskeyCeremony;
use contract::paths;
use ui::app::App;
use ui::client::{Failure, Method};
use ui::form::{Faults, complaint};
use ui::json::Json;
use ui::passkey::{self, Declined};

/// What an exchange can come to instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    Here(Declined),
    There(Failure),
}

impl From<Declined> for Trouble {
    fn from(declined: Declined) -> Self {
        Self::Here(declined)
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::There(failure)
    }
}

impl Trouble {
    /// Where a passkey was to be used.
    #[must_use]
    pub fn while_using(&self) -> String {
        let words = &t().passkeys;
        match self {
            Self::Here(Declined::Left) => words.left.to_owned(),
            Self::Here(_) => words.unable.to_owned(),
            Self::There(failure) => complaint(failure),
        }
    }

    /// Where one was to be made: at the field that the server names, else of the whole.
    #[must_use]
    pub fn while_adding(&self, field: &str) -> Faults {
        let words = &t().passkeys;
        match self {
            Self::Here(Declined::Left) => Faults::all(words.not_added),
            Self::Here(Declined::Known) => Faults::all(words.known),
            Self::Here(Declined::Unable) => Faults::all(words.unable),
            Self::There(failure) => Faults::of(failure, &[field]),
        }
    }
}

/// Signs in, or comes back stronger in this browser.
pub async fn sign_in(app: App) -> Result<(), Trouble> {
    let begun = begin(app, paths::PASSKEY_SIGN_IN).await?;
    let credential = passkey::prove(&begun.options).await?;
    let proof = [
        ("ceremony", begun.ceremony.as_str()),
        ("credential", &credential),
    ];
    app.client
        .send(paths::PASSKEY_PROOF, &Json::texts(&proof))
        .await?;
    app.session.signed_in().await;
    Ok(())
}

/// Adds one; without a name the server calls it after this browser.
pub async fn add(app: App, name: &str) -> Result<(), Trouble> {
    let begun = begin(app, paths::PASSKEY_ADDING).await?;
    let credential = passkey::make(&begun.options).await?;
    let mut new = vec![
        ("ceremony", begun.ceremony.as_str()),
        ("credential", &credential),
    ];
    if !name.is_empty() {
        new.push(("name", name));
    }
    app.client
        .send(paths::PASSKEY_ADDED, &Json::texts(&new))
        .await?;
    Ok(())
}

async fn begin(app: App, path: &str) -> Result<PasskeyCeremony, Failure> {
    app.client.own(Method::Post, path, false).await?.read()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_is_told_in_words_of_its_own() {
        let used = |trouble: Declined| Trouble::Here(trouble).while_using();
        assert_ne!(used(Declined::Left), used(Declined::Unable));
        let made = |trouble: Declined| Trouble::Here(trouble).while_adding("name");
        assert_ne!(made(Declined::Left), made(Declined::Known));
        assert_ne!(made(Declined::Known), made(Declined::Unable));
        let body = r#"{"type":"/problems/passkey-refused","title":"That passkey does not work here","status":403,
            "detail":"Try again.","trace_id":"x"}"#;
        let there = Trouble::There(Failure::read(403, body));
        assert_eq!(
            there.while_using(),
            "That passkey does not work here. Try again."
        );
    }
}
