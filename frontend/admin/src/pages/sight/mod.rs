//! What a contact sees, as the firm's staff find it out: her own page with her eyes, and everything on it in one list.

use crate::here::Here;
use crate::people::look;
use contract::people::ContactRow;
use ui::dom::{View, div, link};
use ui::icon::{Icon, icon};

/// The ways to it from her page; nothing where she sees nothing any more.
#[must_use]
pub fn ways(here: Here, person: &ContactRow) -> View {
    match look(here, person) {
        Some(act) => {
            let look = link(&act.href)
                .class("button is-main")
                .add(icon(Icon::Eye))
                .add(act.label.as_str());
            div("ways-on").add(look).into()
        }
        None => View::nothing(),
    }
}
