//! What types, roles and modules are called: as they are named in the firm's own profiles, written as a person would.

use crate::strings::t;
use contract::kind::{Action, Module};
use contract::staff::StaffRole;
use ui::format::capital;

#[must_use]
pub fn plain(name: &str) -> String {
    name.replace(['-', '_'], " ")
}

/// `letting-agent` as `Letting agent`.
#[must_use]
pub fn kind(profile: &str) -> String {
    capital(&plain(profile))
}

/// `part-owner` as `Part owner`.
#[must_use]
pub fn role(role: &str) -> String {
    capital(&plain(role))
}

#[must_use]
pub const fn staff_role(role: StaffRole) -> &'static str {
    let words = &t().staff_roles;
    match role {
        StaffRole::Owner => words.owner,
        StaffRole::Office => words.office,
        StaffRole::Field => words.field,
    }
}

#[must_use]
pub const fn module(module: Module) -> &'static str {
    let words = &t().modules;
    match module {
        Module::Properties => words.properties,
        Module::Jobs => words.jobs,
        Module::Diary => words.diary,
        Module::Certificates => words.certificates,
        Module::Photos => words.photos,
        Module::Invoices => words.invoices,
        Module::Plan => words.plan,
    }
}

#[must_use]
pub const fn action(action: Action) -> &'static str {
    let words = &t().people.actions;
    match action {
        Action::Download => words.download,
        Action::Resend => words.resend,
        Action::Pay => words.pay,
        Action::Query => words.query,
        Action::QueryLine => words.query_line,
        Action::Approve => words.approve,
        Action::RequestJob => words.request_job,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_profile_calls_something_is_written_as_a_person_would() {
        assert_eq!(kind("letting-agent"), "Letting agent");
        assert_eq!(role("out-of-hours_clinician"), "Out of hours clinician");
    }
}
