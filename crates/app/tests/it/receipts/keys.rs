//! The installation's keys: made once, never replaced, and of use to other programs.

use super::world::Seeded;
use app::keys::{Keys, KeysError, PublicKey};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

#[test]
fn keys_are_made_once_for_the_owner_alone_and_read_back_ever_after() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("new/keys");
    let first = Keys::open(&folder, &Seeded::new(1)).unwrap();
    let again = Keys::open(&folder, &Seeded::new(2)).unwrap();
    assert_eq!((first.code, first.view), (again.code, again.view));
    assert_ne!(first.code, first.view);
    assert_eq!(first.receipts.public(), again.receipts.public());
    assert_eq!(PublicKey::open(&folder).unwrap(), first.receipts.public());
    let files: Vec<_> = fs::read_dir(&folder).unwrap().map(Result::unwrap).collect();
    assert_eq!(files.len(), 4, "{files:?}");
    for file in files {
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(format!("{first:?}"), "Keys");
}

#[test]
fn processes_that_start_at_once_end_up_with_the_same_keys() {
    let made_in = tempfile::tempdir().unwrap();
    let folder = made_in.path();
    let made: Vec<_> = std::thread::scope(|scope| {
        let open = |seed| scope.spawn(move || Keys::open(folder, &Seeded::new(seed)));
        let threads: Vec<_> = (1..=8).map(open).collect();
        threads
            .into_iter()
            .map(|t| t.join().unwrap().unwrap())
            .collect()
    });
    for keys in &made {
        assert_eq!((keys.code, keys.view), (made[0].code, made[0].view));
        assert_eq!(keys.receipts.public(), made[0].receipts.public());
    }
}

#[test]
fn a_broken_or_lost_key_is_told_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    Keys::open(folder.path(), &Seeded::new(1)).unwrap();
    let open = || Keys::open(folder.path(), &Seeded::new(2)).unwrap_err();

    let code = folder.path().join("code.key");
    let good = fs::read(&code).unwrap();
    fs::write(&code, "half a k").unwrap();
    assert!(matches!(open(), KeysError::Malformed { path } if path == code));
    assert_eq!(fs::read(&code).unwrap(), b"half a k");
    fs::write(&code, good).unwrap();

    let signing = folder.path().join("receipts.pk8");
    let good = fs::read(&signing).unwrap();
    fs::remove_file(&signing).unwrap();
    assert!(matches!(open(), KeysError::Lost { path } if path == signing));
    assert!(!signing.exists());

    let other = tempfile::tempdir().unwrap();
    Keys::open(other.path(), &Seeded::new(3)).unwrap();
    fs::copy(other.path().join("receipts.pk8"), &signing).unwrap();
    assert!(matches!(open(), KeysError::Mismatch { .. }));
    fs::write(&signing, good).unwrap();
    Keys::open(folder.path(), &Seeded::new(4)).unwrap();
}

#[test]
fn openssl_verifies_what_we_sign() {
    if Command::new("openssl").arg("version").output().is_err() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let keys = Keys::open(folder.path(), &Seeded::new(1)).unwrap();
    let (text, signature) = (folder.path().join("text"), folder.path().join("signature"));
    fs::write(&text, "one\ntwo\n").unwrap();
    fs::write(&signature, keys.receipts.sign("one\ntwo\n")).unwrap();
    let said = Command::new("openssl")
        .args(["pkeyutl", "-verify", "-rawin", "-pubin", "-inkey"])
        .arg(folder.path().join("receipts.pub.pem"))
        .arg("-in")
        .arg(&text)
        .arg("-sigfile")
        .arg(&signature)
        .output()
        .unwrap();
    assert!(
        said.status.success(),
        "{}",
        String::from_utf8_lossy(&said.stderr)
    );
    assert!(
        !keys
            .receipts
            .public()
            .verifies("one\ntwo", &fs::read(&signature).unwrap())
    );
}
