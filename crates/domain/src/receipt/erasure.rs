//! Erasures: which values may be missing, because a later receipt says under which rule they were erased.

use super::{Act, Facts, Field};
use std::collections::BTreeMap;
use std::fmt;

/// A set of fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fields {
    /// The address alone, on its shorter clock.
    Ip,
    All,
}

impl Fields {
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ip => "ip",
            Self::All => "ip,agent,personal",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        [Self::Ip, Self::All].into_iter().find(|f| f.name() == name)
    }

    #[must_use]
    pub const fn list(self) -> &'static [Field] {
        match self {
            Self::Ip => &[Field::Ip],
            Self::All => Field::ALL,
        }
    }
}

/// What a `retention.erased` receipt names: of the entries `first..=last` written before an instant, these
/// fields were erased under this rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    pub fields: Fields,
    pub first: u64,
    pub last: u64,
    /// Microseconds since 1970.
    pub before: i64,
    /// The rule's name, such as `ip 90d`.
    pub rule: String,
}

impl fmt::Display for Erasure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (fields, rule) = (self.fields.name(), &self.rule);
        write!(
            f,
            "{fields} {}-{} {} {rule}",
            self.first, self.last, self.before
        )
    }
}

impl Erasure {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut words = text.splitn(4, ' ');
        let fields = Fields::parse(words.next()?)?;
        let (first, last) = words.next()?.split_once('-')?;
        Some(Self {
            fields,
            first: first.parse().ok()?,
            last: last.parse().ok()?,
            before: words.next()?.parse().ok()?,
            rule: words.next()?.to_owned(),
        })
    }
}

/// All erasures of a chain, for looking up one entry.
#[derive(Debug, Clone, Default)]
pub struct Erasures {
    /// Per field: first entry → last entry and instant, none overlapping the next at the same instant.
    ranges: BTreeMap<Field, Vec<Range>>,
}

#[derive(Debug, Clone, Copy)]
struct Range {
    first: u64,
    last: u64,
    before: i64,
}

impl Erasures {
    /// Takes what one receipt names. One that is not the program's own, or that speaks of entries after
    /// itself, counts for nothing.
    pub fn add(&mut self, facts: &Facts) {
        let Some(erasure) = &facts.erasure else {
            return;
        };
        let sound = facts.act == Act::RetentionErased.name()
            && facts.actor == super::Actor::System.to_string()
            && erasure.last < facts.seq;
        if !sound {
            return;
        }
        for field in erasure.fields.list() {
            let ranges = self.ranges.entry(*field).or_default();
            let (first, last, before) = (erasure.first, erasure.last, erasure.before);
            // Retention works through a chain piece by piece; neighbours are kept as one.
            match ranges.last_mut() {
                Some(range) if range.last.saturating_add(1) >= first && first >= range.first => {
                    range.last = range.last.max(last);
                    range.before = range.before.max(before);
                }
                _ => ranges.push(Range {
                    first,
                    last,
                    before,
                }),
            }
        }
    }

    pub(super) fn cover(&self, field: Field, seq: u64, at: i64) -> bool {
        self.ranges.get(&field).is_some_and(|ranges| {
            ranges
                .iter()
                .any(|r| r.first <= seq && seq <= r.last && at < r.before)
        })
    }
}
