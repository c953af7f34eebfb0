//! The firm at the head of every page: its logo, else the first letter of its name.

use super::shell::two_names;
use crate::dom::{El, View, el, now, span};
use crate::format::initial;
use contract::logo::{FirmLogo, LogoPicture};
use leptos::prelude::*;

/// A picture so much wider than high has the firm's name in it, and needs no other beside it.
const WORDS: u32 = 2;

/// How a logo is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shown {
    /// On what it stands.
    class: &'static str,
    /// Each with its class; the theme chooses.
    pictures: Vec<(&'static str, LogoPicture)>,
    says_name: bool,
}

impl Shown {
    fn of(logo: &FirmLogo) -> Option<Self> {
        let (class, pictures) = match (&logo.light, &logo.dark) {
            (None, None) => return None,
            (Some(light), None) => ("logo on-light", vec![("", light.clone())]),
            (None, Some(dark)) => ("logo on-dark", vec![("", dark.clone())]),
            (Some(light), Some(dark)) => (
                "logo",
                vec![("for-light", light.clone()), ("for-dark", dark.clone())],
            ),
        };
        let is_wide = |picture: &LogoPicture| picture.width >= WORDS * picture.height.max(1);
        Some(Self {
            class,
            says_name: pictures.iter().all(|(_, picture)| is_wide(picture)),
            pictures,
        })
    }
}

/// Its logo and its name, and what stands under it.
#[must_use]
pub fn firm_names(name: &str, logo: &FirmLogo, under: &str) -> View {
    let (name, under) = (name.to_owned(), under.to_owned());
    let Some(shown) = Shown::of(logo) else {
        return plain(&name, &under);
    };
    // A picture that does not come is no reason to be without a name.
    let is_gone = RwSignal::new(false);
    now(move || {
        if is_gone.get() {
            return plain(&name, &under);
        }
        let pictures = pictures(&shown, &name, is_gone);
        if shown.says_name {
            let under = span("soft", &under);
            el("span")
                .class("firm-names has-logo")
                .add(pictures)
                .add(under)
                .into()
        } else {
            vec![
                pictures.into(),
                two_names("firm-names", &name, &under).into(),
            ]
            .into()
        }
    })
}

fn plain(name: &str, under: &str) -> View {
    let mark = span("mark", &initial(name)).with("aria-hidden", "true");
    vec![mark.into(), two_names("firm-names", name, under).into()].into()
}

fn pictures(shown: &Shown, name: &str, is_gone: RwSignal<bool>) -> El {
    let alt = if shown.says_name { name } else { "" };
    shown
        .pictures
        .iter()
        .fold(el("span").class(shown.class), |span, (class, picture)| {
            span.add(image(picture, alt).class(class).on("error", move |_| {
                let _ = is_gone.try_set(true);
            }))
        })
}

/// The picture itself. One that the theme does not show is not fetched.
#[must_use]
pub fn image(picture: &LogoPicture, alt: &str) -> El {
    el("img")
        .with("alt", alt)
        .with("width", &picture.width.to_string())
        .with("height", &picture.height.to_string())
        .with("loading", "lazy")
        .with("src", &picture.path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32) -> LogoPicture {
        LogoPicture {
            path: "/logo/1.png".to_owned(),
            width,
            height: 100,
        }
    }

    #[test]
    fn a_picture_alone_stands_on_the_ground_it_was_made_for() {
        let of = |light: bool, dark: bool| {
            Shown::of(&FirmLogo {
                light: light.then(|| picture(100)),
                dark: dark.then(|| picture(100)),
            })
        };
        assert_eq!(of(false, false), None);
        let class = |light, dark| of(light, dark).map(|shown| (shown.class, shown.pictures.len()));
        assert_eq!(class(true, false), Some(("logo on-light", 1)));
        assert_eq!(class(false, true), Some(("logo on-dark", 1)));
        assert_eq!(class(true, true), Some(("logo", 2)));
    }

    #[test]
    fn a_wide_picture_says_the_name_and_a_round_one_does_not() {
        let says = |light: u32, dark: Option<u32>| {
            let logo = FirmLogo {
                light: Some(picture(light)),
                dark: dark.map(picture),
            };
            Shown::of(&logo).is_some_and(|shown| shown.says_name)
        };
        assert!(says(200, None) && says(600, Some(600)));
        assert!(!says(199, None) && !says(600, Some(100)));
    }
}
