//! What an owner who has a passkey finds in place of every page until she has used it.

use super::prove::prove;
use crate::here::Here;
use crate::route;
use crate::strings::t;
use ui::dom::{View, el, link};
use ui::passkey::available;

pub fn step_up(here: Here) -> View {
    let words = &t().passkeys;
    let ask = if available() {
        prove(here.app, "button is-main", words.required, || ())
    } else {
        el("p").class("notice").add(words.unable)
    };
    let guide = link(route::PASSKEY_GUIDE)
        .with("rel", "external")
        .add(words.guide);
    let lost = el("details")
        .class("help")
        .add(el("summary").add(words.lost))
        .add(el("p").class("soft").add(words.lost_help))
        .add(el("p").add(guide));
    vec![
        View::from(here.head(|| Some(t().passkeys.required.to_owned()))),
        el("p")
            .class("head-under")
            .add((words.required_help)(&here.firm()))
            .into(),
        ask.into(),
        lost.into(),
    ]
    .into()
}
