//! What a person chooses for this browser: how it looks, what it keeps, and for whom she acts.

use crate::account::{HatChoice, SignOut};
use crate::here::Here;
use leptos::prelude::*;
use ui::components::PageHead;
use ui::preference::Theme;
use ui::session::Who;
use ui::strings::t;

const fn theme_name(theme: Theme) -> &'static str {
    let words = &t().preferences;
    match theme {
        Theme::System => words.system,
        Theme::Light => words.light,
        Theme::Dark => words.dark,
    }
}

pub fn preferences() -> AnyView {
    let here = Here::now();
    let words = &t().preferences;
    let theme = RwSignal::new(Theme::chosen());
    let themes: Vec<_> = Theme::ALL
        .into_iter()
        .map(|one| {
            view! {
                <label class="check">
                    <input
                        type="radio"
                        name="theme"
                        prop:checked=move || theme.get() == one
                        on:change=move |_| {
                            one.choose();
                            theme.set(one);
                        }
                    />
                    <span>{theme_name(one)}</span>
                </label>
            }
        })
        .collect();
    let keep = here.app.keep;
    let email = move || {
        here.app.session.who.with(|who| match who {
            Who::In(view) => view.email.to_string(),
            _ => String::new(),
        })
    };
    view! {
        <PageHead title=Signal::derive(|| Some(words_title())) place=here.place()/>
        <fieldset class="group">
            <legend>{words.appearance}</legend>
            {themes}
        </fieldset>
        <fieldset class="group">
            <legend>{words.keep}</legend>
            {move || {
                if keep.by_profile.get() {
                    view! {
                        <label class="check">
                            <input
                                type="checkbox"
                                aria-describedby="keep-help"
                                prop:checked=move || keep.by_choice.get()
                                on:change=move |event| keep.choose(event_target_checked(&event))
                            />
                            <span>{words.keep_label}</span>
                        </label>
                        <p id="keep-help" class="soft">
                            {words.keep_help}
                        </p>
                    }
                        .into_any()
                } else {
                    view! { <p class="soft">{words.keep_closed}</p> }.into_any()
                }
            }}
        </fieldset>
        <section class="group">
            <h2>{words.account}</h2>
            <p>{words.signed_in_as} " " <b>{email}</b></p>
            <HatChoice app=here.app/>
            <SignOut app=here.app/>
        </section>
    }
    .into_any()
}

fn words_title() -> String {
    t().preferences.title.to_owned()
}
