//! Whom the benchmark signs in, chosen by what the database holds and not by name, so that it measures what is
//! there and says what that was.

use crate::database::Contact;
use anyhow::{Context as _, Result};
use contract::kind::{Action, RecordKind};
use std::collections::{BTreeMap, BTreeSet};

/// How many viewers load goes over in turn.
pub const VIEWERS: usize = 100;
/// On the rows about the number of third parties, the smaller dataset has no more.
pub const FEW_VIEWERS: usize = 50;
/// Rows of a full page.
pub const PAGE: i64 = 50;
/// A list shorter than this says nothing about lists.
const FEWEST: i64 = 10;

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Viewer {
    pub contact: Contact,
    /// What her requests carry: cookie and hat.
    pub headers: Vec<(String, String)>,
    /// What she may do with a record of a kind, as her session says.
    pub can: BTreeMap<RecordKind, Vec<Action>>,
}

/// Who is measured on one dataset.
pub struct Cast {
    /// In equal steps through everybody, those with a full page of both lists if there are enough of them.
    pub viewers: Vec<Contact>,
    /// The smallest slice worth listing, and the largest.
    pub small: Contact,
    pub big: Contact,
}

impl Cast {
    pub fn of(contacts: Vec<Contact>, viewers: usize) -> Result<Self> {
        let mut contacts = with_one_hat(contacts);
        contacts.retain(|c| c.unpaid_invoices > 0 && c.certificates > 0);
        let nobody = "nobody in the dataset has both unpaid invoices and certificates";
        let at_least = |rows: i64| {
            contacts
                .iter()
                .filter(move |c| c.unpaid_invoices >= rows && c.certificates >= rows)
        };
        let big = contacts.iter().max_by_key(|c| c.records).context(nobody)?;
        let small = at_least(FEWEST)
            .min_by_key(|c| c.records)
            .or_else(|| contacts.iter().min_by_key(|c| c.records))
            .context(nobody)?;
        // One slice that dwarfs all others is for the growth rows alone.
        let usual = median(contacts.iter().map(|c| c.records).collect());
        let is_usual = |c: &&Contact| c.records <= usual.saturating_mul(10);
        let mut many: Vec<&Contact> = at_least(PAGE).filter(is_usual).collect();
        if many.len() < viewers {
            many = contacts.iter().filter(is_usual).collect();
        }
        Ok(Self {
            viewers: spread(&many, viewers),
            small: small.clone(),
            big: big.clone(),
        })
    }
}

/// An address with two hats would have to choose.
fn with_one_hat(contacts: Vec<Contact>) -> Vec<Contact> {
    let mut seen = BTreeSet::new();
    let twice: BTreeSet<String> = contacts
        .iter()
        .filter(|c| !seen.insert(c.email.clone()))
        .map(|c| c.email.clone())
        .collect();
    contacts
        .into_iter()
        .filter(|c| !twice.contains(&c.email))
        .collect()
}

/// At most `wanted` of them, in equal steps.
fn spread(all: &[&Contact], wanted: usize) -> Vec<Contact> {
    let wanted = wanted.min(all.len());
    (0..wanted)
        .filter_map(|n| all.get(n * all.len() / wanted.max(1)))
        .map(|contact| (*contact).clone())
        .collect()
}

fn median(mut numbers: Vec<i64>) -> i64 {
    numbers.sort_unstable();
    numbers.get(numbers.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn contact(email: &str, each: i64) -> Contact {
        Contact {
            email: email.to_owned(),
            third_party: Uuid::nil(),
            unpaid_invoices: each,
            certificates: each,
            records: each * 2,
        }
    }

    #[test]
    fn the_one_who_dwarfs_all_others_is_no_usual_viewer() {
        let mut contacts: Vec<_> = (0..250).map(|n| contact(&format!("c{n}"), 60)).collect();
        contacts.push(contact("small", 50));
        contacts.push(contact("tiny", 3));
        contacts.push(contact("big", 25_000));
        contacts.push(contact("twice", 60));
        contacts.push(contact("twice", 60));
        let cast = Cast::of(contacts, VIEWERS).unwrap();
        assert_eq!(cast.viewers.len(), VIEWERS);
        assert!(cast.viewers.iter().all(|c| c.email.starts_with(['c', 's'])));
        assert_eq!(cast.small.email, "small");
        assert_eq!(cast.big.email, "big");
    }

    #[test]
    fn a_dataset_without_full_pages_is_measured_as_it_is() {
        let cast = Cast::of(vec![contact("a", 3), contact("b", 2)], VIEWERS).unwrap();
        assert_eq!(cast.viewers.len(), 2);
        assert!(Cast::of(vec![contact("a", 0)], VIEWERS).is_err());
    }
}
