//! Who I am and for whom I act, and the pages that are about me: one sheet, from the name on top and from "More".

use crate::here::Here;
use crate::route;
use crate::shell::further_ways;
use contract::id::ContactId;
use contract::session::Hat;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use ui::app::App;
use ui::components::Sheet;
use ui::icon::{Icon, icon};
use ui::session::Who;
use ui::strings::t;

/// All hats of the session.
fn hats(app: App) -> Vec<Hat> {
    app.session.who.with(|who| match who {
        Who::In(view) => view.hats.clone(),
        _ => Vec::new(),
    })
}

fn email(app: App) -> String {
    app.session.who.with(|who| match who {
        Who::In(view) => view.email.to_string(),
        _ => String::new(),
    })
}

/// The hats to choose from; nothing where there is only one.
#[component]
pub fn HatChoice(app: App, #[prop(optional)] done: Option<Callback<()>>) -> impl IntoView {
    let navigate = use_navigate();
    let wear = Callback::new(move |(id, name): (ContactId, String)| {
        app.session.wear(id);
        app.say((t().app.now_for)(&name));
        if let Some(done) = done {
            done.run(());
        }
        // A page of the hat before is not one of this.
        navigate(route::HOME, leptos_router::NavigateOptions::default());
    });
    move || {
        let all = hats(app);
        let worn = app.client.hat.get();
        (all.len() > 1).then(|| {
            let rows = all
                .into_iter()
                .map(|hat| {
                    let current = worn == Some(hat.id);
                    let id = hat.id;
                    let name = hat.third_party.clone();
                    view! {
                        <li>
                            <button
                                type="button"
                                class="choice"
                                aria-current=current.then_some("true")
                                on:click=move |_| wear.run((id, name.clone()))
                            >
                                <span class="choice-main">
                                    <b>{(t().app.at_firm)(&hat.third_party, &hat.firm)}</b>
                                    <span class="soft">
                                        {format!("{}, {}", hat.name, hat.role.replace(['-', '_'], " "))}
                                    </span>
                                </span>
                                {current.then(|| icon(Icon::Check))}
                            </button>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <h3 class="sheet-label">{t().app.acting_for}</h3>
                <ul class="choices">{rows}</ul>
            }
        })
    }
}

#[component]
pub fn SignOut(app: App) -> impl IntoView {
    let out = move |_| {
        spawn_local(async move {
            if app.session.sign_out().await.is_err() {
                app.complain(t().app.sign_out_failed);
            }
        });
    };
    view! {
        <button type="button" class="item" on:click=out>
            {icon(Icon::SignOut)}
            <span>{t().app.sign_out}</span>
        </button>
    }
}

#[component]
pub fn AccountSheet(open: RwSignal<bool>, app: App) -> impl IntoView {
    let here = Here::now();
    let close = Callback::new(move |()| open.set(false));
    let item = move |name: String, href: String, which: Icon, class: &'static str| {
        view! {
            <li class=class>
                <a class="item" href=href on:click=move |_| open.set(false)>
                    {icon(which)}
                    <span>{name}</span>
                </a>
            </li>
        }
    };
    view! {
        <Sheet open=open title=t().app.account class="is-side">
            <p class="sheet-me">
                {move || here.hat.get().map(|hat| view! { <b>{hat.name}</b> })}
                <span class="soft">{move || email(app)}</span>
            </p>
            <HatChoice app=app done=close/>
            <ul class="items">
                {move || {
                    let words = here.words.get();
                    here.hat
                        .get()
                        .map(|hat| {
                            further_ways(&hat, &words)
                                .into_iter()
                                .map(|way| item(way.name, way.href, way.icon, "is-narrow-only"))
                                .collect_view()
                        })
                }}
                {item(t().receipts.title.to_owned(), route::RECEIPTS.to_owned(), Icon::History, "")}
                {item(t().devices.title.to_owned(), route::DEVICES.to_owned(), Icon::Desktop, "")}
                {item(
                    t().preferences.title.to_owned(),
                    route::PREFERENCES.to_owned(),
                    Icon::Preferences,
                    "",
                )}
                <li>
                    <SignOut app=app/>
                </li>
            </ul>
        </Sheet>
    }
}
