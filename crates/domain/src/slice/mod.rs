//! The slice: everything one contact may see now. Reads take a [`Scope`] and answer a [`Slice`]; a slice can
//! be looked at and answered, but neither made nor changed outside the engine.

mod block;
mod colleague;
mod count;
mod decide;
mod file;
mod receipt;
mod row;
mod scope;
mod subject;
mod view;
mod weight;

pub use block::{
    BySubjectFacts, BySubjectKind, RecordsFacts, RecordsKind, TotalsFacts, TotalsKind,
    due_soon_until,
};
pub use colleague::{ColleagueKind, ColleagueRowFacts};
pub use count::CountKind;
pub use decide::{Holding, Past, RecordFacts, Verdict, VersionKeys, Why, covers, decide, why};
pub use file::{FileFacts, FileGrant, FileKind, ThumbnailKind, small};
pub use receipt::{ReceiptFacts, ReceiptKind};
pub use row::{DUE_SOON_DAYS, RowFacts, RowKind, validity_on};
pub use scope::{Grant, Scope, SortField, Via};
pub use subject::{SubjectFacts, SubjectRowKind};
pub use view::{ViewFacts, ViewKind};
pub use weight::Weights;

use crate::policy::{Right, StaffPermit, ViewerKey};
use contract::audit::{FirmReceiptPage, FirmReceiptRow};
use contract::block::{Block, Dashboard};
use contract::firm_record::{FirmRecordPage, FirmRecordRow};
use contract::people::{ThirdPartyPage, ThirdPartyRow};
use contract::receipt::{ReceiptPage, ReceiptRow};
use contract::record::{RecordPage, RecordRow};
use contract::search::{SearchAnswer, Understood};
use contract::subject::{SubjectPage, SubjectRow, SubjectView};
use contract::tree::{TreePage, TreeRow};
use std::ops::Deref;

/// A sort of thing that can be in a slice: what is loaded of it, and what of that a scope lets through.
pub trait Kind {
    type Facts;
    type View;
    /// `None` means: for this viewer it does not exist.
    fn project(scope: &Scope, facts: Self::Facts) -> Option<Self::View>;
}

/// An answer made for one viewer. It can be read, not taken apart, altered or serialised on its own.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Slice<T> {
    key: ViewerKey,
    value: T,
}

impl<T> Deref for Slice<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// Makes a slice of what was loaded within the scope. Only for `store::scoped`, which loads under that scope.
pub fn mint<K: Kind>(scope: &Scope, facts: K::Facts) -> Option<Slice<K::View>> {
    K::project(scope, facts).map(|value| Slice {
        key: scope.key(),
        value,
    })
}

/// The same for many; what the scope does not let through is left out.
pub fn mint_all<K: Kind>(
    scope: &Scope,
    facts: impl IntoIterator<Item = K::Facts>,
) -> Slice<Vec<K::View>> {
    Slice {
        key: scope.key(),
        value: facts
            .into_iter()
            .filter_map(|f| K::project(scope, f))
            .collect(),
    }
}

/// What somebody of the staff may have read of her own firm. Only for `store::whole`, which reads under that permit.
pub const fn mint_whole<R: Right, T>(permit: &StaffPermit<R>, value: T) -> Slice<T> {
    Slice {
        key: permit.key(),
        value,
    }
}

/// Answers of two viewers were about to be put together: a bug that must not be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("slices of different viewers were put together")]
pub struct MixedViewers;

impl<T> Slice<T> {
    /// Whom this answer is for.
    #[must_use]
    pub const fn key(&self) -> ViewerKey {
        self.key
    }

    /// Two answers for the same viewer as one.
    pub fn zip<U>(self, other: Slice<U>) -> Result<Slice<(T, U)>, MixedViewers> {
        if self.key != other.key {
            return Err(MixedViewers);
        }
        Ok(Slice {
            key: self.key,
            value: (self.value, other.value),
        })
    }
}

mod sealed {
    pub trait Sealed {}
}

/// A list's answer type: its rows and the way to the next. Sealed, because `of` is handed the rows of a slice.
pub trait Page: sealed::Sealed {
    type Row;
    fn of(items: Vec<Self::Row>, next_cursor: Option<String>) -> Self;
}

macro_rules! pages {
    ($($page:ident of $row:ident;)*) => {$(
        impl sealed::Sealed for $page {}
        impl Page for $page {
            type Row = $row;
            fn of(items: Vec<$row>, next_cursor: Option<String>) -> Self {
                Self { items, next_cursor }
            }
        }
    )*};
}
pages! {
    RecordPage of RecordRow;
    FirmRecordPage of FirmRecordRow;
    SubjectPage of SubjectRow;
    ReceiptPage of ReceiptRow;
    ThirdPartyPage of ThirdPartyRow;
    TreePage of TreeRow;
    FirmReceiptPage of FirmReceiptRow;
}

impl<R> Slice<Vec<R>> {
    /// The rows as their named page.
    pub fn page<P: Page<Row = R>>(self, next_cursor: Option<String>) -> Slice<P> {
        Slice {
            key: self.key,
            value: P::of(self.value, next_cursor),
        }
    }
}

impl Slice<Vec<RecordRow>> {
    /// The rows as a search's hits. `understood` says what the words meant, nothing of the records.
    pub fn hits(self, understood: Understood) -> Slice<SearchAnswer> {
        Slice {
            key: self.key,
            value: SearchAnswer {
                understood,
                hits: self.value,
            },
        }
    }
}

fn collect(key: ViewerKey, blocks: Vec<Slice<Block>>) -> Result<Vec<Block>, MixedViewers> {
    if blocks.iter().any(|b| b.key != key) {
        return Err(MixedViewers);
    }
    Ok(blocks.into_iter().map(|b| b.value).collect())
}

/// Blocks, in their order, as a contact's first page.
pub fn dashboard(
    scope: &Scope,
    blocks: Vec<Slice<Block>>,
) -> Result<Slice<Dashboard>, MixedViewers> {
    let blocks = collect(scope.key(), blocks)?;
    Ok(Slice {
        key: scope.key(),
        value: Dashboard { blocks },
    })
}

impl Slice<SubjectRow> {
    /// A subject with its blocks.
    pub fn with_blocks(
        self,
        blocks: Vec<Slice<Block>>,
    ) -> Result<Slice<SubjectView>, MixedViewers> {
        let blocks = collect(self.key, blocks)?;
        Ok(Slice {
            key: self.key,
            value: SubjectView {
                row: self.value,
                blocks,
            },
        })
    }
}
