//! Sending a file: the right to it comes as a slice, the bytes in chunks from the storage. The first chunk is
//! there before anything leaves, so that a missing file is an answer and not a torn download.

use super::argument::{Argument, Ask};
use super::client::Client;
use super::describe::Described;
use super::problem::{Fault, Problem};
use super::range::{self, Part};
use super::reply::{Body, FileBytes, Owed, Reply};
use crate::api::Api;
use actix_web::body::{BodySize, BoxBody, MessageBody, SizedStream};
use actix_web::http::StatusCode;
use actix_web::http::header::{
    ACCEPT_RANGES, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_RANGE, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, ETAG,
};
use app::ports::{FileKey, Files, FilesError};
use domain::receipt::{Draft, Outcome};
use domain::slice::{FileGrant, Slice};
use futures_util::stream;
use std::ops::Range;
use std::sync::Arc;

/// Small enough that a hundred slow downloads stay within the memory budget.
const CHUNK: u64 = 256 * 1024;

/// What a browser may show in place without running anything; all else is only ever saved.
const SHOWN: [&str; 3] = ["application/pdf", "image/jpeg", "image/png"];

/// Whatever a file holds, as a page of ours it may do nothing.
const SANDBOX: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// Which part of the file the client wants.
pub(crate) struct Wanted {
    range: Option<String>,
    if_range: Option<String>,
}

impl Argument for Wanted {
    async fn take(ask: &mut Ask<'_>) -> Result<Self, Problem> {
        let header = |name: &str| {
            ask.request
                .headers()
                .get(name)
                .and_then(|v| v.to_str().ok())
                .map(str::to_owned)
        };
        Ok(Self {
            range: header("range"),
            if_range: header("if-range"),
        })
    }

    /// The reply's type names the headers.
    fn describe(_: &mut Described) {}
}

/// How the file is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    Attachment,
    /// Shown in the browser if it is of a sort that can do no harm.
    Inline,
    /// Part of a page whose own receipt covers it.
    Thumbnail,
}

/// Whoever a file is sent to: a contact, or the firm's own staff.
pub(crate) trait Receiver {
    fn api(&self) -> &Api;
    fn client(&self) -> &Client;
    /// A grant that was made for somebody else sends nothing.
    fn may_have(&self, grant: &Slice<FileGrant>) -> Result<(), Problem>;
    fn tag(&self, sha256: &str) -> Result<String, Problem>;
    fn downloads(&self) -> Draft;
}

/// The bytes of a file version, or the part asked for.
pub(crate) async fn send(
    receiver: &impl Receiver,
    wanted: &Wanted,
    grant: Slice<FileGrant>,
    manner: Manner,
) -> Result<Reply<FileBytes>, Problem> {
    receiver.may_have(&grant)?;
    let key = FileKey::parse(&grant.sha256).ok_or_else(|| Problem::from(FilesError::Missing))?;
    let files = Arc::clone(&receiver.api().app.files);
    let etag = receiver.tag(&grant.sha256)?;
    let mut draft = draft(receiver, &grant);
    if receiver.client().holds(&etag) {
        draft.outcome = Outcome::Unchanged;
        let reply = Reply::new(StatusCode::NOT_MODIFIED, Body::Empty).header(ETAG, &etag);
        return Ok(owing(reply, Owed::Entry { draft, claim: None }, manner));
    }
    let size = files.length(&key).await?.ok_or(FilesError::Missing)?;
    let part = range::part(
        wanted.range.as_deref(),
        wanted.if_range.as_deref(),
        &etag,
        size,
    );
    let (status, range) = match part {
        Part::Whole => (StatusCode::OK, 0..size),
        Part::Bytes(range) => (StatusCode::PARTIAL_CONTENT, range),
        Part::Beyond => {
            return Err(Problem::new(Fault::RangeNotSatisfiable)
                .header(CONTENT_RANGE, format!("bytes */{size}")));
        }
    };
    let partial = status == StatusCode::PARTIAL_CONTENT;
    if partial {
        draft.outcome = Outcome::Partial;
    }
    let sending = Sending::begin(files, key, range.clone()).await?;
    let mut reply = Reply::new(status, Body::File(sending))
        .header(ETAG, &etag)
        .header(ACCEPT_RANGES, "bytes")
        .header(CONTENT_TYPE, &grant.media_type)
        .header(CONTENT_DISPOSITION, &disposition(&grant, manner))
        .header(CONTENT_SECURITY_POLICY, SANDBOX)
        // Compressed, ranges would not fit together.
        .header(CONTENT_ENCODING, "identity");
    if partial {
        let last = range.end.saturating_sub(1);
        reply = reply.header(
            CONTENT_RANGE,
            &format!("bytes {}-{last}/{size}", range.start),
        );
    }
    Ok(owing(
        reply,
        Owed::Download {
            draft,
            part: partial,
        },
        manner,
    ))
}

fn draft(receiver: &impl Receiver, grant: &FileGrant) -> Draft {
    let mut draft = receiver.downloads();
    draft.object = Some(grant.id.into());
    draft.version = Some(grant.version);
    draft.sha256 = Some(grant.sha256.clone());
    draft
}

fn owing(reply: Reply<FileBytes>, receipt: Owed, manner: Manner) -> Reply<FileBytes> {
    if manner == Manner::Thumbnail {
        reply
    } else {
        reply.owing(receipt)
    }
}

/// RFC 6266: the plain name for old clients, the whole one in RFC 5987's spelling.
fn disposition(grant: &FileGrant, manner: Manner) -> String {
    let inline = match manner {
        Manner::Attachment => false,
        Manner::Inline | Manner::Thumbnail => SHOWN.contains(&grant.media_type.as_str()),
    };
    let name: String = grant
        .name
        .chars()
        .filter(|c| !c.is_control())
        .take(150)
        .collect();
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || " .-_()".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    let how = if inline { "inline" } else { "attachment" };
    format!(
        "{how}; filename=\"{plain}\"; filename*=UTF-8''{}",
        percent(&name)
    )
}

fn percent(name: &str) -> String {
    name.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
        text
    })
}

/// Bytes on their way: the first chunk at hand, the rest read as the client takes them.
pub(super) struct Sending {
    files: Arc<dyn Files>,
    key: FileKey,
    first: bytes::Bytes,
    range: Range<u64>,
}

impl Sending {
    async fn begin(
        files: Arc<dyn Files>,
        key: FileKey,
        range: Range<u64>,
    ) -> Result<Self, Problem> {
        let first = files.read(&key, chunk(&range)).await?;
        Ok(Self {
            files,
            key,
            first,
            range,
        })
    }

    pub(super) fn body(self) -> BoxBody {
        let size = self.range.end - self.range.start;
        if chunk(&self.range) == self.range {
            return BoxBody::new(self.first);
        }
        let rest = chunk(&self.range).end..self.range.end;
        let state = (self.files, self.key, Some(self.first), rest);
        let stream = stream::try_unfold(state, |(files, key, first, rest)| async move {
            if let Some(first) = first {
                return Ok(Some((first, (files, key, None, rest))));
            }
            let next = chunk(&rest);
            if next.is_empty() {
                return Ok::<_, FilesError>(None);
            }
            let bytes = files.read(&key, next.clone()).await.inspect_err(|error| {
                // Too late for a status; the length that was promised tells the client that it is torn.
                tracing::error!(%error, "a download broke off");
            })?;
            Ok(Some((bytes, (files, key, None, next.end..rest.end))))
        });
        let body = SizedStream::new(size, Box::pin(stream));
        debug_assert_eq!(body.size(), BodySize::Sized(size));
        BoxBody::new(body)
    }
}

/// The next piece of what is left.
fn chunk(left: &Range<u64>) -> Range<u64> {
    left.start..left.end.min(left.start.saturating_add(CHUNK))
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::id::{FileId, RecordId};

    fn grant(name: &str, media_type: &str) -> FileGrant {
        FileGrant {
            id: FileId::from_bytes([1; 16]),
            record: RecordId::from_bytes([2; 16]),
            version: 1,
            name: name.to_owned(),
            media_type: media_type.to_owned(),
            size: 1,
            sha256: "0".repeat(64),
        }
    }

    #[test]
    fn a_name_can_neither_break_the_header_nor_lose_its_letters() {
        assert_eq!(
            disposition(
                &grant("Küche \"1\";\r\nX: y.pdf", "application/pdf"),
                Manner::Attachment
            ),
            "attachment; filename=\"K_che _1__X_ y.pdf\"; \
             filename*=UTF-8''K%C3%BCche%20%221%22%3BX%3A%20y.pdf"
        );
    }

    #[test]
    fn only_harmless_sorts_are_shown_in_place() {
        assert!(
            disposition(&grant("a.pdf", "application/pdf"), Manner::Inline).starts_with("inline")
        );
        assert!(
            disposition(&grant("a.pdf", "application/pdf"), Manner::Attachment)
                .starts_with("attachment")
        );
        assert!(
            disposition(&grant("a.html", "text/html"), Manner::Inline).starts_with("attachment")
        );
        assert!(
            disposition(&grant("a.svg", "image/svg+xml"), Manner::Inline).starts_with("attachment")
        );
    }
}
