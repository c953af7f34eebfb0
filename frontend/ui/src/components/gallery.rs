//! Photos: small ones in a grid, one at a time large. The large one is fetched only when somebody asks for it,
//! since that is what its receipt says.

use crate::components::Sheet;
use crate::icon::{Icon, icon};
use crate::strings::t;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

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

#[component]
pub fn Gallery(pictures: Vec<Picture>, #[prop(into)] title: String) -> impl IntoView {
    let len = pictures.len();
    let open = RwSignal::new(false);
    let at = RwSignal::new(0_usize);
    let small = pictures
        .iter()
        .enumerate()
        .map(|(n, picture)| {
            let words = (t().photos.photo_of)(n + 1, len, &picture.words);
            let inside = match &picture.small {
                Some(small) => view! {
                    <img src=small.clone() alt=words loading="lazy" decoding="async" width="320" height="240"/>
                }
                .into_any(),
                None => view! {
                    <span class="photo-name">{picture.name.clone()}</span>
                    <span class="unseen">{words}</span>
                }
                .into_any(),
            };
            view! {
                <li>
                    <button
                        type="button"
                        class="photo"
                        on:click=move |_| {
                            at.set(n);
                            open.set(true);
                        }
                    >
                        {inside}
                    </button>
                </li>
            }
        })
        .collect_view();
    let pictures = StoredValue::new(pictures);
    let go = move |by: isize| at.update(|at| *at = step(*at, by, len));
    let key = move |event: KeyboardEvent| match event.key().as_str() {
        "ArrowLeft" => go(-1),
        "ArrowRight" => go(1),
        "Home" => at.set(0),
        "End" => at.set(len.saturating_sub(1)),
        _ => {}
    };
    let large = move || {
        let n = at.get();
        pictures.with_value(|all| all.get(n).cloned()).map(|picture| {
            view! {
                <figure class="large">
                    <img src=picture.large alt=(t().photos.photo_of)(n + 1, len, &picture.words)/>
                    <figcaption>
                        <span>{picture.words}</span>
                        <span class="soft">{(t().photos.place)(n + 1, len)}</span>
                    </figcaption>
                </figure>
                <div class="large-acts">
                    <button
                        type="button"
                        class="button"
                        aria-disabled=(n == 0).to_string()
                        on:click=move |_| go(-1)
                    >
                        {icon(Icon::ChevronLeft)}
                        {t().photos.previous}
                    </button>
                    <button
                        type="button"
                        class="button"
                        aria-disabled=(n + 1 >= len).to_string()
                        on:click=move |_| go(1)
                    >
                        {t().photos.next}
                        {icon(Icon::ChevronRight)}
                    </button>
                    <a class="button is-quiet" href=picture.save download="">
                        {icon(Icon::Download)}
                        {t().files.save}
                    </a>
                </div>
            }
        })
    };
    view! {
        <ul class="photos">{small}</ul>
        <Sheet open=open title=title class="is-wide">
            <div class="lightbox" on:keydown=key>
                {large}
            </div>
        </Sheet>
    }
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
