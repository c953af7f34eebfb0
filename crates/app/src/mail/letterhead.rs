//! What of a firm is on its mails: its logo, who they are from, where answers go, the colour of the button, the lines at
//! the foot.
//! A mail that is about several firms has none of it.

use super::one_line;
use crate::Settings;
use crate::ports::Mailbox;
use contract::logo::{FirmLogo, LogoPicture};
use domain::face::Face;
use store::sign_in::Person;

/// Of an installation without a colour of its own.
const COLOUR: &str = "#1a56a8";

/// What a logo has room for at the head of a mail.
const WIDEST: u32 = 200;
const HIGHEST: u32 = 40;

pub(super) struct Letterhead {
    pub from: Mailbox,
    pub reply_to: Option<Mailbox>,
    pub colour: String,
    /// Of the words on the colour.
    pub ink: &'static str,
    /// Around a button, so that a pale one is seen on the card.
    pub edge: String,
    pub logo: Option<Logo>,
    pub foot: Vec<String>,
}

/// The firm's logo as a mail shows it; its name stands in its place where pictures are not shown.
pub(super) struct Logo {
    pub name: String,
    pub light: Option<Image>,
    pub dark: Option<Image>,
}

pub(super) struct Image {
    pub url: String,
    pub width: u32,
    pub height: u32,
}

impl Logo {
    fn of(settings: &Settings, name: &str, logo: &FirmLogo) -> Option<Self> {
        let image = |picture: &LogoPicture| {
            let (width, height) = fitted(picture);
            let home = settings.public_url.trim_end_matches('/');
            Image {
                url: format!("{home}{}", picture.path),
                width,
                height,
            }
        };
        let (light, dark) = (
            logo.light.as_ref().map(image),
            logo.dark.as_ref().map(image),
        );
        (light.is_some() || dark.is_some()).then(|| Self {
            name: one_line(name),
            light,
            dark,
        })
    }
}

/// As large as there is room for, and never larger than it is.
fn fitted(picture: &LogoPicture) -> (u32, u32) {
    let (width, height) = (picture.width.max(1), picture.height.max(1));
    let (high, wide) = (height.min(HIGHEST), width.min(WIDEST));
    if width * high <= wide * height {
        ((width * high / height).max(1), high)
    } else {
        (wide, (height * wide / width).max(1))
    }
}

impl Letterhead {
    pub(super) fn of(settings: &Settings, firm: Option<&Face>) -> Self {
        let Some(firm) = firm else {
            return Self {
                from: settings.mail_from.clone(),
                reply_to: None,
                colour: COLOUR.to_owned(),
                ink: "#ffffff",
                edge: COLOUR.to_owned(),
                logo: None,
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
            edge: brand.map_or(COLOUR, |brand| brand.edge()).to_owned(),
            logo: Logo::of(settings, &firm.name, &firm.logo),
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
