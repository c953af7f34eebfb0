//! Who she is and as staff of which firm she acts: one sheet, from the name on top and from "More".

use crate::here::Here;
use crate::names;
use crate::route;
use crate::shell::further_ways;
use crate::strings::t;
use contract::staff::StaffHat;
use leptos::prelude::*;
use std::rc::Rc;
use ui::components::{Shape, Way, email, sheet, sign_out, way_in_sheet};
use ui::dom::{Act, El, View, all, button, el, now, span};
use ui::icon::{Icon, icon};
use ui::nav::Go;

/// The firms to choose from; nothing where there is only one. `done` is called once one is chosen.
#[must_use]
pub fn firms(here: Here, done: Act) -> View {
    now(move || {
        let list = here.hats();
        if list.len() < 2 {
            return View::nothing();
        }
        let worn = here.hat.get().map(|hat| hat.id);
        let rows = all(list.into_iter().map(|hat| {
            let is_worn = worn == Some(hat.id);
            el("li").add(choice(here, &hat, is_worn, Rc::clone(&done)))
        }));
        vec![
            View::from(el("h3").class("sheet-label").add(t().settings.acting_for)),
            el("ul").class("choices").add(rows).into(),
        ]
        .into()
    })
}

fn choice(here: Here, hat: &StaffHat, is_worn: bool, done: Act) -> El {
    let id = hat.id;
    let names = el("span")
        .class("choice-main")
        .add(el("b").add(hat.firm.as_str()))
        .add(span(
            "soft",
            &format!("{}, {}", hat.name, names::staff_role(hat.role)),
        ));
    let wear = move || {
        done();
        // First away from a page of the firm before: under this one it would be asked for in vain.
        here.app.nav.go(route::HOME, Go::On);
        here.wear(id);
    };
    button("choice", wear)
        .with_some("aria-current", is_worn.then_some("true"))
        .add(names)
        .add(is_worn.then(|| icon(Icon::Check)))
}

/// To her own passkeys.
#[must_use]
pub fn passkey_way() -> Way {
    Way::new(t().passkeys.title, route::PASSKEYS, Icon::Lock)
}

#[must_use]
pub fn account_sheet(here: Here, open: RwSignal<bool>) -> View {
    let app = here.app;
    let inside = move || {
        let hat = here.hat.get();
        let further = hat.as_ref().map(further_ways).unwrap_or_default();
        let me = el("p")
            .class("sheet-me")
            .add(hat.map(|hat| el("b").add(hat.name)))
            .add(span("soft", &email(app)));
        let items = el("ul")
            .class("items")
            .add(all(further
                .iter()
                .chain([&passkey_way()])
                .map(|way| way_in_sheet(way, "", open))))
            .add(el("li").add(sign_out(app)));
        let close: Act = Rc::new(move || open.set(false));
        View::from(vec![View::from(me), firms(here, close), items.into()])
    };
    sheet(
        open,
        || ui::strings::t().app.account.to_owned(),
        Shape::Side,
        inside,
    )
}
