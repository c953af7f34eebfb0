//! How the firm's colour looks while it is typed: a button and a link of a page, and the head of a mail, on light and on
//! dark. What is shown here is made as pages and mails make it.

use crate::strings::t;
use contract::firm::FirmView;
use contract::logo::{FirmLogo, Ground};
use leptos::prelude::*;
use ui::brand::{Colour, DARK, LIGHT, Theme};
use ui::components::image;
use ui::dom::{El, View, div, el, now, span};
use ui::source::Source;

/// Of a mail of a firm without a colour of its own.
const MAIL: Colour = Colour::new(0x1a, 0x56, 0xa8);
/// What a mail's card is made of in each theme.
const CARD: [Colour; 2] = [Colour::new(0xff, 0xff, 0xff), Colour::new(0x20, 0x25, 0x2b)];
/// Around a mail's button, where it could not be told from the card.
const EDGE: [Colour; 2] = [Colour::new(0x76, 0x76, 0x76), Colour::new(0x8b, 0x95, 0xa1)];
/// What the shape of something needs at least, as WCAG measures it.
const SHAPE: f64 = 3.0;

/// The colours of one theme's example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Look {
    accent: Colour,
    on_accent: Colour,
    mail: Colour,
    mail_ink: Colour,
    mail_edge: Colour,
}

impl Look {
    fn of(typed: &str, usual: &str, ground: Ground) -> Option<Self> {
        let brand = Colour::parse(typed);
        let accent = theme(ground).accent(brand.or_else(|| Colour::parse(usual))?);
        let mail = brand.unwrap_or(MAIL);
        let [light, _] = CARD;
        let [grey, edge] = EDGE;
        Some(Self {
            accent: accent.accent,
            on_accent: accent.on_accent,
            mail,
            mail_ink: mail.ink(),
            mail_edge: match ground {
                Ground::Light if mail.contrast(light) >= SHAPE => mail,
                Ground::Light => grey,
                Ground::Dark => edge,
            },
        })
    }
}

const fn theme(ground: Ground) -> Theme {
    match ground {
        Ground::Light => LIGHT,
        Ground::Dark => DARK,
    }
}

/// Both examples, side by side.
pub fn looks(
    source: Source,
    name: RwSignal<String>,
    brand: RwSignal<String>,
    usual: &'static str,
) -> El {
    let words = &t().face;
    let both = Ground::ALL.iter().fold(div("looks"), |both, ground| {
        both.add(example(source, name, brand, usual, *ground))
    });
    el("section")
        .class("section")
        .add(el("h2").add(words.look))
        .add(both)
}

fn example(
    source: Source,
    name: RwSignal<String>,
    brand: RwSignal<String>,
    usual: &'static str,
    ground: Ground,
) -> El {
    let words = &t().face;
    let (title, class) = match ground {
        Ground::Light => (words.on_light, "look ground is-light"),
        Ground::Dark => (words.on_dark, "look ground is-dark"),
    };
    let property = move |part: fn(Look) -> Colour| {
        move || {
            brand
                .with(|typed| Look::of(typed, usual, ground))
                .map(|look| part(look).to_string())
                .unwrap_or_default()
        }
    };
    let head = now(move || {
        let logo = source.found::<FirmView>().map(|firm| firm.logo.clone());
        mail_head(logo.as_ref(), &name.get(), ground)
    });
    let page = div("look-page")
        .add(span("button is-main", words.button))
        .add(span("look-link", words.link));
    let mail = div("look-mail")
        .add(head)
        .add(span("look-act", words.mail_button));
    div(class)
        .with("role", "group")
        .with("aria-label", title)
        .property_now("--accent", property(|look| look.accent))
        .property_now("--on-accent", property(|look| look.on_accent))
        .property_now("--mail", property(|look| look.mail))
        .property_now("--mail-ink", property(|look| look.mail_ink))
        .property_now("--mail-edge", property(|look| look.mail_edge))
        .add(el("h3").add(title))
        .add(span("soft", words.page))
        .add(page)
        .add(span("soft", words.mail))
        .add(mail)
}

/// The logo that a mail has on this ground, or the firm's name where it has none.
fn mail_head(logo: Option<&FirmLogo>, name: &str, ground: Ground) -> View {
    let Some((picture, made_for)) = logo.and_then(|logo| shown(logo, ground)) else {
        return el("b").add(name.trim()).into();
    };
    let class = if made_for == ground {
        "look-logo"
    } else if made_for == Ground::Light {
        "look-logo plate is-light"
    } else {
        "look-logo plate is-dark"
    };
    span(class, "").add(image(picture, name.trim())).into()
}

/// The picture for that ground, else the only one there is, and the ground it was made for.
fn shown(logo: &FirmLogo, ground: Ground) -> Option<(&contract::logo::LogoPicture, Ground)> {
    let other = match ground {
        Ground::Light => Ground::Dark,
        Ground::Dark => Ground::Light,
    };
    [ground, other]
        .into_iter()
        .find_map(|one| logo.of(one).map(|picture| (picture, one)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::logo::LogoPicture;

    #[test]
    fn what_is_shown_of_pale_and_dark_colours_can_be_read() {
        for typed in ["#ffee00", "#101010", "#7fffd4", "", "#0f5f4"] {
            for ground in Ground::ALL {
                let look = Look::of(typed, "#0f5f4e", *ground).unwrap();
                assert!(
                    look.on_accent.contrast(look.accent) >= 4.5,
                    "{typed} {ground}"
                );
                assert!(
                    look.accent.contrast(theme(*ground).sheet) >= 4.5,
                    "{typed} {ground}"
                );
                assert!(look.mail_ink.contrast(look.mail) >= 4.5, "{typed} {ground}");
                let card = match ground {
                    Ground::Light => CARD[0],
                    Ground::Dark => CARD[1],
                };
                assert!(look.mail_edge.contrast(card) >= SHAPE, "{typed} {ground}");
            }
        }
    }

    #[test]
    fn the_only_picture_is_shown_on_both_grounds() {
        let picture = |path: &str| LogoPicture {
            path: path.to_owned(),
            width: 1,
            height: 1,
        };
        let one = FirmLogo {
            light: Some(picture("l")),
            dark: None,
        };
        let on =
            |logo: &FirmLogo, ground| shown(logo, ground).map(|(p, made)| (p.path.clone(), made));
        assert_eq!(
            on(&one, Ground::Dark),
            Some(("l".to_owned(), Ground::Light))
        );
        let both = FirmLogo {
            dark: Some(picture("d")),
            ..one
        };
        assert_eq!(
            on(&both, Ground::Dark),
            Some(("d".to_owned(), Ground::Dark))
        );
        assert_eq!(
            on(&both, Ground::Light),
            Some(("l".to_owned(), Ground::Light))
        );
        assert_eq!(on(&FirmLogo::default(), Ground::Light), None);
    }
}
