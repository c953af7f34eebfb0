//! What a change in the tree gives to people and takes from them: what they are shown before it and after it, both
//! read inside its own transaction. Told beforehand, the transaction is dropped; so what is told is what is then done.

use super::SubjectError;
use crate::App;
use contract::id::{SubjectId, ThirdPartyId};
use contract::tree::{KindCount, TreeEffect, TreeGain};
use domain::day::date;
use domain::policy::{EditSubjects, StaffPermit, Unscoped, scope_all};
use domain::slice::{MixedViewers, Scope, Slice};
use std::collections::BTreeSet;
use store::scoped::shown::{Counts, Shown, shown};
use store::session::Person;
use store::{StoreError, Tx};

/// People who are looked at.
const MOST: u32 = 500;

/// People of some third parties, and what they are shown of a part of the tree.
pub(super) struct Watched {
    part: Vec<SubjectId>,
    people: Vec<(Person, Scope)>,
    /// What each distinct scope lets through, by its place; people of one role see the same.
    before: Vec<Shown>,
    scopes: Vec<usize>,
    more: bool,
}

/// Looks at them before the change: on the day from which it counts, or today if that has been.
#[expect(
    clippy::disallowed_methods,
    reason = "what a change would do is told to the staff of the firm whose people these are, and their receipts"
)]
pub(super) async fn watch(
    app: &App,
    tx: &Tx,
    parties: &BTreeSet<ThirdPartyId>,
    part: Vec<SubjectId>,
    counts_from: Option<contract::day::Day>,
) -> Result<Watched, StoreError> {
    let today = app.clock.today();
    let on = counts_from.and_then(date).map_or(today, |on| on.max(today));
    let unscoped = Unscoped::because("what a change would do is told before it is made");
    let (db, profiles) = (&app.db, &app.profiles);
    let found = store::session::people(db, profiles, unscoped, Some(parties), MOST + 1, on).await?;
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    let more = found.len() > most;
    let people: Vec<(Person, Scope)> = found
        .into_iter()
        .take(most)
        .filter_map(|person| {
            let scope = scope_all(person.viewer.as_ref()?);
            Some((person, scope))
        })
        .collect();
    let mut watched = Watched {
        part,
        before: Vec::new(),
        scopes: Vec::new(),
        people,
        more,
    };
    let mut alike: Vec<&Scope> = Vec::new();
    for (_, scope) in &watched.people {
        let known = alike.iter().position(|other| other.same_rights(scope));
        watched.scopes.push(known.unwrap_or(alike.len()));
        if known.is_none() {
            alike.push(scope);
            watched.before.push(shown(tx, scope, &watched.part).await?);
        }
    }
    Ok(watched)
}

impl Watched {
    /// What the change did, as it stands in the transaction.
    pub(super) async fn turned(&self, tx: &Tx) -> Result<TreeEffect, StoreError> {
        let mut after: Vec<Shown> = Vec::new();
        for ((_, scope), at) in self.people.iter().zip(&self.scopes) {
            if *at == after.len() {
                after.push(shown(tx, scope, &self.part).await?);
            }
        }
        let mut effect = TreeEffect {
            more: self.more,
            ..TreeEffect::default()
        };
        for ((person, _), at) in self.people.iter().zip(&self.scopes) {
            let (Some(before), Some(after)) = (self.before.get(*at), after.get(*at)) else {
                continue;
            };
            if before == after {
                effect.untouched += 1;
                continue;
            }
            let ((subjects_gained, gained), (subjects_lost, lost)) =
                (after.beyond(before), before.beyond(after));
            effect.contacts.push(TreeGain {
                contact: person.contact,
                name: person.name.clone(),
                third_party: person.third_party,
                third_party_name: person.third_party_name.clone(),
                subjects_gained,
                subjects_lost,
                gained: listed(gained),
                lost: listed(lost),
                kept: listed(after.kept_of(before)),
            });
        }
        Ok(effect)
    }

    /// The same as an answer to staff.
    pub(super) async fn foreseen(
        &self,
        tx: &Tx,
        permit: &StaffPermit<EditSubjects>,
    ) -> Result<Slice<TreeEffect>, SubjectError> {
        let effect = self.turned(tx).await?;
        let scopes = self.people.iter().map(|(_, scope)| scope);
        let foreseen = store::whole::tree::foreseen(permit, effect, scopes);
        // Somebody of another firm was among them: nothing of it is told.
        foreseen.ok_or(SubjectError::Store(StoreError::Mixed(MixedViewers)))
    }
}

fn listed(counts: Counts) -> Vec<KindCount> {
    let each = counts.into_iter();
    each.map(|(kind, count)| KindCount { kind, count })
        .collect()
}

/// Who lost what, as a receipt says it: `lost_by=con_… document:2 invoice:1`.
pub(super) fn lost(effect: &TreeEffect) -> String {
    let mut said = String::new();
    for gain in &effect.contacts {
        let each: Vec<String> = gain
            .lost
            .iter()
            .map(|of| format!("{}:{}", of.kind, of.count))
            .collect();
        if !each.is_empty() || gain.subjects_lost > 0 {
            let subjects =
                (gain.subjects_lost > 0).then(|| format!("subject:{}", gain.subjects_lost));
            let all: Vec<String> = subjects.into_iter().chain(each).collect();
            said.push_str(&format!("&{}={}", gain.contact, all.join(",")));
        }
    }
    said
}
