//! What of a firm is on its mails: who they are from, where answers go, the colour of the button, the lines at the foot.
//! A mail that is about several firms has none of it.

use super::one_line;
use crate::Settings;
use crate::ports::Mailbox;
use domain::face::Face;
use store::sign_in::Person;

/// Of an installation without a colour of its own.
const COLOUR: &str = "#1a56a8";

pub(super) struct Letterhead {
    pub from: Mailbox,
    pub reply_to: Option<Mailbox>,
    pub colour: String,
    /// Of the words on the colour.
    pub ink: &'static str,
    pub foot: Vec<String>,
}

impl Letterhead {
    pub(super) fn of(settings: &Settings, firm: Option<&Face>) -> Self {
        let Some(firm) = firm else {
            return Self {
                from: settings.mail_from.clone(),
                reply_to: None,
                colour: COLOUR.to_owned(),
                ink: "#ffffff",
                foot: Vec::new(),
            };
        };
        let name = one_line(firm.sender.as_ref().unwrap_or(&firm.name));
        let brand = firm.brand.as_ref();
        Self {
            reply_to: firm.reply_to.as_ref().map(|email| Mailbox {
                name: name.clone(),
                email: email.to_string(),
            }),
            from: Mailbox {
                name,
                email: settings.mail_from.email.clone(),
            },
            colour: brand.map_or(COLOUR, |brand| brand.as_str()).to_owned(),
            ink: brand.map_or("#ffffff", |brand| brand.ink()),
            foot: firm.footer.iter().map(|line| one_line(line)).collect(),
        }
    }
}

/// The firm of all her places, if they are all of one.
pub(super) fn only_firm(person: &Person) -> Option<&Face> {
    let first = &person.places.first()?.firm;
    // A name alone is no firm: another may take it.
    person
        .places
        .iter()
        .all(|place| place.firm == *first)
        .then_some(first)
}
