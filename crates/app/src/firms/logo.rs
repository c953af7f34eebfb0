//! The pictures of the firm's logo. Each lies under an address that nobody can guess, because a firm's face is for those who
//! are signed in; whoever gets a mail is told it as well.

use super::FirmError;
use crate::App;
use crate::files::{Logo, logo};
use crate::once::Once;
use aws_lc_rs::hmac;
use bytes::Bytes;
use contract::id::FirmId;
use contract::logo::Ground;
use domain::policy::{EditFirm, StaffPermit};
use domain::receipt::{Act, Draft};
use domain::revision::Expected;
use store::Tx;
use store::firms::logo::Picture;

/// Puts a picture in the place of what stood on that ground.
pub async fn set_logo(
    app: &App,
    permit: &StaffPermit<EditFirm>,
    ground: Ground,
    bytes: Bytes,
    expected: &Expected,
    once: &Once,
    mut receipt: Draft,
) -> Result<(), FirmError> {
    let made = made_ready(app, bytes).await?;
    app.files.put(&made.key, made.bytes.clone()).await?;
    let picture = Picture {
        address: address(&app.keys.view, permit.firm(), made.key.as_str()),
        sha256: made.key.as_str().to_owned(),
        width: made.width,
        height: made.height,
    };
    receipt.sha256 = Some(picture.sha256.clone());
    let Some(tx) = begin(app, permit, expected, once).await? else {
        return Ok(());
    };
    finish(app, tx, permit, ground, Some(&picture), receipt).await
}

/// Takes the picture of that ground away.
pub async fn clear_logo(
    app: &App,
    permit: &StaffPermit<EditFirm>,
    ground: Ground,
    expected: &Expected,
    once: &Once,
    receipt: Draft,
) -> Result<(), FirmError> {
    let Some(tx) = begin(app, permit, expected, once).await? else {
        return Ok(());
    };
    finish(app, tx, permit, ground, None, receipt).await
}

/// `None` if it was done before.
async fn begin(
    app: &App,
    permit: &StaffPermit<EditFirm>,
    expected: &Expected,
    once: &Once,
) -> Result<Option<Tx>, FirmError> {
    let tx = app.db.write().await?;
    if once.is_done(app, &tx).await? {
        return Ok(None);
    }
    tx.alone(&permit.firm().to_string()).await?;
    let now = store::firms::face(&tx, permit.firm()).await?;
    expected.check(&now.logo_revision())?;
    Ok(Some(tx))
}

async fn finish(
    app: &App,
    tx: Tx,
    permit: &StaffPermit<EditFirm>,
    ground: Ground,
    picture: Option<&Picture>,
    mut receipt: Draft,
) -> Result<(), FirmError> {
    let at = app.clock.now().timestamp_micros();
    store::firms::logo::set(&tx, permit.firm(), ground, picture, at).await?;
    receipt.act = Act::FirmLogoChanged;
    let what = if picture.is_some() { "set" } else { "none" };
    receipt.query = Some(format!("{ground}={what}"));
    Ok(app.commit(tx, receipt).await?)
}

/// One at a time beside the files on their way in: a picture unpacked is large.
async fn made_ready(app: &App, bytes: Bytes) -> Result<Logo, FirmError> {
    let _turn = app.inbox.preparing.acquire().await;
    let refused = |why: String| FirmError::field("logo", "unreadable", why);
    match tokio::task::spawn_blocking(move || logo(&bytes)).await {
        Ok(made) => made.map_err(|fault| refused(fault.to_string())),
        Err(_) => Err(refused("the picture cannot be read".to_owned())),
    }
}

/// The same for the same picture of the same firm, so that what was fetched once is fetched never again; under a key, so that
/// whoever has the picture cannot ask whether a firm is here.
fn address(key: &[u8; 32], firm: FirmId, sha256: &str) -> String {
    let mut context = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, key));
    context.update(b"logo");
    context.update(&firm.bytes());
    context.update(sha256.as_bytes());
    let tag = context.sign();
    hex::encode(tag.as_ref().get(..16).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_same_for_the_same_picture_of_the_same_firm_and_for_no_other() {
        let (halden, brook) = (FirmId::from_bytes([1; 16]), FirmId::from_bytes([2; 16]));
        let one = address(&[7; 32], halden, "ab");
        assert_eq!(one.len(), 32);
        assert_eq!(one, address(&[7; 32], halden, "ab"));
        for other in [
            address(&[7; 32], halden, "ac"),
            address(&[7; 32], brook, "ab"),
            address(&[8; 32], halden, "ab"),
        ] {
            assert_ne!(one, other);
        }
    }
}
