//! How it stands with a person: whether she can come in, and whether she ever did.

use crate::here::Here;
use crate::names;
use crate::route;
use crate::strings::{Around, t};
use contract::people::{ContactRow, MailState};
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
        Standing::NotYet if row.invitation_mail == Some(MailState::Failed) => {
            Chip::new(Tone::Bad, Icon::Warning, t().people.invited.mail_failed)
        }
        Standing::NotYet => Chip::new(Tone::Plain, Icon::Dashed, words.not_in_yet),
        Standing::Ended => Chip::new(Tone::Plain, Icon::Lock, words.ended),
    }
}

/// "last in today 17:05", with the instant as an element of its own.
#[must_use]
pub fn last_in(at: Option<&str>) -> Option<View> {
    told_at(t().app.last_in, at?)
}

/// Words around a day, which is an element of its own.
#[must_use]
pub fn told_at(words: Around, at: &str) -> Option<View> {
    let told = words("\u{0}");
    let (before, after) = told.split_once('\u{0}')?;
    Some(View::from(vec![
        View::from(before),
        moment(&clock::instant(at)).into(),
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

/// When she was last in; or, as long as she was not, how it stands with her invitation.
#[must_use]
pub fn entered(row: &ContactRow) -> Option<View> {
    let words = &t().people.invited;
    match (standing(row), &row.invited_at) {
        (Standing::In | Standing::Ended, _) => last_in(row.last_seen_at.as_deref()),
        (Standing::NotYet, None) => Some(words.not_yet.into()),
        (Standing::NotYet, Some(at)) => {
            let words = match row.invitation_mail {
                Some(MailState::Failed) => words.failed,
                Some(MailState::OnItsWay) => words.on_its_way,
                Some(MailState::Sent) | None => words.not_in_yet,
            };
            told_at(words, at)
        }
    }
}

/// The same of everybody at a third party, of whom there are some.
#[must_use]
pub fn any_entered(seen_at: Option<&str>, invited_at: Option<&str>) -> Option<View> {
    let words = &t().people.invited;
    match (seen_at, invited_at) {
        (Some(at), _) => last_in(Some(at)),
        (None, Some(at)) => told_at(words.not_in_yet, at),
        (None, None) => Some(words.not_yet.into()),
    }
}

/// She in the list of her third party's people.
#[must_use]
pub fn person_row(here: Here, person: &ContactRow) -> View {
    let look = look(here, person);
    let mut under = vec![View::from(person.email.as_str())];
    under.extend(person.role.as_deref().map(|role| names::role(role).into()));
    under.extend(entered(person));
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
            cannot: vec![],
            sites: None,
            last_seen_at: seen.map(ToOwned::to_owned),
            invited_at: None,
            invitation_mail: None,
        };
        assert_eq!(standing(&row(Some("principal"), Some("x"))), Standing::In);
        assert_eq!(standing(&row(Some("principal"), None)), Standing::NotYet);
        assert_eq!(standing(&row(None, Some("x"))), Standing::Ended);
    }

    #[test]
    fn a_mail_that_failed_is_told_until_she_is_in() {
        let mut jo = ContactRow {
            id: ContactId::from_bytes([1; 16]),
            name: "Jo".to_owned(),
            email: Email::parse("jo@oakline.example").unwrap(),
            role: Some("principal".to_owned()),
            off: vec![],
            cannot: vec![],
            sites: None,
            last_seen_at: None,
            invited_at: Some("x".to_owned()),
            invitation_mail: Some(MailState::Failed),
        };
        assert_eq!(chip(&jo).tone, Tone::Bad);
        jo.last_seen_at = Some("y".to_owned());
        assert_eq!(chip(&jo).tone, Tone::Good);
    }
}
