//! The scope as SQL: which rows of the slice index this viewer sees, and by which of her grants. The index
//! only finds candidates; every condition here is asked of the records, interests and shares themselves.
//!
//! Everything is written for two aliases the caller provides: `s` a row of `slice_index`, `r` its `record`.

use crate::codes::{OPEN, relation_code, uuid};
use crate::sql::Sql;
use contract::kind::{RecordKind, Status};
use domain::day::FOREVER;
use domain::profile::{Extent, Since, SubKinds};
use domain::record::{Standing, kind_code};
use domain::slice::{Grant, Scope, Via};
use std::fmt::Write as _;

/// What no row fulfils, spelled for both databases.
const NEVER: &str = "1 = 0";

/// The conditions for one scope, with its values bound once.
pub(super) struct Predicate<'s> {
    scope: &'s Scope,
    third_party: String,
    today: String,
    sites: Vec<String>,
    sub_kinds: Vec<Vec<String>>,
}

impl<'s> Predicate<'s> {
    /// Binds the scope's values into the statement. Call it first, so that placeholders are the same from
    /// request to request and prepared statements are found again.
    pub(super) fn bind(scope: &'s Scope, sql: &mut Sql) -> Self {
        let third_party = sql.keep(uuid(scope.third_party()));
        let today = sql.keep(scope.today_number());
        let sites = scope
            .sites()
            .unwrap_or_default()
            .iter()
            .map(|site| sql.keep(uuid(*site)))
            .collect();
        let sub_kinds = scope
            .grants()
            .iter()
            .map(|grant| match &grant.of {
                SubKinds::All => Vec::new(),
                SubKinds::Only(names) => names.iter().map(|name| sql.keep(name.clone())).collect(),
            })
            .collect();
        Self {
            scope,
            third_party,
            today,
            sites,
            sub_kinds,
        }
    }

    pub(super) fn today(&self) -> &str {
        &self.today
    }

    /// Whether the candidate is in the slice.
    pub(super) fn visible(&self) -> String {
        let mut text = format!("s.third_party = {}", self.third_party);
        let kinds = self.kinds();
        let _ = write!(text, " AND s.kind {}", one_or_list(&kinds));
        if self.scope.sites().is_some() {
            let _ = write!(
                text,
                " AND EXISTS (SELECT 1 FROM subject_path w WHERE w.descendant = r.subject AND w.ancestor IN ({}))",
                if self.sites.is_empty() {
                    "NULL".to_owned()
                } else {
                    self.sites.join(", ")
                }
            );
        }
        let now = format!(
            "s.as_of = {FOREVER} AND {}",
            self.any(|g, i| self.holds_now(g, i, "s"))
        );
        match self.kept() {
            Some(kept) => {
                let _ = write!(text, " AND ({now} OR {kept})");
            }
            None => {
                let _ = write!(text, " AND {now}");
            }
        }
        text
    }

    /// Of a visible row: the bits of the grants that hold for it.
    pub(super) fn matched(&self) -> String {
        let now = self.matched_by_kind(|g, i| self.holds_now(g, i, "s"));
        if !self.scope.history() {
            return now;
        }
        let then = self.matched_by_kind(|g, i| self.held_then(g, i, "s"));
        if now == then {
            return now;
        }
        format!("CASE WHEN s.as_of = {FOREVER} THEN {now} ELSE {then} END")
    }

    fn kinds(&self) -> Vec<i16> {
        self.scope.kinds().into_iter().map(kind_code).collect()
    }

    fn any(&self, holds: impl Fn(&Grant, usize) -> String) -> String {
        let parts: Vec<_> = self
            .scope
            .grants()
            .iter()
            .enumerate()
            .map(|(i, g)| holds(g, i))
            .filter(|holds| holds != NEVER)
            .map(|holds| format!("({holds})"))
            .collect();
        if parts.is_empty() {
            NEVER.to_owned()
        } else {
            format!("({})", parts.join(" OR "))
        }
    }

    /// The mask, asking as little as possible: a row that is visible and whose kind has one grant matched that
    /// one; where one rule and one share can open a kind, the standing tells which unless both may.
    fn matched_by_kind(&self, holds: impl Fn(&Grant, usize) -> String) -> String {
        let mut text = "CASE s.kind".to_owned();
        for kind in self.scope.kinds() {
            let grants: Vec<_> = self
                .scope
                .grants()
                .iter()
                .enumerate()
                .filter(|(_, g)| g.kind == kind)
                .collect();
            let each: Vec<_> = grants
                .iter()
                .map(|(i, g)| format!("CASE WHEN {} THEN {} ELSE 0 END", holds(g, *i), 1u64 << i))
                .collect();
            let by_rule: Vec<_> = grants
                .iter()
                .filter(|(_, g)| matches!(g.via, Via::Relation(_)))
                .map(|(i, _)| *i)
                .collect();
            let mask = match (grants.as_slice(), by_rule.as_slice()) {
                ([(only, _)], _) => format!("{}", 1u64 << only),
                (_, [rule]) => format!(
                    "CASE WHEN r.standing = {} THEN {} ELSE {} END",
                    Standing::ByRule.code(),
                    1u64 << rule,
                    each.join(" + ")
                ),
                _ => each.join(" + "),
            };
            let _ = write!(text, " WHEN {} THEN {mask}", kind_code(kind));
        }
        if self.scope.grants().is_empty() {
            return "CAST(0 AS BIGINT)".to_owned();
        }
        format!("CAST({text} ELSE 0 END AS BIGINT)")
    }

    fn kind_fits(&self, grant: &Grant, index: usize, row: &str) -> String {
        let mut text = format!("{row}.kind = {}", kind_code(grant.kind));
        if grant.kind == RecordKind::Invoice {
            // Not issued yet: the firm's own.
            let _ = write!(text, " AND {row}.status <> '{}'", Status::Draft.name());
        }
        if matches!(grant.of, SubKinds::Only(_)) {
            let names = self
                .sub_kinds
                .get(index)
                .map(|n| n.join(", "))
                .unwrap_or_default();
            let names = if names.is_empty() { "NULL" } else { &names };
            let _ = write!(text, " AND {row}.sub_kind IN ({names})");
        }
        text
    }

    fn extent_fits(&self, grant: &Grant) -> String {
        match grant.extent {
            Extent::Whole => String::new(),
            Extent::Site => " AND p.depth = 0".to_owned(),
            Extent::Own => format!(" AND r.raised_by = {}", self.third_party),
            Extent::Addressed => " AND 1 = 0".to_owned(),
        }
    }

    /// An interest of the viewer's third party over the record's subject, in this grant's relation. `CROSS JOIN`
    /// makes SQLite go from the few subjects above the record to their interests; without it the planner goes
    /// through all interests of the third party, for every row.
    fn interest(&self, grant: &Grant, code: i32, row: &str, time: &str) -> String {
        let since = match grant.since {
            Since::Always => String::new(),
            Since::Interest => format!(" AND {row}.day BETWEEN i.since_day AND i.last_day"),
        };
        format!(
            "EXISTS (SELECT 1 FROM subject_path p CROSS JOIN interest i \
             WHERE p.descendant = r.subject AND i.subject = p.ancestor AND i.third_party = {tp} AND i.recorded_to_at = {OPEN} \
             AND i.relation = {code}{time}{since}{extent})",
            tp = self.third_party,
            extent = self.extent_fits(grant),
        )
    }

    fn holds_now(&self, grant: &Grant, index: usize, row: &str) -> String {
        let fits = self.kind_fits(grant, index, row);
        match grant.via {
            Via::Shared => format!(
                "{fits} AND r.standing = {} AND EXISTS (SELECT 1 FROM share h WHERE h.record = r.seq \
                 AND h.third_party = {} AND h.recorded_to_at = {OPEN})",
                Standing::Shared.code(),
                self.third_party
            ),
            Via::Relation(relation) => {
                let addressed = format!("r.addressed_to = {}", self.third_party);
                if grant.extent == Extent::Addressed {
                    return format!(
                        "{fits} AND r.standing <> {} AND {addressed}",
                        Standing::Internal.code()
                    );
                }
                let time = format!(
                    " AND i.first_day <= {t} AND i.last_day >= {t}",
                    t = self.today
                );
                let interest = self.interest(grant, relation_code(relation), row, &time);
                format!(
                    "{fits} AND (r.standing = {} AND {interest} OR r.standing <> {} AND {addressed})",
                    Standing::ByRule.code(),
                    Standing::Internal.code(),
                )
            }
        }
    }

    fn held_then(&self, grant: &Grant, index: usize, row: &str) -> String {
        let Via::Relation(relation) = grant.via else {
            return NEVER.to_owned();
        };
        if grant.extent == Extent::Addressed {
            return NEVER.to_owned();
        }
        let time = format!(" AND i.last_day = {row}.as_of");
        format!(
            "{} AND r.standing = {} AND {}",
            self.kind_fits(grant, index, row),
            Standing::ByRule.code(),
            self.interest(grant, relation_code(relation), row, &time)
        )
    }

    /// A kept view: nothing shows the record now, and this is the latest ended interest that showed it. `None`
    /// where the rules keep nothing.
    fn kept(&self) -> Option<String> {
        let then = self.any(|g, i| self.held_then(g, i, "s"));
        if !self.scope.history() || then == NEVER {
            return None;
        }
        Some(format!(
            "s.as_of < {today} AND {then} \
             AND NOT EXISTS (SELECT 1 FROM slice_index n WHERE n.third_party = s.third_party \
               AND n.record = s.record AND n.as_of = {FOREVER} AND {now}) \
             AND NOT EXISTS (SELECT 1 FROM slice_index k WHERE k.third_party = s.third_party \
               AND k.record = s.record AND k.as_of > s.as_of AND k.as_of < {today} AND {later})",
            today = self.today,
            now = self.any(|g, i| self.holds_now(g, i, "n")),
            later = self.any(|g, i| self.held_then(g, i, "k")),
        ))
    }
}

pub(super) fn one_or_list(codes: &[i16]) -> String {
    match codes {
        [one] => format!("= {one}"),
        [] => "IN (NULL)".to_owned(),
        many => {
            let list: Vec<_> = many.iter().map(ToString::to_string).collect();
            format!("IN ({})", list.join(", "))
        }
    }
}
