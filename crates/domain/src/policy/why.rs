//! Why a contact sees a record or does not: her role and the switches first, then interest and rule.

use super::{Viewer, scope_all, switch};
use crate::record::Standing;
use crate::slice::{self, RecordFacts, Why};

/// Explains the decision on one record, naming everything it rests on.
#[must_use]
pub fn why(viewer: &Viewer, facts: &RecordFacts) -> Why {
    let module = facts.kind.module();
    let (mut reasons, mut stops) = (Vec::new(), Vec::new());
    let mut told = |reason: String, stops_it: bool| {
        if stops_it {
            stops.push(reason.clone());
        }
        reasons.push(reason);
    };
    match viewer.profile().roles.get(viewer.role()) {
        None => told(
            format!(
                "the profile {} has no role {}: it sees nothing",
                viewer.profile().id,
                viewer.role()
            ),
            true,
        ),
        Some(role) if role.see.allows(&facts.kind) => told(
            format!("role {} may see a {}", viewer.role(), facts.kind),
            false,
        ),
        Some(_) => told(
            format!("role {} may not see a {}", viewer.role(), facts.kind),
            true,
        ),
    }
    for level in viewer.switched_off_by(module) {
        told(switch::told(viewer, level, module), true);
    }
    if let Some(role) = viewer.profile().roles.get(viewer.role()) {
        let opened = viewer.profile().opened(role, facts.kind);
        for action in opened.iter().filter(|one| viewer.cannot().contains(one)) {
            let reason = format!("switch: to {action} is switched off for this contact");
            told(reason, false);
        }
    }
    let decided = slice::why(&scope_all(viewer), facts);
    reasons.extend(decided.reasons);
    // A role or a switch leaves no rule of the kind, which then says nothing more.
    if stops.is_empty() || facts.standing == Standing::Internal {
        stops.extend(decided.stops);
    }
    Why {
        verdict: decided.verdict,
        reasons,
        rules: decided.rules,
        interests: decided.interests,
        stops,
    }
}
