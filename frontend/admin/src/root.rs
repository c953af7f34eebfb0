//! The whole app: the sign-in for strangers, a word for whoever is no staff, the pages for those who are. A page that was
//! asked for before the sign-in is there after it.

use crate::draft;
use crate::here::{Here, Me, forget_hat};
use crate::pages::passkeys::door as door_by_passkey;
use crate::pages::setup::{self, Key};
use crate::route;
use crate::shell::shell;
use crate::strings::t;
use leptos::prelude::*;
use std::rc::Rc;
use ui::app::App;
use ui::browser::{self, Memory};
use ui::client::Failure;
use ui::components::{State, email, said_line, sign_out, state};
use ui::dom::{Act, View, effect, el, link, now};
use ui::session::{Farewell, For, Who};
use ui::sign_in::{Door, WANTED, sign_in_page};

/// Which of its faces the app shows.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stage {
    Asking,
    Out(Farewell),
    Inside,
    /// At the link that the server printed.
    SettingUp,
    /// Signed in, and staff nowhere.
    NotStaff,
    Unreachable(Failure),
}

fn stage(who: &Who, me: &Me) -> Stage {
    match (who, me) {
        (Who::Out(farewell), _) => Stage::Out(*farewell),
        (Who::Unreachable(failure), _) | (Who::In(_), Me::Failed(failure)) => {
            Stage::Unreachable(failure.clone())
        }
        (Who::In(_), Me::Known(session)) if session.hats.is_empty() => Stage::NotStaff,
        (Who::In(_), Me::Known(_)) => Stage::Inside,
        (Who::Asking, _) | (Who::In(_), Me::Asking) => Stage::Asking,
    }
}

/// The static page that was painted before the app was there.
const SKELETON: &str = "skeleton";

pub fn root() -> View {
    let app = App::begin(For::Staff);
    let here = Here::begin(app);
    let key = Key::take();
    let set_up = RwSignal::new(false);
    let open = RwSignal::new(false);
    app.session.begin();
    app.session.ask();
    let waits = key.is_some();
    let stage = Memo::new(move |_| {
        // Whoever holds the link sets up, whoever else was signed in here.
        if waits && !set_up.get() {
            return Stage::SettingUp;
        }
        app.session
            .who
            .with(|who| here.me.with(|me| stage(who, me)))
    });
    effect(move || match stage.get() {
        Stage::Asking => {}
        shown => {
            // The app takes over from the static page once it has something to show.
            if let Some(skeleton) = browser::element(SKELETON) {
                skeleton.remove();
            }
            if matches!(shown, Stage::Out(_)) {
                setup::ask(app, open);
            }
            // Whoever leaves of her own will leaves nothing behind.
            if shown == Stage::Out(Farewell::Here) {
                draft::forget();
                forget_hat();
            }
        }
    });
    let face = now(move || match stage.get() {
        Stage::Asking => View::nothing(),
        Stage::SettingUp => key
            .as_ref()
            .map(|key| setup::set_up(app, key, set_up))
            .unwrap_or_default(),
        Stage::Out(_) if open.get() => setup::nobody_yet(app),
        Stage::Out(farewell) => sign_in_page(app, door(), farewell),
        Stage::Inside => shell(here),
        Stage::NotStaff => not_staff(app),
        Stage::Unreachable(failure) => unreachable(here, &failure),
    });
    vec![face, said_line(app)].into()
}

fn door() -> Door {
    Door {
        help: t().app.sign_in_help,
        // The link of the mail leads back to where she is.
        asked: || Memory::Device.write(WANTED, browser::path().as_deref()),
        entered,
        beside: |app| door_by_passkey(app, entered),
    }
}

fn entered(_: App) {
    Memory::Device.write(WANTED, None);
}

fn not_staff(app: App) -> View {
    let words = &t().app;
    let portal = link(route::PORTAL)
        .class("button is-main")
        .with("rel", "external")
        .add(words.to_portal);
    el("main")
        .class("alone")
        .with("id", "main")
        .add(el("h1").add(words.not_staff))
        .add(el("p").add((words.not_staff_help)(&email(app))))
        .add(portal)
        .add(sign_out(app))
        .into()
}

fn unreachable(here: Here, failure: &Failure) -> View {
    let again: Act = Rc::new(move || {
        leptos::task::spawn_local(async move { here.app.session.check(false).await });
    });
    el("main")
        .class("alone")
        .with("id", "main")
        .add(el("h1").class("unseen").add(t().app.name))
        .add(state(&State::failed(failure), Some(again)))
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::email::Email;
    use contract::session::{Assurance, SessionView};
    use contract::staff::StaffSession;
    use std::sync::Arc;

    fn signed_in() -> Who {
        Who::In(Arc::new(SessionView {
            email: Email::parse("sam@halden.example").unwrap(),
            device: contract::id::DeviceId::from_bytes([1; 16]),
            assurance: Assurance::Link,
            expires_at: String::new(),
            hats: vec![],
            staff: true,
        }))
    }

    #[test]
    fn nothing_is_shown_before_it_is_known_where_she_is_staff() {
        assert_eq!(stage(&signed_in(), &Me::Asking), Stage::Asking);
        assert_eq!(
            stage(&signed_in(), &Me::Failed(Failure::Offline)),
            Stage::Unreachable(Failure::Offline)
        );
    }

    #[test]
    fn whoever_is_staff_nowhere_is_told_so() {
        let nowhere = StaffSession {
            email: Email::parse("jo@oakline.example").unwrap(),
            assurance: Assurance::Link,
            passkey: false,
            hats: vec![],
        };
        assert_eq!(
            stage(&signed_in(), &Me::Known(Arc::new(nowhere))),
            Stage::NotStaff
        );
        assert_eq!(
            stage(&Who::Out(Farewell::Ended), &Me::Asking),
            Stage::Out(Farewell::Ended)
        );
    }
}
