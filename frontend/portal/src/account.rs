//! Who I am and for whom I act, and the pages that are about me: one sheet, from the name on top and from "More".

use crate::here::Here;
use crate::route;
use crate::shell::{further_ways, role};
use contract::session::Hat;
use leptos::prelude::*;
use std::rc::Rc;
use ui::app::App;
use ui::client::Worn;
use ui::components::{Shape, Way, email, sheet, sign_out, way_in_sheet};
use ui::dom::{Act, El, View, all, button, el, link, now, span};
use ui::icon::{Icon, icon};
use ui::nav::Go;
use ui::session::Who;
use ui::strings::t;
use ui::words::Words;

/// All hats of the session.
fn hats(app: App) -> Vec<Hat> {
    app.session.who.with(|who| match who {
        Who::In(view) => view.hats.clone(),
        _ => Vec::new(),
    })
}

/// The hats to choose from; nothing where there is only one. `done` is called once one is chosen.
#[must_use]
pub fn hat_choice(app: App, done: Act) -> View {
    now(move || {
        let list = hats(app);
        if list.len() < 2 {
            return View::nothing();
        }
        let worn = app.client.hat.get();
        let rows = all(list.into_iter().map(|hat| {
            let is_worn = worn == Some(Worn::Contact(hat.id));
            el("li").add(choice(app, &hat, is_worn, Rc::clone(&done)))
        }));
        vec![
            View::from(el("h3").class("sheet-label").add(t().app.acting_for)),
            el("ul").class("choices").add(rows).into(),
        ]
        .into()
    })
}

fn choice(app: App, hat: &Hat, is_worn: bool, done: Act) -> El {
    let (id, name) = (hat.id, hat.third_party.clone());
    let names = el("span")
        .class("choice-main")
        .add(el("b").add((t().app.at_firm)(&hat.third_party, &hat.firm)))
        .add(span("soft", &format!("{}, {}", hat.name, role(hat))));
    let wear = move || {
        done();
        if app.client.hat.get_untracked() != Some(Worn::Contact(id)) {
            // First away from a page of the hat before: under this one it would be asked for in vain.
            app.nav.go(route::HOME, Go::On);
            app.session.wear(id);
            app.say(&(t().app.now_for)(&name));
        }
    };
    button("choice", wear)
        .with_some("aria-current", is_worn.then_some("true"))
        .add(names)
        .add(is_worn.then(|| icon(Icon::Check)))
}

/// The pages that are about oneself.
fn own_ways() -> [Way; 3] {
    [
        Way::new(t().receipts.title, route::RECEIPTS, Icon::History),
        Way::new(t().devices.title, route::DEVICES, Icon::Desktop),
        Way::new(t().preferences.title, route::PREFERENCES, Icon::Preferences),
    ]
}

fn is_of_session(way: &Way) -> bool {
    [route::DEVICES, route::PREFERENCES].contains(&&*way.href)
}

/// Whether she is one of a firm's own people as well.
#[must_use]
pub fn is_staff(app: App) -> bool {
    app.session
        .who
        .with(|who| matches!(who, Who::In(view) if view.staff))
}

/// The way to the staff's app, which is another one.
#[must_use]
pub fn to_admin(class: &str) -> El {
    link(route::ADMIN)
        .class(class)
        .with("rel", "external")
        .add(icon(Icon::Building))
        .add(span("", t().app.to_admin))
}

#[must_use]
pub fn account_sheet(here: Here, open: RwSignal<bool>) -> View {
    let app = here.app;
    let item = move |way: &Way, class: &str| way_in_sheet(way, class, open);
    let inside = move || {
        let hat = here.hat.get();
        let further = hat
            .as_ref()
            .map(|hat| further_ways(hat, &Words::of(Some(hat))));
        let further = further.unwrap_or_default();
        let why = app.looking();
        let is_herself = why.is_none();
        let me = el("p")
            .class("sheet-me")
            .add(hat.map(|hat| el("b").add(hat.name)))
            .add(span("soft", &why.unwrap_or_else(|| email(app))));
        let own = own_ways();
        // Where she is signed in, and what is hers to choose, is nobody else's.
        let own = own.iter().filter(|way| is_herself || !is_of_session(way));
        let items = el("ul")
            .class("items")
            .add(all(further.iter().map(|way| item(way, "is-narrow-only"))))
            .add(all(own.map(|way| item(way, ""))))
            .add((is_herself && is_staff(app)).then(|| el("li").add(to_admin("item"))))
            .add(is_herself.then(|| el("li").add(sign_out(app))));
        let close: Act = Rc::new(move || open.set(false));
        View::from(vec![View::from(me), hat_choice(app, close), items.into()])
    };
    sheet(open, || t().app.account.to_owned(), Shape::Side, inside)
}
