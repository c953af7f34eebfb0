//! The mails the product writes: plain text and HTML of the same words, from templates. Names come from
//! imported data, so each is made one line before it reaches the text part.

mod letterhead;

use self::letterhead::{Letterhead, only_firm};
use crate::Settings;
use crate::ports::{Mail, Mailbox};
use crate::sign_in::place_text;
use askama::Template;
use domain::face::Face;
use domain::sign_in::{INVITATION_DAYS, MINUTES};
use store::session::Device;
use store::sign_in::Person;

/// A template could not be filled in.
#[derive(Debug, thiserror::Error)]
#[error("the mail could not be written")]
pub struct MailTextError(#[from] askama::Error);

#[derive(Template)]
#[template(path = "mail/sign_in.txt")]
struct SignInText<'a>(&'a SignIn<'a>);

#[derive(Template)]
#[template(path = "mail/sign_in.html")]
struct SignInHtml<'a>(&'a SignIn<'a>);

struct SignIn<'a> {
    head: Letterhead,
    name: String,
    email: &'a str,
    places: Vec<String>,
    url: &'a str,
    code: &'a str,
    browser: &'a str,
    minutes: u32,
}

/// The mail with the button and the code. `name` is its stable name: the same request is the same message.
pub(crate) fn sign_in(
    settings: &Settings,
    person: &Person,
    url: &str,
    code: &str,
    browser: &str,
    name: &str,
) -> Result<Mail, MailTextError> {
    let firm = only_firm(person);
    let facts = SignIn {
        head: Letterhead::of(settings, firm),
        name: one_line(&person.name),
        email: &person.email,
        places: person
            .places
            .iter()
            .map(|place| one_line(&place_text(place)))
            .collect(),
        url,
        code,
        browser,
        minutes: MINUTES,
    };
    Ok(Mail {
        message_id: message_id(settings, name),
        from: facts.head.from.clone(),
        to: Mailbox {
            name: facts.name.clone(),
            email: person.email.clone(),
        },
        reply_to: facts.head.reply_to.clone(),
        subject: match firm {
            Some(firm) => format!("Your sign-in link for {}", one_line(&firm.name)),
            None => "Your sign-in link".to_owned(),
        },
        text: SignInText(&facts).render()?,
        html: SignInHtml(&facts).render()?,
    })
}

#[derive(Template)]
#[template(path = "mail/device_ended.txt")]
struct DeviceEndedText<'a>(&'a DeviceEnded);

#[derive(Template)]
#[template(path = "mail/device_ended.html")]
struct DeviceEndedHtml<'a>(&'a DeviceEnded);

struct DeviceEnded {
    head: Letterhead,
    name: String,
    label: String,
    signed_in: String,
    url: String,
}

/// The mail that tells of a device signed out because its key was used twice.
pub(crate) fn device_ended(
    settings: &Settings,
    person: &Person,
    device: &Device,
    name: &str,
) -> Result<Mail, MailTextError> {
    let facts = DeviceEnded {
        head: Letterhead::of(settings, only_firm(person)),
        name: one_line(&person.name),
        label: one_line(&device.label),
        signed_in: chrono::DateTime::from_timestamp_micros(device.created_at)
            .map(|at| at.format("%-d %B %Y").to_string())
            .unwrap_or_default(),
        url: format!("{}/", settings.public_url.trim_end_matches('/')),
    };
    Ok(Mail {
        message_id: message_id(settings, name),
        from: facts.head.from.clone(),
        to: Mailbox {
            name: facts.name.clone(),
            email: person.email.clone(),
        },
        reply_to: facts.head.reply_to.clone(),
        subject: "We signed out one of your devices".to_owned(),
        text: DeviceEndedText(&facts).render()?,
        html: DeviceEndedHtml(&facts).render()?,
    })
}

#[derive(Template)]
#[template(path = "mail/passkeys_reset.txt")]
struct PasskeysResetText<'a>(&'a PasskeysReset);

#[derive(Template)]
#[template(path = "mail/passkeys_reset.html")]
struct PasskeysResetHtml<'a>(&'a PasskeysReset);

struct PasskeysReset {
    head: Letterhead,
    name: String,
    url: String,
}

/// The mail that tells of passkeys taken away by whoever runs the installation.
pub(crate) fn passkeys_reset(
    settings: &Settings,
    person: &Person,
    name: &str,
) -> Result<Mail, MailTextError> {
    let facts = PasskeysReset {
        head: Letterhead::of(settings, only_firm(person)),
        name: one_line(&person.name),
        url: format!("{}/", settings.public_url.trim_end_matches('/')),
    };
    Ok(Mail {
        message_id: message_id(settings, name),
        from: facts.head.from.clone(),
        to: Mailbox {
            name: facts.name.clone(),
            email: person.email.clone(),
        },
        reply_to: facts.head.reply_to.clone(),
        subject: "Your passkeys were removed".to_owned(),
        text: PasskeysResetText(&facts).render()?,
        html: PasskeysResetHtml(&facts).render()?,
    })
}

#[derive(Template)]
#[template(path = "mail/invitation.txt")]
struct InvitationText<'a>(&'a InvitationFacts<'a>);

#[derive(Template)]
#[template(path = "mail/invitation.html")]
struct InvitationHtml<'a>(&'a InvitationFacts<'a>);

struct InvitationFacts<'a> {
    head: Letterhead,
    name: String,
    email: &'a str,
    third_party: String,
    firm: String,
    by: Option<String>,
    url: &'a str,
    days: u32,
}

/// Whom an invitation is for, and to what.
pub(crate) struct Invitation<'a> {
    pub person: &'a str,
    pub email: &'a str,
    pub third_party: &'a str,
    pub firm: &'a Face,
    /// The colleague who asked her in, if one did.
    pub by: Option<&'a str>,
    pub url: &'a str,
}

/// The mail that brings somebody to her page for the first time.
pub(crate) fn invitation(
    settings: &Settings,
    invitation: &Invitation<'_>,
    name: &str,
) -> Result<Mail, MailTextError> {
    let facts = InvitationFacts {
        head: Letterhead::of(settings, Some(invitation.firm)),
        name: one_line(invitation.person),
        email: invitation.email,
        third_party: one_line(invitation.third_party),
        firm: one_line(&invitation.firm.name),
        by: invitation.by.map(one_line),
        url: invitation.url,
        days: INVITATION_DAYS,
    };
    Ok(Mail {
        message_id: message_id(settings, name),
        from: facts.head.from.clone(),
        to: Mailbox {
            name: facts.name.clone(),
            email: invitation.email.to_owned(),
        },
        reply_to: facts.head.reply_to.clone(),
        subject: format!("Your page at {}", facts.firm),
        text: InvitationText(&facts).render()?,
        html: InvitationHtml(&facts).render()?,
    })
}

fn message_id(settings: &Settings, name: &str) -> String {
    let host = settings
        .mail_from
        .email
        .rsplit_once('@')
        .map_or("localhost", |(_, host)| host);
    format!("<{name}@{host}>")
}

/// One line of words with single spaces between them.
fn one_line(text: &str) -> String {
    let spaced = text.replace(
        |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'),
        " ",
    );
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::sign_in::Place;

    fn settings() -> Settings {
        Settings {
            public_url: "https://pages.halden.example/".to_owned(),
            mail_from: Mailbox {
                name: "Sightline".to_owned(),
                email: "pages@halden.example".to_owned(),
            },
        }
    }

    fn written(name: &str, places: &[(&str, &str)]) -> Mail {
        let person = Person {
            identity: contract::id::Id::from_bytes([1; 16]),
            email: "jo@oakline.example".to_owned(),
            name: name.to_owned(),
            places: places
                .iter()
                .map(|(t, f)| Place {
                    third_party: Some((*t).to_owned()),
                    firm: Face::named((*f).to_owned()),
                })
                .collect(),
        };
        let url = "https://pages.halden.example/in#TOKEN";
        sign_in(
            &settings(),
            &person,
            url,
            "042042",
            "Firefox on Windows",
            "sign-in.1",
        )
        .unwrap()
    }

    #[test]
    fn both_parts_hold_the_link_the_code_and_where_they_lead() {
        let mail = written("Jo Bloggs", &[("Oakline Lettings", "Halden Electrical")]);
        for part in [&mail.text, &mail.html] {
            for words in [
                "https://pages.halden.example/in#TOKEN",
                "042042",
                "Jo Bloggs",
                "Oakline Lettings at Halden Electrical",
                "15 minutes",
                "Firefox on Windows",
            ] {
                assert!(part.contains(words), "{words} is missing in {part}");
            }
        }
        assert_eq!(mail.subject, "Your sign-in link for Halden Electrical");
        assert_eq!(mail.message_id, "<sign-in.1@halden.example>");
        assert_eq!(
            mail.html.matches("href=").count(),
            1,
            "one button and nothing else to press"
        );
    }

    #[test]
    fn people_of_several_firms_are_not_told_one_of_them() {
        let mail = written(
            "Jo",
            &[("Oakline", "Halden"), ("Oakline", "Brook Plumbing")],
        );
        assert_eq!(mail.subject, "Your sign-in link");
        assert_eq!(mail.from.name, "Sightline");
        assert!(mail.text.contains("Oakline at Brook Plumbing"));
    }

    #[test]
    fn a_firms_mail_has_its_face() {
        let face = contract::firm::FirmFace {
            name: "Halden Electrical".to_owned(),
            brand: Some("#ffee00".to_owned()),
            sender: Some("The office at Halden".to_owned()),
            reply_to: contract::email::Email::parse("office@halden.example").ok(),
            footer: vec!["Registered in England <01234567>".to_owned()],
        };
        let face = Face::parse(face).unwrap();
        let to = Invitation {
            person: "Jo",
            email: "jo@oakline.example",
            third_party: "Oakline Lettings",
            firm: &face,
            by: None,
            url: "https://pages.halden.example/in#TOKEN",
        };
        let mail = invitation(&settings(), &to, "invitation.1").unwrap();
        assert_eq!(mail.from.name, "The office at Halden");
        assert_eq!(mail.from.email, "pages@halden.example");
        assert_eq!(mail.reply_to.unwrap().email, "office@halden.example");
        assert!(
            mail.text.ends_with("\n\nRegistered in England <01234567>"),
            "{}",
            mail.text
        );
        assert!(
            mail.html
                .contains("Registered in England &#60;01234567&#62;")
        );
        // Black words on a pale button.
        assert!(mail.html.contains("bgcolor=\"#ffee00\""));
        assert!(mail.html.contains("color:#000000"));
        // The firm asks her in, unless a colleague did: in her own name, on one line.
        assert!(!mail.text.contains("asks you in"), "{}", mail.text);
        let asked = Invitation {
            by: Some("Paul\r\n<b>Oak"),
            ..to
        };
        let mail = invitation(&settings(), &asked, "invitation.2").unwrap();
        let said = "Paul <b>Oak of Oakline Lettings asks you in: Halden Electrical has made";
        assert!(mail.text.contains(said), "{}", mail.text);
        assert!(!mail.html.contains("<b>"), "{}", mail.html);
    }

    fn with_logo(light: bool, dark: bool) -> String {
        let picture = |address: &str| contract::logo::LogoPicture {
            path: contract::paths::logo(address),
            width: 600,
            height: 100,
        };
        let mut firm = Face::named("Halden & Daughters".to_owned());
        firm.logo.light = light.then(|| picture("1111"));
        firm.logo.dark = dark.then(|| picture("dddd"));
        let to = Invitation {
            person: "Jo",
            email: "jo@oakline.example",
            third_party: "Oakline Lettings",
            firm: &firm,
            by: None,
            url: "https://pages.halden.example/in#TOKEN",
        };
        invitation(&settings(), &to, "invitation.1").unwrap().html
    }

    #[test]
    fn a_logo_stands_over_the_words_and_the_name_in_its_place_where_pictures_are_not_shown() {
        let (light, dark) = (
            "src=\"https://pages.halden.example/logo/1111.png\" alt=\"Halden &#38; Daughters\" \
             width=\"200\" height=\"33\"",
            "src=\"https://pages.halden.example/logo/dddd.png\" alt=\"Halden &#38; Daughters\"",
        );
        let both = with_logo(true, true);
        assert!(both.contains(light) && both.contains(dark), "{both}");
        assert!(both.contains("class=\"two\""), "{both}");
        assert!(both.find(light) < both.find("Hello Jo"));
        // One alone keeps the ground that it was made for.
        let one = with_logo(true, false);
        assert!(one.contains(light) && one.contains("class=\"plate\" bgcolor=\"#ffffff\""));
        assert_eq!(one.matches("<img").count(), 1);
        let other = with_logo(false, true);
        assert!(other.contains(dark) && other.contains("<td bgcolor=\"#20252b\""));
        assert_eq!(other.matches("<img").count(), 1);
        assert!(!with_logo(false, false).contains("<img"));
    }

    /// The words of a button can be read on it, whatever the firm's colour; nothing else of a mail has that colour.
    #[test]
    fn the_button_of_any_colour_can_be_read() {
        for colour in ["#ffee00", "#101010", "#7fffd4"] {
            let mut firm = Face::named("Halden".to_owned());
            firm.brand = colour.parse().ok();
            let to = Invitation {
                person: "Jo",
                email: "jo@oakline.example",
                third_party: "Oakline Lettings",
                firm: &firm,
                by: None,
                url: "https://pages.halden.example/in#TOKEN",
            };
            let html = invitation(&settings(), &to, "invitation.1").unwrap().html;
            let ink = firm.brand.as_ref().map(domain::brand::Brand::ink).unwrap();
            assert!(html.contains(&format!("bgcolor=\"{colour}\"")), "{html}");
            assert!(html.contains(&format!(
                "font-weight:bold;color:{ink};text-decoration:none"
            )));
            assert!(!html.contains(&format!("color:{colour};text")), "{html}");
        }
    }

    #[test]
    fn a_name_can_neither_start_a_line_nor_a_tag() {
        let mail = written(
            "Jo\r\n\r\nhttps://evil.example/<b>",
            &[("A & B \"Lets\"", "Halden")],
        );
        assert!(mail.text.contains("Hello Jo https://evil.example/<b>,"));
        assert!(!mail.html.contains("<b>"));
        assert!(mail.html.contains("A &#38; B"));
        assert_eq!(mail.to.name, "Jo https://evil.example/<b>");
    }
}
