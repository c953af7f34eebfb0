//! Why a contact sees a record or does not: her role and the switches first, then interest and rule.

use super::{Viewer, scope_all};
use crate::slice::{self, RecordFacts, Why};

/// Explains the decision on one record, naming everything it rests on.
#[must_use]
pub fn why(viewer: &Viewer, facts: &RecordFacts) -> Why {
    let module = facts.kind.module();
    let mut reasons = vec![match viewer.profile().roles.get(viewer.role()) {
        None => format!(
            "the profile {} has no role {}: it sees nothing",
            viewer.profile().id,
            viewer.role()
        ),
        Some(role) if role.see.allows(&facts.kind) => {
            format!("role {} may see a {}", viewer.role(), facts.kind)
        }
        Some(_) => format!("role {} may not see a {}", viewer.role(), facts.kind),
    }];
    if viewer.switched_off_by_firm(module) {
        reasons.push(format!("switch: the firm has {module} switched off"));
    }
    if viewer.switched_off_for_contact(module) {
        reasons.push(format!("switch: {module} is switched off for this contact"));
    }
    let decided = slice::why(&scope_all(viewer), facts);
    reasons.extend(decided.reasons);
    Why {
        verdict: decided.verdict,
        reasons,
    }
}
