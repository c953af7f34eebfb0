//! What a contact sees, as the firm's staff find it out: her own page with her eyes, everything on it in one list, and
//! whether every page was checked last night.

pub mod all;
pub mod canary;
mod why;

use crate::here::Here;
use crate::people::look;
use crate::route;
use crate::strings::t;
use contract::people::ContactRow;
use contract::staff::StaffRight;
use ui::dom::{El, View, div, link};
use ui::icon::{Icon, icon};

/// The guide to all of it.
const GUIDE: &str = "/help/what-somebody-sees";

/// The ways to it from her page; nothing where she sees nothing any more.
#[must_use]
pub fn ways(here: Here, person: &ContactRow) -> View {
    if person.role.is_none() {
        return View::nothing();
    }
    let look = look(here, person).map(|act| {
        link(&act.href)
            .class("button is-main")
            .add(icon(Icon::Eye))
            .add(act.label.as_str())
    });
    let all = here.can(StaffRight::Explain).then(|| {
        link(&route::sight(person.id))
            .class("button")
            .add(t().sight.all)
    });
    div("ways-on").add(look).add(all).into()
}

/// The way to the guide.
fn guide() -> El {
    link(GUIDE).with("rel", "external").add(t().sight.guide)
}
