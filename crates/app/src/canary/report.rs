//! What a walk found, counted per firm, so that no firm is told of another's.

use super::Extent;
use chrono::{DateTime, Utc};
use contract::canary::CanaryRun;
use contract::id::FirmId;
use domain::clock::rfc3339;
use std::collections::BTreeMap;

/// Findings that are kept in words; the rest are counted.
const MOST_TOLD: usize = 50;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub extent: Extent,
    pub began_at: DateTime<Utc>,
    pub ended_at: DateTime<Utc>,
    pub firms: BTreeMap<FirmId, FirmReport>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FirmReport {
    pub contacts: u64,
    pub lists: u64,
    pub details: u64,
    pub files: u64,
    pub searches: u64,
    pub first_pages: u64,
    pub subjects: u64,
    /// Ids outside a slice that were tried: of records, of their files, of subjects.
    pub tried_records: u64,
    pub tried_files: u64,
    pub tried_subjects: u64,
    pub leaks: u64,
    pub missing: u64,
    pub found: Vec<String>,
}

impl FirmReport {
    #[must_use]
    pub const fn reads(&self) -> u64 {
        self.lists + self.details + self.files + self.searches + self.first_pages + self.subjects
    }

    #[must_use]
    pub const fn tried(&self) -> u64 {
        self.tried_records + self.tried_files + self.tried_subjects
    }

    pub(super) fn leak(&mut self, said: &str) {
        tracing::error!(alarm = "canary-leak", "{said}");
        self.leaks += 1;
        self.tell(format!("leak: {said}"));
    }

    pub(super) fn missing(&mut self, said: &str) {
        tracing::warn!(alarm = "canary-missing", "{said}");
        self.missing += 1;
        self.tell(format!("missing: {said}"));
    }

    fn tell(&mut self, said: String) {
        if self.found.len() < MOST_TOLD {
            self.found.push(said);
        }
    }
}

impl Report {
    pub(super) const fn new(extent: Extent, began_at: DateTime<Utc>) -> Self {
        Self {
            extent,
            began_at,
            ended_at: began_at,
            firms: BTreeMap::new(),
        }
    }

    /// All firms' as one sum, for whoever runs the machine.
    #[must_use]
    pub fn sum(&self) -> FirmReport {
        let mut sum = FirmReport::default();
        for firm in self.firms.values() {
            sum.contacts += firm.contacts;
            sum.lists += firm.lists;
            sum.details += firm.details;
            sum.files += firm.files;
            sum.searches += firm.searches;
            sum.first_pages += firm.first_pages;
            sum.subjects += firm.subjects;
            sum.tried_records += firm.tried_records;
            sum.tried_files += firm.tried_files;
            sum.tried_subjects += firm.tried_subjects;
            sum.leaks += firm.leaks;
            sum.missing += firm.missing;
            sum.found.extend(firm.found.iter().cloned());
        }
        sum
    }

    /// One firm's as it is kept and told.
    #[must_use]
    pub fn run(&self, of: &FirmReport) -> CanaryRun {
        CanaryRun {
            began_at: rfc3339(self.began_at),
            ended_at: rfc3339(self.ended_at),
            contacts: of.contacts,
            reads: of.reads(),
            tried: of.tried(),
            leaks: of.leaks,
            missing: of.missing,
            sample: self.extent.sample.and_then(|n| u64::try_from(n).ok()),
            seed: self.extent.seed,
            found: of.found.clone(),
        }
    }
}
