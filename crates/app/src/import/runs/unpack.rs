//! A ZIP in place of a folder. Its entries become files of their own, one at a time, under the limits that files have
//! anyway; what its directory claims of their sizes is not believed.

use super::{RunError, begin, invalid, now};
use crate::App;
use crate::import::folder::{FILES, MOST_CSV};
use bytes::Bytes;
use contract::id::FirmId;
use domain::clock::new_id;
use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};
use store::imports::Piece;
use store::uploads::Upload;
use zip::ZipArchive;

/// A folder of a day's papers; a larger one is brought in parts.
pub(crate) const MOST_ZIP: u64 = 200 * 1024 * 1024;
const MOST_ENTRIES: usize = 4_000;
/// What all of it may come to: a ZIP that grows beyond is made to do harm.
const MOST_UNPACKED: u64 = 1024 * 1024 * 1024;

/// Every table and attached file in it.
pub(super) async fn unpack(app: &App, firm: FirmId, zip: &Piece) -> Result<Vec<Piece>, RunError> {
    let refused = |why: &str| invalid("files", "unreadable", format!("`{}`: {why}", zip.path));
    // Held as a whole: one at a time, like pictures.
    let _turn = app.inbox.preparing.acquire().await;
    let bytes = app.inbox.bytes.read(zip.upload).await?;
    let mut archive = open(bytes.clone()).map_err(|why| refused(&why))?;
    let entries = listed(&mut archive).map_err(|why| refused(&why))?;
    let (mut left, mut pieces) = (MOST_UNPACKED, Vec::with_capacity(entries.len()));
    for (index, path) in entries {
        let most = if path.contains('/') {
            crate::files::MOST_BYTES as u64
        } else {
            MOST_CSV
        };
        let bytes = bytes.clone();
        let read = move || entry(bytes, index, most.min(left));
        let read = tokio::task::spawn_blocking(read).await;
        let content = match read {
            Ok(Ok(content)) => content,
            Ok(Err(why)) => return Err(refused(&format!("`{path}` {why}"))),
            Err(_) => return Err(refused("it cannot be read")),
        };
        left = left.saturating_sub(content.len() as u64);
        pieces.push(keep(app, firm, path, content).await?);
    }
    Ok(pieces)
}

fn open(bytes: Bytes) -> Result<ZipArchive<Cursor<Bytes>>, String> {
    ZipArchive::new(Cursor::new(bytes)).map_err(|_| "it is no ZIP file, or a torn one".to_owned())
}

/// What of it counts, by its place: tables at the top and whatever lies under `files`. Many programs put all of it into
/// one folder of their own; that one does not count.
fn listed(archive: &mut ZipArchive<Cursor<Bytes>>) -> Result<Vec<(usize, String)>, String> {
    if archive.len() > MOST_ENTRIES {
        return Err(format!(
            "it holds more than {MOST_ENTRIES} files; bring it in parts"
        ));
    }
    let mut all = Vec::new();
    for index in 0..archive.len() {
        let entry = archive
            .by_index_raw(index)
            .map_err(|_| "its list of files cannot be read".to_owned())?;
        if entry.encrypted() {
            return Err("it is locked with a password".to_owned());
        }
        if entry.is_file() {
            let name = entry
                .name()
                .map_err(|_| "a name in it cannot be read".to_owned())?
                .into_owned();
            let path =
                begin::path(&name).map_err(|_| format!("`{name}` leads out of the folder"))?;
            all.push((index, path));
        }
    }
    let is_table = |path: &str| !path.contains('/') && path.to_ascii_lowercase().ends_with(".csv");
    let around = around(&all);
    let mut seen = BTreeSet::new();
    let mut wanted = Vec::new();
    for (index, path) in all {
        let path = match &around {
            Some(folder) => match path.strip_prefix(folder.as_str()) {
                Some(path) => path.to_owned(),
                None => continue,
            },
            None => path,
        };
        let attached = path.starts_with(&format!("{FILES}/"));
        let hidden = path.split('/').any(|part| part.starts_with('.'));
        if hidden || !(is_table(&path) || attached) {
            continue;
        }
        if !seen.insert(path.clone()) {
            return Err(format!("it holds `{path}` twice"));
        }
        wanted.push((index, path));
    }
    Ok(wanted)
}

/// The one folder that its tables lie in, with the stroke behind it; none if they lie at the top.
fn around(all: &[(usize, String)]) -> Option<String> {
    let tables = || {
        all.iter()
            .map(|(_, path)| path.as_str())
            .filter(|path| path.to_ascii_lowercase().ends_with(".csv"))
            .filter(|path| !path.starts_with("__MACOSX/"))
    };
    if tables().any(|path| !path.contains('/')) {
        return None;
    }
    let nearest = tables().min_by_key(|path| path.matches('/').count())?;
    let (folder, _) = nearest.rsplit_once('/')?;
    Some(format!("{folder}/"))
}

/// The bytes of one entry, and no more than they may be.
fn entry(bytes: Bytes, index: usize, most: u64) -> Result<Bytes, String> {
    let mut archive = open(bytes)?;
    let file = archive
        .by_index(index)
        .map_err(|_| "cannot be unpacked".to_owned())?;
    let mut content = Vec::new();
    file.take(most + 1)
        .read_to_end(&mut content)
        .map_err(|_| "is torn".to_owned())?;
    if content.len() as u64 > most {
        return Err("is larger than it may be".to_owned());
    }
    Ok(content.into())
}

/// As if it had been sent by itself.
async fn keep(app: &App, firm: FirmId, path: String, content: Bytes) -> Result<Piece, RunError> {
    let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
    let upload = Upload {
        id: new_id(&*app.clock, &*app.entropy),
        firm,
        name,
        length: content.len() as u64,
    };
    let tx = app.db.write().await?;
    store::uploads::insert(&tx, &upload, now(app)).await?;
    tx.commit().await?;
    let length = upload.length;
    if length > 0 {
        app.inbox.bytes.write(upload.id, 0, content).await?;
        app.inbox.bytes.settle(upload.id).await?;
    }
    Ok(Piece {
        path,
        upload: upload.id,
        length,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;
    use zip::write::SimpleFileOptions;

    fn made(files: &[(&str, &[u8])]) -> Bytes {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner().into()
    }

    fn names(files: &[&str]) -> Result<Vec<String>, String> {
        let files: Vec<_> = files.iter().map(|name| (*name, b"x".as_slice())).collect();
        let wanted = listed(&mut open(made(&files)).unwrap())?;
        Ok(wanted.into_iter().map(|(_, path)| path).collect())
    }

    #[test]
    fn tables_and_attached_files_count_wherever_the_folder_lies() {
        let plain = ["jobs.csv", "files/a/b.pdf"];
        assert_eq!(names(&plain).unwrap(), plain);
        let packed = [
            "records/jobs.csv",
            "records/files/a/b.pdf",
            "records/notes.txt",
            "records/.DS_Store",
            "__MACOSX/records/._jobs.csv",
        ];
        assert_eq!(names(&packed).unwrap(), plain);
    }

    #[test]
    fn what_leads_out_of_the_folder_is_refused() {
        for wrong in ["../jobs.csv", "/etc/jobs.csv", "files/../../a.pdf"] {
            let why = names(&["subjects.csv", wrong]).unwrap_err();
            assert!(why.contains("leads out of the folder"), "{wrong}: {why}");
        }
    }

    #[test]
    fn an_entry_is_unpacked_no_further_than_it_may_grow() {
        let zeros = vec![0; 1 << 20];
        let bomb = made(&[("jobs.csv", &zeros)]);
        assert!(bomb.len() < 10_000);
        assert_eq!(entry(bomb.clone(), 0, 1 << 20).unwrap().len(), 1 << 20);
        assert_eq!(
            entry(bomb, 0, (1 << 20) - 1).unwrap_err(),
            "is larger than it may be"
        );
    }

    #[test]
    fn what_is_no_zip_is_said_to_be_none() {
        assert!(open(Bytes::from_static(b"PK\x03\x04 torn")).is_err());
    }
}
