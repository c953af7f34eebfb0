//! The canonical text of an entry: one `key: value` line per fact, in a fixed order, absent facts left out.
//! It is written once and kept word for word; nothing is ever hashed from a second writing of it.

use super::{Chain, Draft, Erasure, Field};
use crate::clock;
use chrono::{DateTime, Utc};
use contract::id::{ContactId, IdentityId, ReceiptId, StaffId, ThirdPartyId};
use std::fmt::Write as _;

/// Longest text a client may put into a receipt, in characters.
const LONGEST: usize = 1_000;

/// What every text begins with; another number would mean another form.
const FORM: &str = "1";

/// The value as it is kept: no longer than the limit, and without the one character that PostgreSQL cannot
/// hold.
pub(super) fn bounded(value: Option<&str>) -> Option<String> {
    let clean = |c| if c == '\0' { '\u{fffd}' } else { c };
    value.map(|v| v.chars().take(LONGEST).map(clean).collect())
}

fn line(text: &mut String, key: &str, value: &str) {
    text.push_str(key);
    text.push_str(": ");
    if value.chars().any(|c| c == '\\' || c.is_control()) {
        for c in value.chars() {
            match c {
                '\\' => text.push_str("\\\\"),
                c if c.is_control() => drop(write!(text, "\\u{:04x}", u32::from(c))),
                c => text.push(c),
            }
        }
    } else {
        text.push_str(value);
    }
    text.push('\n');
}

fn unescaped(value: &str) -> Option<String> {
    let mut plain = String::with_capacity(value.len());
    let mut rest = value.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            plain.push(c);
            continue;
        }
        match rest.next()? {
            '\\' => plain.push('\\'),
            'u' => {
                let digits: String = rest.by_ref().take(4).collect();
                let code = u32::from_str_radix(&digits, 16).ok()?;
                plain.push(char::from_u32(code)?);
            }
            _ => return None,
        }
    }
    Some(plain)
}

/// The lines that say where the entry stands.
pub(super) fn opening(chain: Chain, seq: u64, previous: &str) -> String {
    let mut text = String::with_capacity(1_200);
    let _ = write!(
        text,
        "receipt: {FORM}\nchain: {chain}\nseq: {seq}\nprevious: {previous}\n"
    );
    text
}

/// The lines that say what happened.
pub(super) fn rest(
    draft: &Draft,
    id: ReceiptId,
    at: DateTime<Utc>,
    commitments: &[(Field, Option<String>); 3],
) -> String {
    let mut text = String::with_capacity(900);
    let mut add = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            line(&mut text, key, &value);
        }
    };
    add("id", Some(id.to_string()));
    add("at", Some(clock::rfc3339(at)));
    add("actor", Some(draft.actor.to_string()));
    add("hat", draft.hat.map(|id| id.to_string()));
    add("third_party", draft.third_party.map(|id| id.to_string()));
    add("device", draft.device.map(|id| id.to_string()));
    add("action", Some(draft.act.name().to_owned()));
    add(
        "object",
        draft.object.as_ref().map(|o| o.as_str().to_owned()),
    );
    add("version", draft.version.map(|v| v.to_string()));
    add("sha256", bounded(draft.sha256.as_deref()));
    add("query", bounded(draft.query.as_deref()));
    add("digest", draft.digest.map(hex::encode));
    add("grade", Some(draft.grade.name().to_owned()));
    add("outcome", Some(draft.outcome.name().to_owned()));
    add("erased", draft.erasure.as_ref().map(Erasure::to_string));
    for (field, commitment) in commitments {
        add(field.name(), commitment.clone());
    }
    text
}

/// A text read back. Words that a newer program may have added are kept as words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    pub chain: Chain,
    pub seq: u64,
    pub previous: String,
    pub id: ReceiptId,
    /// Microseconds since 1970.
    pub at: i64,
    pub actor: String,
    pub hat: Option<ContactId>,
    pub third_party: Option<ThirdPartyId>,
    pub device: Option<String>,
    pub act: String,
    pub object: Option<String>,
    pub version: Option<String>,
    pub sha256: Option<String>,
    pub query: Option<String>,
    pub digest: Option<String>,
    pub grade: String,
    pub outcome: String,
    pub erasure: Option<Erasure>,
    pub ip: Option<String>,
    pub agent: Option<String>,
    pub personal: Option<String>,
}

impl Facts {
    /// Reads a text; `None` unless it is exactly of the form that is written here.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = Lines::new(text)?;
        let form = lines.take("receipt")?;
        let facts = Self {
            chain: Chain::parse(&lines.take("chain")?)?,
            seq: lines.take("seq")?.parse().ok()?,
            previous: lines.take("previous")?,
            id: lines.take("id")?.parse().ok()?,
            at: DateTime::parse_from_rfc3339(&lines.take("at")?)
                .ok()?
                .timestamp_micros(),
            actor: lines.take("actor")?,
            hat: lines.id("hat")?,
            third_party: lines.id("third_party")?,
            device: lines.take("device"),
            act: lines.take("action")?,
            object: lines.take("object"),
            version: lines.take("version"),
            sha256: lines.take("sha256"),
            query: lines.take("query"),
            digest: lines.take("digest"),
            grade: lines.take("grade")?,
            outcome: lines.take("outcome")?,
            erasure: match lines.take("erased") {
                Some(erased) => Some(Erasure::parse(&erased)?),
                None => None,
            },
            ip: lines.take("ip"),
            agent: lines.take("agent"),
            personal: lines.take("personal"),
        };
        (form == FORM && lines.rest.is_empty()).then_some(facts)
    }

    #[must_use]
    pub fn commitment(&self, field: Field) -> Option<&str> {
        match field {
            Field::Ip => self.ip.as_deref(),
            Field::Agent => self.agent.as_deref(),
            Field::Personal => self.personal.as_deref(),
        }
    }

    /// Whose own act it is, as [`Draft::own`] says.
    pub(super) fn own(&self) -> Option<ContactId> {
        let person = self.actor.parse::<IdentityId>().is_ok();
        self.hat.filter(|_| person)
    }

    /// Who of the firm did it, as [`Draft::staff`] says.
    pub(super) fn staff(&self) -> Option<StaffId> {
        self.actor.parse().ok()
    }
}

/// The lines of a text, taken in their order.
struct Lines<'a> {
    rest: &'a str,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Option<Self> {
        text.ends_with('\n').then_some(Self { rest: text })
    }

    /// The next line's value, if it is this key's; else the line stays for the next key.
    fn take(&mut self, key: &str) -> Option<String> {
        let (line, rest) = self.rest.split_once('\n')?;
        let value = line.strip_prefix(key)?.strip_prefix(": ")?;
        let value = unescaped(value)?;
        self.rest = rest;
        Some(value)
    }

    /// An id that may be absent, but not unreadable.
    fn id<T: std::str::FromStr>(&mut self, key: &str) -> Option<Option<T>> {
        match self.take(key) {
            Some(value) => value.parse().ok().map(Some),
            None => Some(None),
        }
    }
}
