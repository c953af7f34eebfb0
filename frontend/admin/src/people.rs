//! How it stands with a person: whether she can come in, and whether she ever did.

use crate::here::Here;
use crate::names;
use crate::route;
use crate::strings::t;
use contract::people::ContactRow;
use contract::staff::StaffRight;
use ui::act::{Act, Acts};
use ui::clock;
use ui::components::{Layout, RowParts, moment, row};
use ui::dom::View;
use ui::icon::Icon;
use ui::standing::{Chip, Tone};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    In,
    NotYet,
    Ended,
}

#[must_use]
pub const fn standing(row: &ContactRow) -> Standing {
    match (&row.role, &row.last_seen_at) {
        (None, _) => Standing::Ended,
        (Some(_), Some(_)) => Standing::In,
        (Some(_), None) => Standing::NotYet,
    }
}

#[must_use]
pub fn chip(row: &ContactRow) -> Chip {
    let words = &t().person;
    match standing(row) {
        Standing::In => Chip::new(Tone::Good, Icon::Check, words.is_in),
        Standing::NotYet => Chip::new(Tone::Plain, Icon::Dashed, words.not_in_yet),
        Standing::Ended => Chip::new(Tone::Plain, Icon::Lock, words.ended),
    }
}

/// "last in today 17:05", with the instant as an element of its own.
#[must_use]
pub fn last_in(at: Option<&str>) -> Option<View> {
    let at = clock::instant(at?);
    let told = (t().app.last_in)("\u{0}");
    let (before, after) = told.split_once('\u{0}')?;
    Some(View::from(vec![
        View::from(before),
        moment(&at).into(),
        View::from(after),
    ]))
}

/// The way to her page as she sees it, as long as she has one.
#[must_use]
pub fn look(here: Here, person: &ContactRow) -> Option<Act> {
    let can = here.can(StaffRight::Preview) && person.role.is_some();
    let label = || (t().sight.view_as)(&person.name);
    can.then(|| Act::open(label(), "", route::preview(person.id)).shortly(t().sight.view_as_short))
}

/// She in the list of her third party's people.
#[must_use]
pub fn person_row(here: Here, person: &ContactRow) -> View {
    let look = look(here, person);
    let mut under = vec![View::from(person.email.as_str())];
    under.extend(person.role.as_deref().map(|role| names::role(role).into()));
    under.extend(last_in(person.last_seen_at.as_deref()));
    row(RowParts {
        layout: if look.is_some() {
            Layout::Record
        } else {
            Layout::Whole
        },
        in_section: true,
        title: person.name.clone(),
        href: route::contact(person.id),
        under,
        chips: vec![chip(person)],
        acts: Acts {
            likely: look,
            more: Vec::new(),
        },
        ..RowParts::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::email::Email;
    use contract::id::ContactId;

    #[test]
    fn how_it_stands_with_her_is_one_of_three() {
        let row = |role: Option<&str>, seen: Option<&str>| ContactRow {
            id: ContactId::from_bytes([1; 16]),
            name: "Jo".to_owned(),
            email: Email::parse("jo@oakline.example").unwrap(),
            role: role.map(ToOwned::to_owned),
            off: vec![],
            sites: None,
            last_seen_at: seen.map(ToOwned::to_owned),
        };
        assert_eq!(standing(&row(Some("principal"), Some("x"))), Standing::In);
        assert_eq!(standing(&row(Some("principal"), None)), Standing::NotYet);
        assert_eq!(standing(&row(None, Some("x"))), Standing::Ended);
    }
}
