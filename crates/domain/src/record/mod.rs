//! Records: what happened or is due on a subject. The spine is what every kind shares and lists sort by;
//! it is derived from the body here and written nowhere else.

mod body;
mod fate;
mod told;
mod transition;

pub use body::{
    Body, BodyError, Document, Invoice, InvoiceLine, Job, Milestone, PhotoSet, StagePayment, Visit,
};

pub use fate::differ_in_fate_alone;
pub use transition::NotNow;

use contract::day::Day;
use contract::id::FileId;
use contract::kind::{RecordKind, Status};

/// Who a record is open to, before any rule is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Staff only.
    Internal,
    /// The profile's rules decide.
    ByRule,
    /// Only third parties it was shared with by name.
    Shared,
}

impl From<contract::kind::Standing> for Standing {
    fn from(said: contract::kind::Standing) -> Self {
        match said {
            contract::kind::Standing::Internal => Self::Internal,
            contract::kind::Standing::ByRule => Self::ByRule,
            contract::kind::Standing::Shared => Self::Shared,
        }
    }
}

impl From<Standing> for contract::kind::Standing {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Internal => Self::Internal,
            Standing::ByRule => Self::ByRule,
            Standing::Shared => Self::Shared,
        }
    }
}

impl Standing {
    #[must_use]
    pub const fn code(self) -> i16 {
        match self {
            Self::Internal => 0,
            Self::ByRule => 1,
            Self::Shared => 2,
        }
    }

    /// Any unknown code is the closed one.
    #[must_use]
    pub const fn from_code(code: i16) -> Self {
        match code {
            1 => Self::ByRule,
            2 => Self::Shared,
            _ => Self::Internal,
        }
    }

    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "internal" => Some(Self::Internal),
            "by_rule" => Some(Self::ByRule),
            "shared" => Some(Self::Shared),
            _ => None,
        }
    }

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::ByRule => "by_rule",
            Self::Shared => "shared",
        }
    }
}

/// Stored codes of the kinds; a code once given is never used for another kind.
#[must_use]
pub const fn kind_code(kind: RecordKind) -> i16 {
    match kind {
        RecordKind::Job => 1,
        RecordKind::Visit => 2,
        RecordKind::Document => 3,
        RecordKind::PhotoSet => 4,
        RecordKind::Invoice => 5,
        RecordKind::Milestone => 6,
        RecordKind::StagePayment => 7,
    }
}

#[must_use]
pub fn kind_from_code(code: i16) -> Option<RecordKind> {
    RecordKind::ALL
        .iter()
        .copied()
        .find(|k| kind_code(*k) == code)
}

/// What every kind shares: the columns that lists show, sort and filter by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spine {
    pub sub_kind: String,
    pub title: String,
    pub status: Status,
    pub happened_on: Option<Day>,
    pub due_on: Option<Day>,
    pub amount_pence: i64,
    pub open_pence: i64,
    /// Whether it still wants something done: unpaid, open, booked, planned.
    pub outstanding: bool,
    /// The file that a download of the record gives.
    pub file: Option<FileId>,
    pub file_count: u32,
}

impl Spine {
    /// The day that decides whether a record falls in an interest's time.
    #[must_use]
    pub fn day(&self) -> Option<Day> {
        self.happened_on.or(self.due_on)
    }
}

/// Fields that are opened or kept shut together. Bits, because a lens is a set of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldGroup {
    /// What it is: kind, title, number, status, subject.
    Summary,
    /// When: the days and hours.
    Schedule,
    /// What was said and found.
    Detail,
    /// Who did the work.
    People,
    /// The file or the photos.
    Files,
    /// Sums and lines.
    Money,
    /// The firm's own notes; no lens of a third party can open this.
    Staff,
}

impl FieldGroup {
    pub const ALL: [Self; 7] = [
        Self::Summary,
        Self::Schedule,
        Self::Detail,
        Self::People,
        Self::Files,
        Self::Money,
        Self::Staff,
    ];

    #[must_use]
    pub const fn code(self) -> i16 {
        match self {
            Self::Summary => 0,
            Self::Schedule => 1,
            Self::Detail => 2,
            Self::People => 3,
            Self::Files => 4,
            Self::Money => 5,
            Self::Staff => 6,
        }
    }

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Schedule => "schedule",
            Self::Detail => "detail",
            Self::People => "people",
            Self::Files => "files",
            Self::Money => "money",
            Self::Staff => "staff",
        }
    }

    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|g| g.name() == name)
    }
}
