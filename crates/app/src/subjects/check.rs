//! What is refused of a form, field by field; every fault at once.

use super::SubjectError;
use crate::people::{Faults, profile};
use contract::id::{FirmId, ThirdPartyId};
use contract::kind::Relation;
use domain::interest::Interest;
use domain::subject::{Subject, parse_postcode, parse_uprn};
use store::{StoreError, Tx};

const MOST_ADDRESS: usize = 500;

pub(super) fn done(faults: Faults) -> Result<(), SubjectError> {
    let faults = faults.into_errors();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(SubjectError::Invalid(faults))
    }
}

/// What was asked for, if nothing of it is refused.
pub(super) fn fitting<T>(asked: Option<T>, faults: Faults) -> Result<T, SubjectError> {
    let faults = faults.into_errors();
    match asked {
        Some(asked) if faults.is_empty() => Ok(asked),
        _ => Err(SubjectError::Invalid(faults)),
    }
}

/// A subject's texts in the spelling they are kept in.
pub(super) fn spell(subject: &mut Subject) -> Result<(), SubjectError> {
    let mut faults = Faults::default();
    subject.name = faults.name(&subject.name);
    subject.address = subject.address.trim().to_owned();
    if subject.address.chars().count() > MOST_ADDRESS {
        let most = format!("at most {MOST_ADDRESS} characters");
        faults.add("address", "too_long", most);
    } else if subject.address.chars().any(char::is_control) {
        faults.add("address", "invalid", "an address stands on one line");
    }
    let optional = |text: &str, parse: fn(&str) -> Option<String>| match text.trim() {
        "" => Some(String::new()),
        text => parse(text),
    };
    match optional(&subject.postcode, parse_postcode) {
        Some(postcode) => subject.postcode = postcode,
        None => faults.add("postcode", "invalid", "this is not a UK postcode"),
    }
    match optional(&subject.uprn, parse_uprn) {
        Some(uprn) => subject.uprn = uprn,
        None => faults.add("uprn", "invalid", "a UPRN is up to twelve digits"),
    }
    done(faults)
}

/// Whether a third party is the firm's, and of a type that knows the relation: what no rule of its type names would
/// open nothing, whatever is written down.
pub(super) async fn may_stand(
    tx: &Tx,
    firm: FirmId,
    party: ThirdPartyId,
    relation: Relation,
    fields: (&str, &str),
    faults: &mut Faults,
) -> Result<(), StoreError> {
    let (party_field, relation_field) = fields;
    let Some(party) = store::people::third_party(tx, firm, party).await? else {
        faults.add(party_field, "unknown", "the firm has no such third party");
        return Ok(());
    };
    let profile = profile(tx, firm, &party.profile).await?;
    if !profile.is_some_and(|profile| profile.relations.contains_key(&relation)) {
        let why = format!(
            "{}'s type, {}, knows no `{relation}`",
            party.name, party.profile
        );
        faults.add(relation_field, "unknown", why);
    }
    Ok(())
}

/// Refuses what would give something to a third party that was put away.
pub(super) async fn in_use(
    tx: &Tx,
    firm: FirmId,
    party: ThirdPartyId,
    field: &str,
    faults: &mut Faults,
) -> Result<(), StoreError> {
    if store::merges::archived(tx, firm, party).await?.is_some() {
        faults.add(field, "archived", "it is archived: bring it back first");
    }
    Ok(())
}

/// Refuses an interest that says the same as another for some of the same days, at the field that the other is in the
/// way of.
pub(super) fn alone(
    new: &Interest,
    held: &[Interest],
    field: impl Fn(&Interest) -> &'static str,
    faults: &mut Faults,
) {
    let other = held.iter().find(|other| {
        other.id != new.id
            && other.third_party == new.third_party
            && other.relation == new.relation
            && other.period.overlaps(&new.period)
    });
    if let Some(other) = other {
        let first = other.period.first;
        let days = match other.period.last {
            Some(last) => format!("from {first} to {last}"),
            None => format!("from {first} on"),
        };
        faults.add(
            field(other),
            "overlap",
            format!("it has the same interest {days}"),
        );
    }
}
