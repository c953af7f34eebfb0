//! What is refused of a form, field by field; every fault at once.

use super::PeopleError;
use contract::id::{FirmId, SubjectId};
use contract::problem::FieldError;
use domain::policy::Beyond;
use domain::profile::{Library, Profile, resolve};
use std::collections::BTreeSet;
use store::{StoreError, Tx};

const MOST_NAME: usize = 200;

#[derive(Default)]
pub(crate) struct Faults(Vec<FieldError>);

impl Faults {
    pub(crate) fn add(&mut self, field: &str, code: &str, message: impl Into<String>) {
        self.0.push(FieldError {
            field: field.to_owned(),
            code: code.to_owned(),
            message: message.into(),
        });
    }

    /// A name on one line, without the space around it.
    pub(crate) fn name(&mut self, name: &str) -> String {
        let name = name.trim();
        if name.is_empty() {
            self.add("name", "missing", "write a name");
        } else if name.chars().count() > MOST_NAME {
            self.add(
                "name",
                "too_long",
                format!("at most {MOST_NAME} characters"),
            );
        } else if name.chars().any(char::is_control) {
            self.add("name", "invalid", "a name stands on one line");
        }
        name.to_owned()
    }

    /// What goes beyond whoever writes it. A field that is wrong anyhow is told of once.
    pub(super) fn beyond(&mut self, beyond: &[Beyond]) {
        for one in beyond {
            let field = one.field();
            if self.0.iter().any(|fault| fault.field == field) {
                continue;
            }
            let message = match one {
                Beyond::Role => "this role is not yours to give",
                Beyond::Off => "what is off for you stays off",
                Beyond::Cannot => "what you may not do yourself stays off",
                Beyond::Sites => "only sites that you see yourself",
            };
            self.add(field, "beyond", message);
        }
    }

    pub(crate) fn into_errors(self) -> Vec<FieldError> {
        self.0
    }

    pub(super) fn done(self) -> Result<(), PeopleError> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(PeopleError::Invalid(self.0))
        }
    }
}

/// The firm's profile of this id, as it is now.
pub(crate) async fn profile(
    tx: &Tx,
    firm: FirmId,
    id: &str,
) -> Result<Option<Profile>, StoreError> {
    let types = store::people::types(tx, firm).await?;
    let found = types.iter().find(|(name, _)| name == id);
    Ok(found.and_then(|(_, text)| resolve(text, &Library::of_firm(&types)).ok()))
}

/// Which of these are no subjects of the firm's.
pub(super) async fn foreign(
    tx: &Tx,
    firm: FirmId,
    sites: &[SubjectId],
) -> Result<BTreeSet<SubjectId>, StoreError> {
    let mut foreign: BTreeSet<_> = sites.iter().copied().collect();
    if !foreign.is_empty() {
        for (subject, _) in store::subjects::all(tx, firm).await? {
            foreign.remove(&subject.id);
        }
    }
    Ok(foreign)
}
