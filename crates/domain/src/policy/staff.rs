//! What staff may do: a table of role and right, and nothing else. A use case of theirs takes a [`StaffPermit`], which
//! only this file makes; whatever they read is of their own firm.

use super::permit::Denial;
use super::viewer::{Viewer, ViewerKey};
use crate::receipt::{Act, Actor, Chain, Draft};
use contract::id::{DeviceId, FirmId, IdentityId, StaffId};
use contract::kind::Grade;
use contract::session::Assurance;
use contract::staff::{StaffRight, StaffRole};
use std::marker::PhantomData;

/// Whether the role has the right.
#[must_use]
pub const fn staff_may(role: StaffRole, right: StaffRight) -> bool {
    match role {
        StaffRole::Owner => true,
        StaffRole::Office => match right {
            StaffRight::SeePeople
            | StaffRight::EditPeople
            | StaffRight::Invite
            | StaffRight::EndAccess
            | StaffRight::SeeRecords
            | StaffRight::EditRecords
            | StaffRight::ShareRecords
            | StaffRight::DoJobs
            | StaffRight::Explain
            | StaffRight::SeeReceipts
            | StaffRight::Preview
            | StaffRight::SeeSubjects
            | StaffRight::EditSubjects
            | StaffRight::Import
            | StaffRight::SeeProfiles => true,
            StaffRight::ManageStaff | StaffRight::EditFirm | StaffRight::EditProfiles => false,
        },
        // Out on jobs: who may look at what is nothing she decides.
        StaffRole::Field => match right {
            StaffRight::SeeRecords
            | StaffRight::DoJobs
            | StaffRight::Explain
            | StaffRight::SeeSubjects => true,
            StaffRight::SeePeople
            | StaffRight::EditPeople
            | StaffRight::Invite
            | StaffRight::EndAccess
            | StaffRight::EditRecords
            | StaffRight::ShareRecords
            | StaffRight::SeeReceipts
            | StaffRight::Preview
            | StaffRight::EditSubjects
            | StaffRight::Import
            | StaffRight::ManageStaff
            | StaffRight::SeeProfiles
            | StaffRight::EditProfiles
            | StaffRight::EditFirm => false,
        },
    }
}

/// What the session proved and the database says of her place at the firm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffFacts {
    pub identity: IdentityId,
    pub device: DeviceId,
    pub staff: StaffId,
    pub firm: FirmId,
    pub name: String,
    pub role: StaffRole,
    /// How surely her session knows her.
    pub assurance: Assurance,
    /// Whether she has a passkey.
    pub passkey: bool,
}

/// A person of the firm, proved by a session. Only `store::session` attests one.
#[derive(Debug, Clone)]
pub struct StaffViewer {
    facts: StaffFacts,
}

impl StaffViewer {
    /// Vouches for somebody. Only for code that has just verified a session (`store::session`).
    #[must_use]
    pub const fn attest(facts: StaffFacts) -> Self {
        Self { facts }
    }

    #[must_use]
    pub const fn key(&self) -> ViewerKey {
        ViewerKey::of_staff(self.facts.staff)
    }
    #[must_use]
    pub const fn identity(&self) -> IdentityId {
        self.facts.identity
    }
    #[must_use]
    pub const fn staff(&self) -> StaffId {
        self.facts.staff
    }
    #[must_use]
    pub const fn firm(&self) -> FirmId {
        self.facts.firm
    }
    #[must_use]
    pub fn name(&self) -> &str {
        &self.facts.name
    }
    #[must_use]
    pub const fn role(&self) -> StaffRole {
        self.facts.role
    }

    /// Whether she must come in by her passkey first. Whoever may do everything at a firm and has one enters by nothing
    /// less: otherwise her mailbox would still open what the passkey guards.
    #[must_use]
    pub const fn must_show_passkey(&self) -> bool {
        matches!(self.facts.role, StaffRole::Owner)
            && self.facts.passkey
            && !matches!(self.facts.assurance, Assurance::Passkey)
    }

    /// All that she may do in this session.
    #[must_use]
    pub fn rights(&self) -> Vec<StaffRight> {
        let may = |right: &StaffRight| permit(self, *right).is_ok();
        StaffRight::ALL.iter().copied().filter(may).collect()
    }

    /// What she did, in her firm's chain.
    #[must_use]
    pub const fn draft(&self, act: Act, grade: Grade) -> Draft {
        let chain = Chain::firm(self.facts.firm);
        let mut draft = Draft::new(chain, Actor::Staff(self.facts.staff), act, grade);
        draft.device = Some(self.facts.device);
        draft
    }

    /// What she looked at on a contact's page as that contact sees it: her own act, never a view by the client.
    #[must_use]
    pub const fn preview(&self, of: &Viewer, act: Act) -> Draft {
        let mut draft = self.draft(act, Grade::Preview);
        draft.hat = Some(of.contact());
        draft.third_party = Some(of.third_party());
        draft
    }
}

/// Names a right in a type, so that a use case can say which one it needs.
pub trait Right {
    const RIGHT: StaffRight;
}

macro_rules! rights {
    ($($right:ident)*) => {$(
        #[derive(Debug, Clone, Copy)]
        pub enum $right {}
        impl Right for $right {
            const RIGHT: StaffRight = StaffRight::$right;
        }
    )*};
}
rights! {
    SeePeople EditPeople Invite EndAccess
    SeeSubjects EditSubjects
    SeeRecords EditRecords ShareRecords DoJobs
    Explain SeeReceipts Preview ManageStaff
    SeeProfiles EditProfiles EditFirm Import
}

/// Proof that somebody of the staff has this right at her firm. Reads of the whole firm and writes by staff take one.
#[derive(Debug)]
pub struct StaffPermit<R> {
    firm: FirmId,
    staff: StaffId,
    right: PhantomData<fn() -> R>,
}

impl<R: Right> StaffPermit<R> {
    #[must_use]
    pub const fn firm(&self) -> FirmId {
        self.firm
    }
    #[must_use]
    pub const fn staff(&self) -> StaffId {
        self.staff
    }
    /// Whose answers these will be.
    #[must_use]
    pub const fn key(&self) -> ViewerKey {
        ViewerKey::of_staff(self.staff)
    }
}

/// She knows that it is there, so a refusal hides nothing.
pub const fn permit_staff<R: Right>(viewer: &StaffViewer) -> Result<StaffPermit<R>, Denial> {
    match permit(viewer, R::RIGHT) {
        Ok(()) => Ok(StaffPermit {
            firm: viewer.firm(),
            staff: viewer.staff(),
            right: PhantomData,
        }),
        Err(denial) => Err(denial),
    }
}

const fn permit(viewer: &StaffViewer, right: StaffRight) -> Result<(), Denial> {
    if viewer.must_show_passkey() {
        Err(Denial::PasskeyRequired)
    } else if staff_may(viewer.role(), right) {
        Ok(())
    } else {
        Err(Denial::Forbidden)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;

    /// Printed whole, so that whoever changes the table sees what she changes.
    #[test]
    fn the_table_of_roles_and_rights() {
        let mut table = String::new();
        for right in StaffRight::ALL {
            let _ = write!(table, "{right}:");
            for role in StaffRole::ALL
                .iter()
                .filter(|role| staff_may(**role, *right))
            {
                let _ = write!(table, " {role}");
            }
            table.push('\n');
        }
        insta::assert_snapshot!(table, @r"
        see_people: owner office
        edit_people: owner office
        invite: owner office
        end_access: owner office
        see_records: owner office field
        edit_records: owner office
        share_records: owner office
        do_jobs: owner office field
        explain: owner office field
        see_receipts: owner office
        preview: owner office
        manage_staff: owner
        see_profiles: owner office
        edit_profiles: owner
        edit_firm: owner
        see_subjects: owner office field
        edit_subjects: owner office
        import: owner office
        ");
    }

    #[expect(clippy::disallowed_methods, reason = "nobody signs in here")]
    fn viewer(role: StaffRole, assurance: Assurance, passkey: bool) -> StaffViewer {
        StaffViewer::attest(StaffFacts {
            identity: IdentityId::from_bytes([1; 16]),
            device: DeviceId::from_bytes([2; 16]),
            staff: StaffId::from_bytes([3; 16]),
            firm: FirmId::from_bytes([4; 16]),
            name: "Hal".to_owned(),
            role,
            assurance,
            passkey,
        })
    }

    /// How many rights are left to each, by role, by how she signed in, and by whether she has a passkey.
    #[test]
    fn an_owner_with_a_passkey_enters_by_nothing_less() {
        let mut table = String::new();
        for role in StaffRole::ALL {
            for passkey in [false, true] {
                let _ = write!(
                    table,
                    "{role} {}:",
                    if passkey { "with" } else { "without" }
                );
                for assurance in [Assurance::Link, Assurance::Code, Assurance::Passkey] {
                    let viewer = viewer(*role, assurance, passkey);
                    let _ = write!(table, " {assurance:?} {}", viewer.rights().len());
                    let locked = matches!(
                        permit_staff::<SeeSubjects>(&viewer),
                        Err(Denial::PasskeyRequired)
                    );
                    assert_eq!(locked, viewer.must_show_passkey());
                    assert_eq!(locked, viewer.rights().is_empty());
                }
                table.push('\n');
            }
        }
        insta::assert_snapshot!(table, @r"
        owner without: Link 18 Code 18 Passkey 18
        owner with: Link 0 Code 0 Passkey 18
        office without: Link 15 Code 15 Passkey 15
        office with: Link 15 Code 15 Passkey 15
        field without: Link 4 Code 4 Passkey 4
        field with: Link 4 Code 4 Passkey 4
        ");
    }

    #[test]
    fn a_permit_is_of_her_own_firm_and_only_for_what_her_role_may() {
        let viewer = |role| viewer(role, Assurance::Link, false);
        let permit = permit_staff::<EditPeople>(&viewer(StaffRole::Office)).unwrap();
        assert_eq!(permit.firm(), FirmId::from_bytes([4; 16]));
        let refused = permit_staff::<EditPeople>(&viewer(StaffRole::Field));
        assert_eq!(refused.unwrap_err(), Denial::Forbidden);
        assert!(permit_staff::<ManageStaff>(&viewer(StaffRole::Office)).is_err());
        assert!(permit_staff::<ManageStaff>(&viewer(StaffRole::Owner)).is_ok());
    }
}
