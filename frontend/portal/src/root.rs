//! The whole app: the link's page for whoever comes from a mail, the sign-in for strangers, the pages for those
//! who are signed in. A page that was asked for before the sign-in is there after it.

use crate::account::{is_staff, to_admin};
use crate::entrance;
use crate::here::Here;
use crate::looking;
use crate::pages;
use crate::route;
use crate::shell::shell;
use leptos::prelude::*;
use std::rc::Rc;
use ui::app::App;
use ui::browser;
use ui::components::{State, said_line, sign_out, state};
use ui::dom::{Act, View, effect, el, now, slot};
use ui::session::{Farewell, For, Who};
use ui::sign_in::sign_in_page;
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

pub fn root() -> View {
    let whose = if ui::looking::begin() {
        For::Looking
    } else {
        For::Contacts
    };
    let app = App::begin(whose);
    let here = Here::begin(app);
    app.session.begin();
    // Nothing of what staff look at is kept to be started with.
    if whose == For::Contacts {
        register_worker();
    }
    let stage = Memo::new(move |_| {
        app.nav
            .place
            .with(|place| app.session.who.with(|who| stage(&place.path, who)))
    });
    // The link's page needs nobody to be signed in.
    let asked = slot(false);
    effect(move || {
        if stage.get() == Stage::Asking && !asked.replace(true) {
            app.session.ask();
        }
    });
    // The app takes over from the static page once it has something to show.
    effect(move || {
        if stage.get() != Stage::Asking
            && let Some(skeleton) = browser::element(SKELETON)
        {
            skeleton.remove();
        }
    });
    let face = now(move || match stage.get() {
        Stage::Asking => View::nothing(),
        Stage::Link => pages::link::link_page(app),
        Stage::Out(farewell) => sign_in_page(app, entrance::door(), farewell),
        Stage::Inside => shell(here),
        Stage::NoHats => no_hats(app),
        Stage::Unreachable => unreachable(app),
    });
    vec![looking::band(here), face, said_line(app)].into()
}

fn no_hats(app: App) -> View {
    el("main")
        .class("alone")
        .with("id", "main")
        .add(el("h1").add(t().app.no_hats))
        .add(el("p").add(t().app.no_hats_help))
        .add(now(move || {
            is_staff(app).then(|| to_admin("button is-main"))
        }))
        .add(sign_out(app))
        .into()
}

fn unreachable(app: App) -> View {
    let failure = app.session.who.with_untracked(|who| match who {
        Who::Unreachable(failure) => Some(failure.clone()),
        _ => None,
    });
    let again: Act = Rc::new(move || {
        leptos::task::spawn_local(async move { app.session.check(false).await });
    });
    el("main")
        .class("alone")
        .with("id", "main")
        .add(el("h1").class("unseen").add(t().app.name))
        .add(failure.map(|failure| state(&State::failed(&failure), Some(again))))
        .add(looking::way_back())
        .into()
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
    use contract::email::Email;
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
            email: Email::parse("jo@oakline.example").unwrap(),
            device: contract::id::DeviceId::from_bytes([1; 16]),
            assurance: Assurance::Link,
            expires_at: String::new(),
            hats: vec![],
            staff: false,
        };
        assert_eq!(stage("/", &Who::In(Arc::new(view))), Stage::NoHats);
        assert_eq!(
            stage("/t/abc", &Who::Out(Farewell::Ended)),
            Stage::Out(Farewell::Ended)
        );
    }
}
