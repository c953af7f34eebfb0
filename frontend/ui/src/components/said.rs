//! The line that says what came of an act, to eyes and ears alike.

use crate::app::App;
use crate::browser;
use crate::icon::{Icon, icon};
use crate::strings::t;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Long enough to read twice; a complaint stays until it is dismissed.
const SHOWN_MS: i32 = 6_000;

#[component]
pub fn SaidLine() -> impl IntoView {
    let app = App::here();
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let Some(said) = app.said.get() else { return };
        turn.update_value(|n| *n = n.wrapping_add(1));
        let mine = turn.get_value();
        if !said.bad {
            spawn_local(async move {
                browser::sleep(SHOWN_MS).await;
                if turn.get_value() == mine {
                    app.said.set(None);
                }
            });
        }
    });
    // What changed is marked where it stands; for ears it is said here.
    Effect::new(move |_| {
        if app.live.seen.get() > 0 {
            app.say(t().live.just_now);
        }
    });
    view! {
        <div class="said" role="status">
            {move || {
                app.said
                    .get()
                    .map(|said| {
                        let class = if said.bad { "said-line is-bad" } else { "said-line" };
                        view! {
                            <div class=class>
                                {icon(if said.bad { Icon::Warning } else { Icon::Check })}
                                <span>{said.text}</span>
                                <button
                                    type="button"
                                    class="button is-quiet is-square"
                                    on:click=move |_| app.said.set(None)
                                >
                                    {icon(Icon::Close)}
                                    <span class="unseen">{t().app.dismiss}</span>
                                </button>
                            </div>
                        }
                    })
            }}
        </div>
    }
}
