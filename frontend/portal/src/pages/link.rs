//! The link of a mail. Looking at it says whom it signs in and uses nothing up, since mail scanners open links
//! and run scripts; only the button does. A used or old one is replaced in one tap.

use crate::pages::sign_in::complaint;
use crate::route;
use contract::paths;
use contract::sign_in::{PeekAnswer, PeekRequest, RedeemLink, RedeemRequest, SignInAccepted};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::app::App;
use ui::client::{Failure, handed_token};
use ui::components::PageHead;
use ui::icon::{Icon, icon};
use ui::strings::t;

/// What is known of the link.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Look {
    Looking,
    Whom(PeekAnswer),
    /// Used or old: a fresh one can be had for it.
    Spent,
    /// Not a whole link.
    Torn,
    Sent(u32),
    Failed(String),
}

/// What a refusal says of the link.
fn refusal(failure: &Failure) -> Look {
    match failure.slug() {
        Some("link-spent") => Look::Spent,
        Some("link-unknown") => Look::Torn,
        _ => Look::Failed(complaint(failure)),
    }
}

const fn title(look: &Look) -> &'static str {
    let words = &t().sign_in;
    match look {
        Look::Looking => words.link_looking,
        Look::Whom(_) | Look::Failed(_) => words.link_title,
        Look::Spent => words.link_spent,
        Look::Torn => words.link_torn,
        Look::Sent(_) => words.fresh_sent,
    }
}

#[component]
pub fn LinkPage() -> impl IntoView {
    let app = App::here();
    let words = &t().sign_in;
    let navigate = use_navigate();
    // Only here, in memory: a page that is loaded again has to be opened from the mail again.
    let token = StoredValue::new(handed_token());
    let look = RwSignal::new(Look::Looking);
    let busy = RwSignal::new(false);
    let peek = Callback::new(move |()| {
        let Some(token) = token.get_value() else {
            look.set(Look::Torn);
            return;
        };
        look.set(Look::Looking);
        spawn_local(async move {
            let answer = app.client.send(paths::PEEK, &PeekRequest { token }).await;
            let answer = answer.and_then(|answer| answer.read::<PeekAnswer>());
            look.set(match answer {
                Ok(whom) => Look::Whom(whom),
                Err(failure) => refusal(&failure),
            });
        });
    });
    peek.run(());
    let redeem = Callback::new(move |()| {
        let Some(token) = token.get_value().filter(|_| !busy.get_untracked()) else {
            return;
        };
        busy.set(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            let request = RedeemRequest::Link(RedeemLink { token });
            match app.client.send(paths::REDEEM, &request).await {
                Ok(_) => {
                    app.session.signed_in().await;
                    let options = NavigateOptions {
                        replace: true,
                        ..NavigateOptions::default()
                    };
                    navigate(route::HOME, options);
                }
                Err(failure) => {
                    busy.set(false);
                    look.set(refusal(&failure));
                }
            }
        });
    });
    let renew = Callback::new(move |()| {
        let Some(token) = token.get_value().filter(|_| !busy.get_untracked()) else {
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let path = format!("{}/renew", paths::SIGN_IN);
            let answer = app.client.send(&path, &PeekRequest { token }).await;
            busy.set(false);
            let answer = answer.and_then(|answer| answer.read::<SignInAccepted>());
            look.set(match answer {
                Ok(accepted) => Look::Sent(accepted.minutes),
                Err(failure) => refusal(&failure),
            });
        });
    });
    let main = move |text: &'static str, act: Callback<()>| {
        view! {
            <button
                type="button"
                class="button is-main"
                aria-disabled=move || busy.get().to_string()
                on:click=move |_| act.run(())
            >
                {text}
            </button>
        }
    };
    let inside = move || match look.get() {
        Look::Looking => view! { <span class="bone bone-name"></span> }.into_any(),
        Look::Whom(whom) => {
            let hats: Vec<_> = whom
                .hats
                .into_iter()
                .map(|hat| view! { <li>{hat}</li> })
                .collect();
            view! {
                <p>
                    {(words.link_for)(&whom.name)}
                    <br/>
                    <span class="soft">{whom.email.to_string()}</span>
                </p>
                {(!hats.is_empty())
                    .then(|| {
                        view! {
                            <p class="soft">{words.link_hats}</p>
                            <ul class="hats">{hats}</ul>
                        }
                    })}
                {main(words.link_button, redeem)}
            }
            .into_any()
        }
        Look::Spent => view! {
            <p>{words.link_spent_help}</p>
            {main(words.fresh, renew)}
        }
        .into_any(),
        Look::Torn => view! { <p>{words.link_torn_help}</p> }.into_any(),
        Look::Sent(minutes) => {
            view! { <p role="status">{(words.fresh_sent_help)(minutes)}</p> }.into_any()
        }
        Look::Failed(text) => view! {
            <p class="fault" role="alert">
                {icon(Icon::Warning)}
                <span>{text}</span>
            </p>
            {main(t().states.try_again, peek)}
        }
        .into_any(),
    };
    view! {
        <main class="alone" id="main">
            <PageHead
                title=Signal::derive(move || Some(look.with(title).to_owned()))
                place=Signal::derive(|| t().app.name.to_owned())
            />
            {inside}
            <p class="alone-other">
                <a href=route::HOME>{words.by_email}</a>
            </p>
        </main>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(status: u16, slug: &str) -> Look {
        let body = format!(
            r#"{{"type":"/problems/{slug}","title":"No","status":{status},"trace_id":"x"}}"#
        );
        refusal(&Failure::read(status, &body))
    }

    #[test]
    fn a_used_link_offers_a_fresh_one_and_a_torn_one_does_not() {
        assert_eq!(refused(410, "link-spent"), Look::Spent);
        assert_eq!(refused(404, "link-unknown"), Look::Torn);
        assert!(matches!(refused(429, "too-many"), Look::Failed(_)));
        assert!(matches!(refusal(&Failure::Offline), Look::Failed(_)));
    }
}
