//! The file of signed heads: one JSON line each, appended by every process of the installation. It may lag
//! behind the database, never the other way round. A line that was cut short counts for nothing.

use crate::keys::{PublicKey, SigningKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use domain::receipt::{Chain, Head};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File, OpenOptions};
use std::io::{
    self, BufRead as _, BufReader, BufWriter, ErrorKind, Read as _, Seek as _, Write as _,
};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

/// Above this size, in bytes, the file is thinned.
const THIN_OVER: u64 = 8 << 20;

#[derive(Debug, Serialize, Deserialize)]
struct Line {
    chain: String,
    seq: u64,
    hash: String,
    at: String,
    signature: String,
}

/// A head as the line that says so.
pub(super) fn line(key: &SigningKey, head: &Head, at: String) -> io::Result<String> {
    let signature = BASE64.encode(key.sign(&head.signed_text(&at)));
    let line = Line {
        chain: head.chain.to_string(),
        seq: head.seq,
        hash: head.hash.clone(),
        at,
        signature,
    };
    Ok(serde_json::to_string(&line)? + "\n")
}

/// The file, as one of its writers holds it.
#[derive(Debug)]
pub(super) struct HeadsFile {
    path: PathBuf,
    file: Option<File>,
    thin_over: u64,
}

impl HeadsFile {
    pub(super) fn new(path: PathBuf) -> Self {
        Self {
            path,
            file: None,
            thin_over: THIN_OVER,
        }
    }

    #[cfg(test)]
    fn thinned_over(mut self, size: u64) -> Self {
        self.thin_over = size;
        self
    }

    /// Appends whole lines in one write.
    pub(super) fn append(&mut self, lines: &str) -> io::Result<()> {
        loop {
            let file = match self.file.take() {
                Some(file) => file,
                None => open(&self.path)?,
            };
            // Writers share the lock; only thinning, which puts another file in this one's place, wants it
            // alone.
            file.lock_shared()?;
            if !is_at(&file, &self.path)? {
                continue;
            }
            // After a failed write the file is opened afresh, which ends a line that was cut short.
            (&file).write_all(lines.as_bytes())?;
            let size = file.metadata()?.len();
            file.unlock()?;
            self.file = Some(file);
            if size > self.thin_over {
                self.thin()?;
            }
            return Ok(());
        }
    }

    pub(super) fn sync(&self) -> io::Result<()> {
        self.file.as_ref().map_or(Ok(()), File::sync_data)
    }

    /// Drops every second head but the newest of each chain: what is older is known more coarsely.
    fn thin(&mut self) -> io::Result<()> {
        let file = open(&self.path)?;
        file.lock()?;
        if !is_at(&file, &self.path)? {
            // Somebody else has just done so.
            self.file = None;
            return Ok(());
        }
        let mut newest: HashMap<Chain, u64> = HashMap::new();
        each(&file, |_, head| {
            if let Some((head, _)) = head {
                let seq = newest.entry(head.chain).or_default();
                *seq = head.seq.max(*seq);
            }
        })?;
        let draft = self.path.with_extension("thin");
        let mut kept = BufWriter::new(
            OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(true)
                .mode(0o600)
                .open(&draft)?,
        );
        let mut counts: HashMap<Chain, u64> = HashMap::new();
        let mut written = Ok(());
        each(&file, |text, head| {
            let Some((head, _)) = head else { return };
            let count = counts.entry(head.chain).or_default();
            *count += 1;
            let keep = count.is_multiple_of(2) || newest.get(&head.chain) == Some(&head.seq);
            if keep && written.is_ok() {
                written = kept.write_all(text);
            }
        })?;
        written?;
        let kept = kept.into_inner().map_err(io::IntoInnerError::into_error)?;
        kept.sync_all()?;
        fs::rename(&draft, &self.path)?;
        // Many chains may need more room than the usual.
        self.thin_over = THIN_OVER
            .min(self.thin_over)
            .max(2 * kept.metadata()?.len());
        self.file = None;
        Ok(())
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut file = OpenOptions::new()
        .read(true)
        .append(true)
        .create(true)
        .mode(0o600)
        .open(path)?;
    if file.metadata()?.len() > 0 {
        let mut last = [0u8];
        file.seek(io::SeekFrom::End(-1))?;
        file.read_exact(&mut last)?;
        if last != *b"\n" {
            file.write_all(b"\n")?;
        }
    }
    Ok(file)
}

/// Whether the path still leads to this file.
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    match fs::metadata(path) {
        Ok(there) => {
            let here = file.metadata()?;
            Ok((here.dev(), here.ino()) == (there.dev(), there.ino()))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Every line, and the head and signed line it holds, if it is whole.
fn each(file: &File, mut take: impl FnMut(&[u8], Option<(Head, Line)>)) -> io::Result<()> {
    let mut reader = BufReader::new(file);
    reader.rewind()?;
    let mut text = Vec::new();
    while reader.read_until(b'\n', &mut text)? > 0 {
        let line = text
            .strip_suffix(b"\n")
            .and_then(|l| serde_json::from_slice(l).ok());
        let head = line.and_then(|line: Line| {
            let head = Head {
                chain: Chain::parse(&line.chain)?,
                seq: line.seq,
                hash: line.hash.clone(),
            };
            Some((head, line))
        });
        take(&text, head);
        text.clear();
    }
    Ok(())
}

/// What the file says.
#[derive(Debug, Default)]
pub(super) struct Signed {
    /// The heads whose signatures hold. Thinning keeps them few enough to hold.
    pub heads: BTreeMap<Chain, Vec<Head>>,
    /// The first line of each chain whose signature does not hold, and the entry it names.
    pub forged: BTreeMap<Chain, (u64, u64)>,
    pub lines: u64,
    /// Lines that were cut short or are no heads.
    pub torn: u64,
}

pub(super) fn read(path: &Path, key: &PublicKey) -> io::Result<Signed> {
    let mut signed = Signed::default();
    let file = match File::open(path) {
        Ok(file) => file,
        // Before the first receipt there is none.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(signed),
        Err(error) => return Err(error),
    };
    each(&file, |text, head| {
        signed.lines += 1;
        let Some((head, line)) = head else {
            signed.torn += u64::from(text != b"\n");
            return;
        };
        let signature = BASE64.decode(&line.signature).unwrap_or_default();
        if key.verifies(&head.signed_text(&line.at), &signature) {
            signed.heads.entry(head.chain).or_default().push(head);
        } else {
            let place = (signed.lines, head.seq);
            signed.forged.entry(head.chain).or_insert(place);
        }
    })?;
    Ok(signed)
}

/// What the file says of one chain's end.
#[derive(Debug, Default)]
pub(super) struct End {
    /// The heads whose signatures hold, and when each was signed.
    pub heads: Vec<(Head, String)>,
    /// The first line whose signature does not hold, and the entry it names.
    pub forged: Option<(u64, u64)>,
}

/// The heads of one chain that name any of its last `tail` entries or the first after those, or else the newest.
/// Only their signatures are checked, so that it takes no longer the longer the chain is.
pub(super) fn of(path: &Path, key: &PublicKey, chain: Chain, tail: u64) -> io::Result<End> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(End::default()),
        Err(error) => return Err(error),
    };
    let mut found = Vec::new();
    let mut number = 0;
    each(&file, |_, head| {
        number += 1;
        if let Some((head, line)) = head.filter(|(head, _)| head.chain == chain) {
            found.push((number, head, line));
        }
    })?;
    let newest = found.iter().map(|(_, head, _)| head.seq).max().unwrap_or(0);
    let start = newest.saturating_sub(tail);
    let mut end = End::default();
    for (number, head, line) in found.into_iter().filter(|(_, head, _)| head.seq >= start) {
        let signature = BASE64.decode(&line.signature).unwrap_or_default();
        if key.verifies(&head.signed_text(&line.at), &signature) {
            end.heads.push((head, line.at));
        } else if end.forged.is_none() {
            end.forged = Some((number, head.seq));
        }
    }
    Ok(end)
}

#[cfg(test)]
#[path = "heads_tests.rs"]
mod tests;
