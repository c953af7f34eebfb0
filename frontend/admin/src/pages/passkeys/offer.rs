//! A passkey, offered to whoever has none; in one line, until she says no.

use crate::here::{Here, Me};
use crate::route;
use crate::strings::t;
use leptos::prelude::*;
use ui::browser::Memory;
use ui::dom::{View, button, div, el, link, now, unseen};
use ui::passkey::available;

/// By this browser: that she was asked and wants none.
const DECLINED: &str = "sightline.no-passkey";

fn is_offered(me: &Me, declined: bool) -> bool {
    match me {
        Me::Known(session) => !session.passkey && !declined,
        Me::Asking | Me::Failed(_) => false,
    }
}

pub fn offer(here: Here) -> View {
    if !available() {
        return View::nothing();
    }
    let declined = RwSignal::new(Memory::Device.read(DECLINED).is_some());
    now(move || {
        if !here.me.with(|me| is_offered(me, declined.get())) {
            return None;
        }
        let words = &t().passkeys;
        let decline = button("button is-quiet", move || {
            Memory::Device.write(DECLINED, Some("yes"));
            declined.set(true);
        })
        .add(words.not_now)
        .add(unseen(words.title));
        let add = link(route::PASSKEYS).class("button").add(words.add);
        Some(
            div("notice is-calm")
                .add(el("p").add(words.offer))
                .add(add)
                .add(decline),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::email::Email;
    use contract::session::Assurance;
    use contract::staff::StaffSession;
    use std::sync::Arc;

    #[test]
    fn it_is_offered_until_she_has_one_or_wants_none() {
        let me = |passkey| {
            Me::Known(Arc::new(StaffSession {
                email: Email::parse("sam@halden.example").unwrap(),
                assurance: Assurance::Link,
                passkey,
                hats: vec![],
            }))
        };
        assert!(is_offered(&me(false), false));
        assert!(!is_offered(&me(false), true));
        assert!(!is_offered(&me(true), false));
        assert!(!is_offered(&Me::Asking, false));
    }
}
