//! Who she is, how the app looks, and the way out.

use crate::account::firms;
use crate::here::Here;
use crate::names;
use crate::route;
use crate::strings::t;
use leptos::prelude::*;
use std::rc::Rc;
use ui::components::{appearance, sign_out, signed_in_as};
use ui::dom::{View, el, link, now, span};
use ui::icon::{Icon, icon};

pub fn settings(here: Here) -> View {
    let words = &t().settings;
    let place = now(move || {
        let hat = here.hat.get()?;
        let told = (t().settings.as_role)(names::staff_role(hat.role), &hat.firm);
        Some(el("p").class("soft").add(told))
    });
    let me = el("section")
        .class("group")
        .add(el("h2").add(words.me))
        .add(signed_in_as(here.app))
        .add(place)
        .add(firms(here, Rc::new(|| ())))
        .add(sign_out(here.app));
    let guides = link(route::HELP)
        .class("item")
        .with("rel", "external")
        .add(icon(Icon::Help))
        .add(span("", words.help_way));
    let help = el("section")
        .class("group")
        .add(el("h2").add(words.help))
        .add(guides);
    vec![
        View::from(here.head(|| Some(t().settings.title.to_owned()))),
        me.into(),
        appearance().into(),
        help.into(),
    ]
    .into()
}
