//! Who she is, how the app looks, and the way out; an owner's ways to what is the whole firm's.

use crate::account::{firms, passkey_way};
use crate::here::Here;
use crate::names;
use crate::pages::sight::canary::canary;
use crate::route;
use crate::strings::t;
use contract::staff::StaffRight;
use leptos::prelude::*;
use std::rc::Rc;
use ui::components::{Way, appearance, sign_out, signed_in_as};
use ui::dom::{El, View, all, el, link, now, span};
use ui::icon::{Icon, icon};

/// What she may decide for the whole firm.
fn firm_ways(can: &[StaffRight]) -> Vec<Way> {
    let all = [
        (
            StaffRight::EditFirm,
            Way::new(t().firm.title, route::FIRM, Icon::Building),
        ),
        (
            StaffRight::EditFirm,
            Way::new(
                t().people.switches.firm_title,
                route::SWITCHES,
                Icon::Preferences,
            ),
        ),
        (
            StaffRight::ManageStaff,
            Way::new(t().staff.title, route::STAFF, Icon::Person),
        ),
        (
            StaffRight::Import,
            Way::new(t().imports.title, route::IMPORTS, Icon::Document),
        ),
    ];
    all.into_iter()
        .filter(|(right, _)| can.contains(right))
        .map(|(_, way)| way)
        .collect()
}

fn item(way: &Way) -> El {
    link(&way.href)
        .class("item")
        .add(icon(way.icon))
        .add(span("", &way.name))
}

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
        .add(item(&passkey_way()))
        .add(sign_out(here.app));
    let whole = now(move || {
        let ways = firm_ways(&here.hat.get()?.can);
        if ways.is_empty() {
            return None;
        }
        let ways = all(ways.iter().map(item));
        let title = el("h2").add(t().settings.whole_firm);
        Some(el("section").class("group").add(title).add(ways))
    });
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
        whole,
        canary(here),
        appearance().into(),
        help.into(),
    ]
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_she_may_decide_has_a_way() {
        let hrefs = |can: &[StaffRight]| -> Vec<String> {
            firm_ways(can).into_iter().map(|way| way.href).collect()
        };
        assert!(hrefs(&[StaffRight::SeePeople]).is_empty());
        assert_eq!(hrefs(&[StaffRight::ManageStaff]), [route::STAFF]);
        assert_eq!(
            hrefs(StaffRight::ALL),
            [route::FIRM, route::SWITCHES, route::STAFF, route::IMPORTS]
        );
    }
}
