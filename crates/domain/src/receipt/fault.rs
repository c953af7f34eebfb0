//! What can be wrong with a chain, in words for whoever has to explain it.

use super::Field;
use contract::id::ReceiptId;
use std::fmt;

/// The first thing wrong with a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub seq: u64,
    /// `None` where the entry is gone.
    pub id: Option<ReceiptId>,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The text no longer gives its hash: one of the two was changed.
    Altered,
    /// The text gives its hash, but is not one that was ever written.
    Unreadable,
    /// Text and hash were both changed: the next entry still names the hash that was here.
    Rewritten,
    /// A gap in the numbers.
    Missing,
    /// The entry that stands here says that it is another one.
    Reordered { says: u64 },
    /// A column beside the text says something else than the text.
    ColumnMismatch(&'static str),
    /// A value beside the text is not the one that the text commits to.
    CommitmentMismatch(Field),
    /// A value is gone, and no later receipt names a rule for it.
    ErasedWithoutRule(Field),
    /// A signed head names another hash for this entry.
    NotAsSigned,
    /// The chain ends before this entry, which a signed head or the head's row names.
    TailCut { newest: u64 },
    /// The row of heads names an older entry than the newest, or another hash.
    HeadMismatch,
    /// A line in the file of heads bears a signature that is not of this installation's key.
    BadSignature { line: u64 },
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Altered => f.write_str("was altered: its text no longer gives its hash"),
            Self::Unreadable => f.write_str("was altered: its text is not a receipt's"),
            Self::Rewritten => {
                f.write_str("was rewritten: the next entry still names the hash that was here")
            }
            Self::Missing => f.write_str("was removed"),
            Self::Reordered { says } => write!(
                f,
                "is out of its place: the text that stands here says it is entry {says}"
            ),
            Self::ColumnMismatch(column) => {
                write!(
                    f,
                    "was altered: its column `{column}` differs from its text"
                )
            }
            Self::CommitmentMismatch(field) => write!(
                f,
                "was altered: its `{}` is not the value that its text commits to",
                field.name()
            ),
            Self::ErasedWithoutRule(field) => write!(
                f,
                "has lost its `{}`, and no later receipt names a rule for that",
                field.name()
            ),
            Self::NotAsSigned => {
                f.write_str("was rewritten, or one before it: a signed head names another hash")
            }
            Self::TailCut { newest } => write!(
                f,
                "was removed: the chain once reached entry {newest}, and now ends before this one"
            ),
            Self::HeadMismatch => f.write_str(
                "is the newest, but the row of heads names another: one of the two was altered",
            ),
            Self::BadSignature { line } => write!(
                f,
                "is named by line {line} of the file of heads under a signature of another key"
            ),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "entry {}", self.seq)?;
        if let Some(id) = self.id {
            write!(f, " ({id})")?;
        }
        write!(f, " {}", self.what)
    }
}
