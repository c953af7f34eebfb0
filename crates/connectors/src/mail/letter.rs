//! A mail as the bytes on the wire: a pure function of the mail and the time. Nothing a person typed can
//! start a header, because names and subjects are one line before they are encoded.

use crate::Fault;
use app::ports::{Mail, MailError, Mailbox};
use lettre::address::{Address, Envelope};
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox as WireMailbox, Message, MultiPart, MultiPartKind, SinglePart};
use std::time::SystemTime;

/// Quoted-printable text cannot hold `=_`, so no body can end the part it is in (RFC 2045, 6.7), and the
/// boundary needs no randomness.
const BOUNDARY: &str = "=_sightline";

/// What a person's name or a subject is cut at. Relays refuse lines over 998 bytes.
const LONGEST_LINE: usize = 200;

pub(super) struct Letter {
    pub(super) envelope: Envelope,
    pub(super) bytes: Vec<u8>,
}

impl Letter {
    pub(super) fn of(mail: &Mail, at: SystemTime) -> Result<Self, MailError> {
        let mut message = Message::builder()
            .from(mailbox(&mail.from)?)
            .to(mailbox(&mail.to)?)
            .subject(one_line(&mail.subject))
            .message_id(Some(message_id(&mail.message_id)?))
            // the header's own type panics on a time before 1970
            .date(at.max(SystemTime::UNIX_EPOCH))
            // RFC 3834: keeps out-of-office replies from answering a machine
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ));
        if let Some(reply_to) = &mail.reply_to {
            message = message.reply_to(mailbox(reply_to)?);
        }
        let parts = MultiPart::builder()
            .kind(MultiPartKind::Alternative)
            .boundary(BOUNDARY)
            .singlepart(part(ContentType::TEXT_PLAIN, &mail.text))
            .singlepart(part(ContentType::TEXT_HTML, &mail.html));
        let message = message.multipart(parts).map_err(refused)?;
        Ok(Self {
            envelope: message.envelope().clone(),
            bytes: message.formatted(),
        })
    }

    /// Whether only a relay that speaks SMTPUTF8 can take it.
    pub(super) fn needs_utf8(&self) -> bool {
        let addresses = self.envelope.to().iter().chain(self.envelope.from());
        addresses
            .map(AsRef::<str>::as_ref)
            .any(|address| !address.is_ascii())
    }
}

/// Always quoted-printable: it survives relays without 8BITMIME, and any length of line.
fn part(kind: ContentType, text: &str) -> SinglePart {
    SinglePart::builder()
        .header(kind)
        .header(ContentTransferEncoding::QuotedPrintable)
        .body(text.to_owned())
}

fn mailbox(from: &Mailbox) -> Result<WireMailbox, MailError> {
    // A quoted local part is legal, and where parsers disagree about where an address ends.
    if from.email.contains(['"', '\\']) || from.email.chars().any(unprintable) {
        return Err(refused("an address with quotes or unprintable characters"));
    }
    let email: Address = from.email.parse().map_err(refused)?;
    let name = one_line(&from.name);
    Ok(WireMailbox::new((!name.is_empty()).then_some(name), email))
}

fn message_id(text: &str) -> Result<String, MailError> {
    let id = text
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
        .unwrap_or(text);
    let (left, right) = id.split_once('@').unwrap_or_default();
    let sound = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b))
    };
    if sound(left) && sound(right) && id.len() <= LONGEST_LINE {
        Ok(format!("<{id}>"))
    } else {
        Err(refused("a Message-ID that is not local@domain"))
    }
}

/// One line of words with single spaces between them.
fn one_line(text: &str) -> String {
    let spaced = text.replace(unprintable, " ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST_LINE).collect()
}

/// Control characters, and the two that some parsers take for the end of a line.
fn unprintable(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

fn refused(why: impl Into<Fault>) -> MailError {
    MailError::Refused(why.into())
}
