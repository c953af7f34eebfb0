//! The whole app: the link's page for whoever comes from a mail, the sign-in for strangers, the pages for those
//! who are signed in. A page that was asked for before the sign-in is there after it.

use crate::here::Here;
use crate::pages;
use crate::route;
use crate::shell::Shell;
use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::hooks::use_location;
use ui::app::App;
use ui::browser;
use ui::components::{Arrivals, SaidLine, state};
use ui::session::{Farewell, Who};
use ui::strings::t;

/// Which of its faces the app shows. Told apart from what is shown on them, so that news of the session do not
/// build the page anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Asking,
    Link,
    Out(Farewell),
    Inside,
    /// Signed in, and a contact nowhere.
    NoHats,
    Unreachable,
}

fn stage(path: &str, who: &Who) -> Stage {
    match who {
        _ if path == route::LINK => Stage::Link,
        Who::Asking => Stage::Asking,
        Who::Out(farewell) => Stage::Out(*farewell),
        Who::In(view) if view.hats.is_empty() => Stage::NoHats,
        Who::In(_) => Stage::Inside,
        Who::Unreachable(_) => Stage::Unreachable,
    }
}

/// The static page that was painted before the app was there.
const SKELETON: &str = "skeleton";

#[component]
pub fn Root() -> impl IntoView {
    let app = App::provide();
    Here::provide(app);
    app.session.begin();
    register_worker();
    view! {
        <Router>
            <Stages app=app/>
        </Router>
    }
}

#[component]
fn Stages(app: App) -> impl IntoView {
    let path = use_location().pathname;
    Arrivals::provide(path);
    let stage = Memo::new(move |_| path.with(|path| app.session.who.with(|who| stage(path, who))));
    // The app takes over from the static page once it has something to show.
    Effect::new(move |_| {
        if stage.get() != Stage::Asking
            && let Some(skeleton) = browser::element(SKELETON)
        {
            skeleton.remove();
        }
    });
    view! {
        {move || match stage.get() {
            Stage::Asking => ().into_any(),
            Stage::Link => view! { <pages::link::LinkPage/> }.into_any(),
            Stage::Out(farewell) => view! { <pages::sign_in::SignInPage farewell=farewell/> }.into_any(),
            Stage::Inside => view! { <Shell/> }.into_any(),
            Stage::NoHats => no_hats(app),
            Stage::Unreachable => unreachable(app),
        }}
        <SaidLine/>
    }
}

fn no_hats(app: App) -> AnyView {
    view! {
        <main class="alone" id="main">
            <h1>{t().app.no_hats}</h1>
            <p>{t().app.no_hats_help}</p>
            <crate::account::SignOut app=app/>
        </main>
    }
    .into_any()
}

fn unreachable(app: App) -> AnyView {
    let failure = app.session.who.with_untracked(|who| match who {
        Who::Unreachable(failure) => Some(failure.clone()),
        _ => None,
    });
    let again = Callback::new(move |()| {
        leptos::task::spawn_local(async move { app.session.check(false).await });
    });
    view! {
        <main class="alone" id="main">
            <h1 class="unseen">{t().app.name}</h1>
            {failure.map(|failure| state(ui::components::State::failed(&failure), Some(again)))}
        </main>
    }
    .into_any()
}

/// The worker keeps the app itself for starting offline; it never touches what is anybody's.
fn register_worker() {
    let Some(window) = browser::window() else {
        return;
    };
    let navigator: wasm_bindgen::JsValue = window.navigator().into();
    if browser::get(&navigator, "serviceWorker").is_some() {
        let asked = window.navigator().service_worker().register("/sw.js");
        leptos::task::spawn_local(async move {
            let _ = wasm_bindgen_futures::JsFuture::from(asked).await;
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::session::{Assurance, SessionView};
    use std::sync::Arc;

    #[test]
    fn the_link_of_a_mail_is_looked_at_whoever_is_signed_in() {
        assert_eq!(stage("/in", &Who::Asking), Stage::Link);
        assert_eq!(stage("/in", &Who::Out(Farewell::Fresh)), Stage::Link);
    }

    #[test]
    fn somebody_without_a_hat_is_told_so() {
        let view = SessionView {
            email: "jo@oakline.example".parse_email(),
            device: contract::id::DeviceId::from_bytes([1; 16]),
            assurance: Assurance::Link,
            expires_at: String::new(),
            hats: vec![],
        };
        assert_eq!(stage("/", &Who::In(Arc::new(view))), Stage::NoHats);
        assert_eq!(
            stage("/t/abc", &Who::Out(Farewell::Ended)),
            Stage::Out(Farewell::Ended)
        );
    }

    trait ParseEmail {
        fn parse_email(&self) -> contract::email::Email;
    }
    impl ParseEmail for str {
        fn parse_email(&self) -> contract::email::Email {
            contract::email::Email::parse(self).unwrap()
        }
    }
}
