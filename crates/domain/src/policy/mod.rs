//! Who is asking, and what of the rules applies to her. Everything a read or write may do starts here.

mod colleague;
mod passkey;
mod permit;
mod staff;
mod switch;
mod viewer;
mod why;

pub use colleague::{Beyond, ColleagueFacts, ColleaguePermit, Manager, Rights, manager};
pub use passkey::{AddPasskey, RemovePasskey, permit_add_passkey, permit_remove_passkey};
pub use permit::{Denial, EndDevice, EndForFirm, Permit, permit_end_device, permit_end_for_firm};
pub use staff::{
    DoJobs, EditFirm, EditPeople, EditProfiles, EditRecords, EditSubjects, EndAccess, Explain,
    Import, Invite, ManageStaff, Preview, Right, SeePeople, SeeProfiles, SeeReceipts, SeeRecords,
    SeeSubjects, ShareRecords, StaffFacts, StaffPermit, StaffViewer, permit_staff, staff_may,
};
pub use switch::{Level, switched_off};
pub use viewer::{Attested, Supposed, Unscoped, Viewer, ViewerKey};
pub use why::why;

use crate::slice::{Grant, Scope, Via};
use contract::kind::RecordKind;

/// What this viewer may see of these kinds, as plain data for the store.
#[must_use]
pub fn scope(viewer: &Viewer, kinds: &[RecordKind]) -> Scope {
    let profile = viewer.profile();
    let mut grants = Vec::new();
    if let Some(role) = profile.roles.get(viewer.role()) {
        let open = |kind: &RecordKind| {
            kinds.contains(kind) && role.see.allows(kind) && viewer.module_is_on(kind.module())
        };
        let by_relation = profile.relations.iter().flat_map(|(relation, rules)| {
            rules.iter().map(|(k, r)| (Via::Relation(*relation), k, r))
        });
        let by_share = profile.shared.iter().map(|(k, r)| (Via::Shared, k, r));
        for (via, kind, rule) in by_relation.chain(by_share).filter(|(_, k, _)| open(k)) {
            grants.push(Grant {
                via,
                kind: *kind,
                of: rule.of.clone(),
                extent: rule.extent,
                since: rule.since,
                lens: rule.lens,
                actions: rule
                    .actions
                    .iter()
                    .copied()
                    .filter(|a| role.act.allows(a) && !viewer.cannot().contains(a))
                    .collect(),
                weighted: rule.weighted,
            });
        }
    }
    Scope::new(viewer, profile.history, grants)
}

/// Every kind there is.
#[must_use]
pub fn scope_all(viewer: &Viewer) -> Scope {
    scope(viewer, RecordKind::ALL)
}
