//! Mail as files in a folder, for when no relay is configured. A file is complete from the moment it can be
//! seen, and only its owner can read it, since it may hold a sign-in link.

use super::letter::Letter;
use crate::{Clock, Fault, SetupError};
use app::ports::{FileKey, Mail, MailError, Mailbox, Mailer};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mail_parser::{Addr, Message, MessageParser};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

pub struct OutboxMailer {
    dir: PathBuf,
    clock: Clock,
}

impl OutboxMailer {
    /// Makes the folder if it is not there.
    pub fn new(dir: impl Into<PathBuf>, clock: Clock) -> Result<Self, SetupError> {
        let dir = dir.into();
        fs::create_dir_all(&dir).map_err(|e| {
            SetupError::because(
                format!("the mail folder {} cannot be made", dir.display()),
                e,
            )
        })?;
        Ok(Self { dir, clock })
    }
}

#[async_trait]
impl Mailer for OutboxMailer {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let at = (self.clock)();
        let letter = Letter::of(mail, at)?;
        let name = file_name(at, &mail.message_id);
        let dir = self.dir.clone();
        blocking(move || write(&dir, &name, &letter.bytes))
            .await
            .map_err(|e| MailError::Unavailable(Fault::from(e)))
    }
}

/// Sorts by time, and is the same for the same mail at the same time, so that a repeat replaces it.
fn file_name(at: SystemTime, message_id: &str) -> String {
    let time = DateTime::<Utc>::from(at).format("%Y%m%dT%H%M%S%3fZ");
    let id: String = FileKey::of(message_id.as_bytes())
        .as_str()
        .chars()
        .take(12)
        .collect();
    format!("{time}-{id}.eml")
}

fn write(dir: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let part = dir.join(format!(".{name}.part"));
    let mut file = private(&part)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&part, dir.join(name))
}

fn private(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// One mail in the folder, without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxEntry {
    pub path: PathBuf,
    /// The file's name, as [`read`] takes it.
    pub file: String,
    pub subject: String,
    pub to: Mailbox,
    pub date: Option<SystemTime>,
}

/// One mail in the folder, with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxLetter {
    pub entry: OutboxEntry,
    pub from: Mailbox,
    pub text: String,
    pub html: String,
}

/// The newest mails first, at most `limit` of them; none if there is no such folder.
pub async fn list(dir: &Path, limit: usize) -> io::Result<Vec<OutboxEntry>> {
    let dir = dir.to_owned();
    blocking(move || {
        let mut names = names(&dir)?;
        names.sort_unstable_by(|a, b| b.cmp(a));
        names.truncate(limit);
        let mut entries = Vec::with_capacity(names.len());
        for file in names {
            let path = dir.join(&file);
            // a mail thrown away meanwhile, or a file that is none, is not the page's failure
            let Some(bytes) = present(fs::read(&path))? else {
                continue;
            };
            if let Some(message) = MessageParser::default().parse_headers(&bytes) {
                entries.push(entry(path, file, &message));
            }
        }
        Ok(entries)
    })
    .await
}

/// One mail by the name [`list`] gave; `None` for any other name.
pub async fn read(dir: &Path, file: &str) -> io::Result<Option<OutboxLetter>> {
    if !is_mail(file) {
        return Ok(None);
    }
    let path = dir.join(file);
    let file = file.to_owned();
    blocking(move || {
        let Some(bytes) = present(fs::read(&path))? else {
            return Ok(None);
        };
        let message = MessageParser::default().parse(&bytes);
        Ok(message.map(|message| OutboxLetter {
            from: person(message.from().and_then(|from| from.first())),
            text: message.body_text(0).unwrap_or_default().into_owned(),
            html: message.body_html(0).unwrap_or_default().into_owned(),
            entry: entry(path, file, &message),
        }))
    })
    .await
}

fn names(dir: &Path) -> io::Result<Vec<String>> {
    let Some(files) = present(fs::read_dir(dir))? else {
        return Ok(Vec::new());
    };
    files
        .map(|file| Ok(file?.file_name().into_string().ok()))
        .filter_map(Result::transpose)
        .filter(|name| name.as_ref().map_or(true, |name| is_mail(name)))
        .collect()
}

/// Only names that [`file_name`] could have made: no way out of the folder, and nothing half-written.
fn is_mail(name: &str) -> bool {
    name.strip_suffix(".eml").is_some_and(|stem| {
        !stem.is_empty() && stem.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    })
}

fn entry(path: PathBuf, file: String, message: &Message<'_>) -> OutboxEntry {
    OutboxEntry {
        path,
        file,
        subject: message.subject().unwrap_or_default().to_owned(),
        to: person(message.to().and_then(|to| to.first())),
        date: message
            .date()
            .and_then(|date| u64::try_from(date.to_timestamp()).ok())
            .map(|seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)),
    }
}

fn person(addr: Option<&Addr<'_>>) -> Mailbox {
    Mailbox {
        name: addr.and_then(Addr::name).unwrap_or_default().to_owned(),
        email: addr.and_then(Addr::address).unwrap_or_default().to_owned(),
    }
}

fn present<T>(found: io::Result<T>) -> io::Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(e),
    }
}

async fn blocking<T, F>(work: F) -> io::Result<T>
where
    T: Send + 'static,
    F: FnOnce() -> io::Result<T> + Send + 'static,
{
    tokio::task::spawn_blocking(work)
        .await
        .map_err(io::Error::other)?
}
