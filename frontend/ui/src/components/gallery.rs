//! Photos: small ones in a grid, one at a time large. The large one is fetched only when somebody asks for it,
//! since that is what its receipt says.

use crate::browser;
use crate::components::{Shape, sheet};
use crate::dom::{View, all, button, div, el, key, link, now, span, unseen};
use crate::icon::{Icon, icon};
use crate::strings::t;
use leptos::prelude::*;
use std::rc::Rc;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The small one; without it only the name is shown.
    pub small: Option<String>,
    pub large: String,
    pub save: String,
    /// What is on it, as far as anybody said.
    pub words: String,
    pub name: String,
}

/// The picture so many on, as long as there is one.
fn step(at: usize, by: isize, len: usize) -> usize {
    at.checked_add_signed(by)
        .filter(|to| *to < len)
        .unwrap_or(at)
}

/// `reached` says whether the server is: what is saved comes from there.
#[must_use]
pub fn gallery(pictures: Vec<Picture>, title: &str, reached: RwSignal<bool>) -> View {
    let len = pictures.len();
    let open = RwSignal::new(false);
    let at = RwSignal::new(0_usize);
    let small = all(pictures.iter().enumerate().map(|(n, picture)| {
        let show = button("photo", move || {
            at.set(n);
            open.set(true);
        });
        el("li").add(show.add(thumbnail(picture, n, len)))
    }));
    let pictures = Rc::new(pictures);
    let title = title.to_owned();
    let large = sheet(
        open,
        move || title.clone(),
        Shape::Wide,
        move || {
            let pictures = Rc::clone(&pictures);
            let one = now(move || {
                pictures
                    .get(at.get())
                    .map(|picture| large(picture, at, len, reached))
            });
            // Wherever in the sheet the focus is.
            browser::on_window("keydown", move |event| {
                let by: isize = match key(&event).as_str() {
                    "ArrowLeft" => -1,
                    "ArrowRight" => 1,
                    _ => return,
                };
                at.update(|at| *at = step(*at, by, len));
            });
            div("lightbox").add(one)
        },
    );
    vec![el("ul").class("photos").add(small).into(), large].into()
}

fn thumbnail(picture: &Picture, n: usize, len: usize) -> View {
    let words = (t().photos.photo_of)(n + 1, len, &picture.words);
    match &picture.small {
        Some(small) => el("img")
            .with("loading", "lazy")
            .with("decoding", "async")
            .with("width", "320")
            .with("height", "240")
            .with("alt", &words)
            .with("src", small)
            .into(),
        None => vec![
            span("photo-name", &picture.name).into(),
            unseen(&words).into(),
        ]
        .into(),
    }
}

fn large(picture: &Picture, at: RwSignal<usize>, len: usize, reached: RwSignal<bool>) -> View {
    let n = at.get_untracked();
    let words = &t().photos;
    let caption = el("figcaption")
        .add(span("", &picture.words))
        .add(span("soft", &(words.place)(n + 1, len)));
    let figure = el("figure")
        .class("large")
        .add(
            el("img")
                .with("alt", &(words.photo_of)(n + 1, len, &picture.words))
                .with("src", &picture.large),
        )
        .add(caption);
    let go = move |by: isize| button("button", move || at.update(|at| *at = step(*at, by, len)));
    // Without the server nothing can be saved.
    let href = picture.save.clone();
    let save = now(move || {
        reached.get().then(|| {
            link(&href)
                .class("button is-quiet")
                .with("download", "")
                .add(icon(Icon::Download))
                .add(t().files.save)
        })
    });
    let disabled = |is: bool| if is { "true" } else { "false" };
    let acts = div("large-acts")
        .add(
            go(-1)
                .with("aria-disabled", disabled(n == 0))
                .add(icon(Icon::ChevronLeft))
                .add(words.previous),
        )
        .add(
            go(1)
                .with("aria-disabled", disabled(n + 1 >= len))
                .add(words.next)
                .add(icon(Icon::ChevronRight)),
        )
        .add(save);
    vec![figure.into(), acts.into()].into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_and_the_last_photo_are_the_ends() {
        assert_eq!(step(0, -1, 3), 0);
        assert_eq!(step(0, 1, 3), 1);
        assert_eq!(step(2, 1, 3), 2);
        assert_eq!(step(0, 1, 0), 0);
    }
}
