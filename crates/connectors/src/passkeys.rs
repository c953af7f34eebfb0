//! Passkeys by webauthn-rs. They belong to one name, that of the installation's public address, and are made so that
//! whatever holds them finds them without being told whose they are.

use crate::SetupError;
use app::ports::{Challenge, Keeper, PasskeyFault, Passkeys, Shown};
use serde::Serialize;
use serde::de::DeserializeOwned;
use webauthn_rs::prelude::{
    Credential, CredentialID, DiscoverableAuthentication, Passkey, PasskeyRegistration,
    PublicKeyCredential, RegisterPublicKeyCredential, Url, Uuid, Webauthn, WebauthnBuilder,
    WebauthnError,
};

/// What people read beside the passkey where it is kept.
const PRODUCT: &str = "Sightline";

pub struct WebauthnPasskeys(Webauthn);

impl WebauthnPasskeys {
    /// For whoever is reached at this address. `None` where it is a number, which passkeys cannot belong to.
    pub fn new(public_url: &str) -> Result<Option<Self>, SetupError> {
        let wrong =
            |error| SetupError::because(format!("passkeys cannot belong to `{public_url}`"), error);
        let url = Url::parse(public_url)
            .map_err(|error| SetupError::because(format!("`{public_url}` is no address"), error))?;
        let Some(name) = url.domain() else {
            return Ok(None);
        };
        let builder = WebauthnBuilder::new(name, &url).map_err(wrong)?;
        let webauthn = builder.rp_name(PRODUCT).build().map_err(wrong)?;
        Ok(Some(Self(webauthn)))
    }
}

impl Passkeys for WebauthnPasskeys {
    fn challenge_new(&self, keeper: Keeper<'_>, has: &[String]) -> Result<Challenge, PasskeyFault> {
        let has = has.iter().map(|id| named(id)).collect::<Result<_, _>>()?;
        let (asked, state) = self
            .0
            .start_passkey_registration(
                Uuid::from_bytes(keeper.handle),
                keeper.email,
                keeper.name,
                Some(has),
            )
            .map_err(refused)?;
        let mut options = asked.public_key;
        // The library leaves this to chance; a passkey that has to be named first could not sign in without an address.
        if let Some(selection) = &mut options.authenticator_selection {
            selection.require_resident_key = true;
        }
        let mut options = serde_json::to_value(&options).map_err(broken)?;
        if let Some(selection) = options.get_mut("authenticatorSelection") {
            selection["residentKey"] = "required".into();
        }
        Ok(Challenge {
            options: options.to_string(),
            state: written(&state)?,
        })
    }

    fn check_new(&self, state: &str, answer: &str) -> Result<(String, Shown), PasskeyFault> {
        let answer: RegisterPublicKeyCredential = answered(answer)?;
        let state: PasskeyRegistration = kept(state)?;
        let passkey = self
            .0
            .finish_passkey_registration(&answer, &state)
            .map_err(refused)?;
        Ok((name(passkey.cred_id()), shown(passkey)?))
    }

    fn challenge_any(&self) -> Result<Challenge, PasskeyFault> {
        let (asked, state) = self
            .0
            .start_discoverable_authentication()
            .map_err(refused)?;
        // Only the options: the library would have the browser wait for a field to be filled in, and ours is a button.
        Ok(Challenge {
            options: written(&asked.public_key)?,
            state: written(&state)?,
        })
    }

    fn claimed(&self, answer: &str) -> Result<(String, [u8; 16]), PasskeyFault> {
        let answer: PublicKeyCredential = answered(answer)?;
        let (whose, id) = self
            .0
            .identify_discoverable_authentication(&answer)
            .map_err(refused)?;
        Ok((name(id), whose.into_bytes()))
    }

    fn check(&self, state: &str, answer: &str, kept_so: &str) -> Result<Shown, PasskeyFault> {
        let answer: PublicKeyCredential = answered(answer)?;
        let state: DiscoverableAuthentication = kept(state)?;
        let mut passkey: Passkey = kept(kept_so)?;
        let proved = self
            .0
            .finish_discoverable_authentication_v2(&answer, state, &passkey)
            .map_err(|error| match error {
                WebauthnError::CredentialPossibleCompromise => PasskeyFault::Copied,
                other => refused(other),
            })?;
        passkey.update_credential(&proved);
        shown(passkey)
    }
}

fn shown(passkey: Passkey) -> Result<Shown, PasskeyFault> {
    let state = written(&passkey)?;
    let inner: Credential = passkey.into();
    Ok(Shown {
        state,
        counter: inner.counter,
        may_sync: inner.backup_eligible,
        synced: inner.backup_state,
    })
}

/// An authenticator's name of a passkey as text, and back.
fn name(id: &[u8]) -> String {
    hex::encode(id)
}

fn named(name: &str) -> Result<CredentialID, PasskeyFault> {
    hex::decode(name).map(Into::into).map_err(broken)
}

fn written<T: Serialize>(value: &T) -> Result<String, PasskeyFault> {
    serde_json::to_string(value).map_err(broken)
}

fn kept<T: DeserializeOwned>(text: &str) -> Result<T, PasskeyFault> {
    serde_json::from_str(text).map_err(broken)
}

fn answered<T: DeserializeOwned>(text: &str) -> Result<T, PasskeyFault> {
    serde_json::from_str(text).map_err(refused)
}

fn refused(error: impl std::error::Error + Send + Sync + 'static) -> PasskeyFault {
    PasskeyFault::Refused(error.into())
}

fn broken(error: impl std::error::Error + Send + Sync + 'static) -> PasskeyFault {
    PasskeyFault::Broken(error.into())
}
