//! The installation's secrets, each in a file of its own outside the database. A key is made on first use and
//! never again: whoever replaced one would make what it proved unprovable.

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use domain::clock::Entropy;
use std::fmt;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

const CODE: &str = "code.key";
const VIEW: &str = "view.key";
const RECEIPTS: &str = "receipts.pk8";
const RECEIPTS_PUBLIC: &str = "receipts.pub.pem";

/// What stands before the 32 bytes of an Ed25519 public key in its DER form (RFC 8410).
const SPKI: [u8; 12] = [
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
];

#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    #[error("{} cannot be used", path.display())]
    File {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("{} is not a key of this program; it was left as it is", path.display())]
    Malformed { path: PathBuf },
    #[error("{} is gone, but receipts were signed with it: put it back", path.display())]
    Lost { path: PathBuf },
    #[error("{} does not belong to the signing key beside it", path.display())]
    Mismatch { path: PathBuf },
}

impl KeysError {
    fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }
}

#[derive(Clone)]
pub struct Keys {
    /// For the HMAC of six-digit codes.
    pub code: [u8; 32],
    /// For the HMAC that makes a viewer's ETags and event versions.
    pub view: [u8; 32],
    /// Signs the heads of receipt chains.
    pub receipts: Arc<SigningKey>,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys")
    }
}

impl Keys {
    /// Loads the keys from a folder, making the folder and those that are missing.
    pub fn open(folder: &Path, entropy: &dyn Entropy) -> Result<Self, KeysError> {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(KeysError::file(folder))?;
        Ok(Self {
            code: secret(&folder.join(CODE), entropy)?,
            view: secret(&folder.join(VIEW), entropy)?,
            receipts: Arc::new(SigningKey::open(folder, entropy)?),
        })
    }
}

/// 32 random bytes, kept in hex.
fn secret(path: &Path, entropy: &dyn Entropy) -> Result<[u8; 32], KeysError> {
    let mut bytes = [0u8; 32];
    entropy.fill(&mut bytes);
    let text = load_or_make(
        path,
        || Ok(format!("{}\n", hex::encode(bytes)).into_bytes()),
    )?;
    let text = std::str::from_utf8(&text).unwrap_or_default().trim_end();
    let mut bytes = [0u8; 32];
    hex::decode_to_slice(text, &mut bytes).map_err(|_| malformed(path))?;
    Ok(bytes)
}

fn malformed(path: &Path) -> KeysError {
    KeysError::Malformed {
        path: path.to_owned(),
    }
}

/// The key that signs heads; its public half can be given to anybody.
pub struct SigningKey {
    pair: Ed25519KeyPair,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey")
    }
}

impl SigningKey {
    fn open(folder: &Path, entropy: &dyn Entropy) -> Result<Self, KeysError> {
        let (path, public_path) = (folder.join(RECEIPTS), folder.join(RECEIPTS_PUBLIC));
        let had_public = exists(&public_path)?;
        if had_public && !exists(&path)? {
            return Err(KeysError::Lost { path });
        }
        let der = load_or_make(&path, || {
            let mut seed = [0u8; 32];
            entropy.fill(&mut seed);
            let pair = Ed25519KeyPair::from_seed_unchecked(&seed).map_err(|_| malformed(&path))?;
            let document = pair.to_pkcs8v1().map_err(|_| malformed(&path))?;
            Ok(document.as_ref().to_vec())
        })?;
        let pair =
            Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der).map_err(|_| malformed(&path))?;
        let key = Self { pair };
        let pem = load_or_make(&public_path, || Ok(key.public().to_pem().into_bytes()))?;
        let written = std::str::from_utf8(&pem).ok().and_then(PublicKey::from_pem);
        match written {
            Some(public) if public == key.public() => Ok(key),
            Some(_) => Err(KeysError::Mismatch { path: public_path }),
            None => Err(malformed(&public_path)),
        }
    }

    #[must_use]
    pub fn sign(&self, text: &str) -> Vec<u8> {
        self.pair.sign(text.as_bytes()).as_ref().to_vec()
    }

    #[must_use]
    pub fn public(&self) -> PublicKey {
        let mut bytes = [0u8; 32];
        for (to, from) in bytes.iter_mut().zip(self.pair.public_key().as_ref()) {
            *to = *from;
        }
        PublicKey(bytes)
    }
}

/// Checks what a [`SigningKey`] signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// Reads the public key of an installation's folder of keys, without its secrets.
    pub fn open(folder: &Path) -> Result<Self, KeysError> {
        let path = folder.join(RECEIPTS_PUBLIC);
        let pem = fs::read_to_string(&path).map_err(KeysError::file(&path))?;
        Self::from_pem(&pem).ok_or_else(|| malformed(&path))
    }

    #[must_use]
    pub fn verifies(&self, text: &str, signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, self.0)
            .verify(text.as_bytes(), signature)
            .is_ok()
    }

    /// As other programs read it: `openssl pkeyutl -verify -pubin -inkey receipts.pub.pem …`.
    #[must_use]
    pub fn to_pem(&self) -> String {
        let der = [SPKI.as_slice(), self.0.as_slice()].concat();
        let body = BASE64.encode(der);
        format!("-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n")
    }

    fn from_pem(pem: &str) -> Option<Self> {
        let body: String = pem.lines().filter(|l| !l.starts_with("-----")).collect();
        let der = BASE64.decode(body).ok()?;
        let key = der.strip_prefix(SPKI.as_slice())?;
        Some(Self(key.try_into().ok()?))
    }
}

fn exists(path: &Path) -> Result<bool, KeysError> {
    path.try_exists().map_err(KeysError::file(path))
}

/// The file's bytes. If there is none, it is made, so that it appears whole or not at all, and so that of two
/// processes that make it at once, both use the same.
fn load_or_make(
    path: &Path,
    make: impl FnOnce() -> Result<Vec<u8>, KeysError>,
) -> Result<Vec<u8>, KeysError> {
    if !exists(path)? {
        let bytes = make()?;
        place(path, &bytes).map_err(KeysError::file(path))?;
    }
    fs::read(path).map_err(KeysError::file(path))
}

fn place(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let (draft, mut file) = draft(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    // A link, unlike a rename, never replaces what is there.
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    File::open(folder)?.sync_all()
}

/// A file that nobody else has: a process's number would not do, since containers that share a folder each
/// count from one.
fn draft(path: &Path) -> io::Result<(PathBuf, File)> {
    let mut number = 0u32;
    loop {
        let draft = path.with_extension(format!("{number}.new"));
        let made = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&draft);
        match made {
            Ok(file) => return Ok((draft, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(error),
        }
    }
}
