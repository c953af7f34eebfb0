//! The file of heads under several writers, torn and grown too long.

use super::*;
use crate::keys::Keys;
use contract::id::FirmId;
use domain::clock::Entropy;

struct Sevens;

impl Entropy for Sevens {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

fn key() -> (tempfile::TempDir, Keys) {
    let folder = tempfile::tempdir().unwrap();
    let keys = Keys::open(folder.path(), &Sevens).unwrap();
    (folder, keys)
}

fn head(firm: u8, seq: u64) -> Head {
    Head {
        chain: Chain::firm(FirmId::from_bytes([firm; 16])),
        seq,
        hash: format!("{seq:064x}"),
    }
}

fn add(file: &mut HeadsFile, keys: &Keys, head: &Head) {
    let at = "2026-11-22T03:00:00.000000Z".to_owned();
    file.append(&line(&keys.receipts, head, at).unwrap())
        .unwrap();
}

#[test]
fn several_writers_append_whole_lines() {
    let (folder, keys) = key();
    let path = folder.path().join("heads.jsonl");
    std::thread::scope(|scope| {
        for firm in 1..=4 {
            let (path, keys) = (path.clone(), &keys);
            scope.spawn(move || {
                let mut file = HeadsFile::new(path);
                for seq in 1..=50 {
                    add(&mut file, keys, &head(firm, seq));
                }
            });
        }
    });
    let signed = read(&path, &keys.receipts.public()).unwrap();
    assert_eq!((signed.lines, signed.torn), (200, 0));
    assert!(signed.forged.is_empty());
    assert!(signed.heads.values().all(|heads| heads.len() == 50));
}

#[test]
fn a_file_that_grew_too_long_is_thinned_and_keeps_the_newest_head_of_each_chain() {
    let (folder, keys) = key();
    let path = folder.path().join("heads.jsonl");
    std::thread::scope(|scope| {
        for firm in 1..=4 {
            let (path, keys) = (path.clone(), &keys);
            scope.spawn(move || {
                let mut file = HeadsFile::new(path).thinned_over(8_192);
                for seq in 1..=100 {
                    add(&mut file, keys, &head(firm, seq));
                }
            });
        }
    });
    let signed = read(&path, &keys.receipts.public()).unwrap();
    assert!(signed.lines < 150, "{} lines are left of 400", signed.lines);
    assert_eq!(
        (signed.torn, signed.forged.len(), signed.heads.len()),
        (0, 0, 4)
    );
    for heads in signed.heads.values() {
        assert_eq!(heads.iter().map(|head| head.seq).max(), Some(100));
    }
    assert!(!path.with_extension("thin").exists());
}

#[test]
fn a_head_of_another_key_is_told_by_its_line() {
    let (folder, keys) = key();
    let path = folder.path().join("heads.jsonl");
    let mut file = HeadsFile::new(path.clone());
    add(&mut file, &keys, &head(1, 1));
    add(&mut file, &keys, &head(1, 2));
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("\"seq\":2", "\"seq\":3")).unwrap();
    let signed = read(&path, &keys.receipts.public()).unwrap();
    assert_eq!(signed.forged.get(&head(1, 3).chain), Some(&(2, 3)));
}

#[test]
fn no_file_yet_is_an_empty_one() {
    let (folder, keys) = key();
    let signed = read(&folder.path().join("none"), &keys.receipts.public()).unwrap();
    assert_eq!(signed.lines, 0);
}
