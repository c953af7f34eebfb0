//! The link of a mail. Looking at it says whom it signs in and uses nothing up, since mail scanners open links
//! and run scripts; only the button does. A used or old one is replaced in one tap.

use crate::entrance;
use crate::route;
use contract::paths;
use contract::sign_in::{PeekAnswer, SignInAccepted};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use ui::app::App;
use ui::client::{Failure, handed_token};
use ui::components::page_head;
use ui::dom::{View, all, button, el, link, now, span};
use ui::form::complaint;
use ui::icon::{Icon, icon};
use ui::json::Json;
use ui::strings::t;

/// What is known of the link.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Look {
    Looking,
    Whom(PeekAnswer),
    /// Used or old: a fresh one can be had for it.
    Spent,
    /// Not a whole link.
    Torn,
    Sent(u32),
    Failed(String),
}

/// What a refusal says of the link.
fn refusal(failure: &Failure) -> Look {
    match failure.slug() {
        Some("link-spent") => Look::Spent,
        Some("link-unknown") => Look::Torn,
        _ => Look::Failed(complaint(failure)),
    }
}

fn title(look: &Look) -> &'static str {
    let words = &t().sign_in;
    match look {
        Look::Looking => words.link_looking,
        Look::Whom(_) | Look::Failed(_) => words.link_title,
        Look::Spent => words.link_spent,
        Look::Torn => words.link_torn,
        Look::Sent(_) => words.fresh_sent,
    }
}

/// The link in hand.
#[derive(Clone)]
struct Link {
    app: App,
    /// Only here, in memory: a page that is loaded again has to be opened from the mail again.
    token: Rc<str>,
    look: RwSignal<Look>,
    busy: RwSignal<bool>,
}

impl Link {
    fn body(&self) -> Json {
        Json::texts(&[("token", &self.token)])
    }

    /// Whom it signs in; uses nothing up.
    fn peek(self) {
        self.look.set(Look::Looking);
        spawn_local(async move {
            let answer = self.app.client.send(paths::PEEK, &self.body()).await;
            let answer = answer.and_then(|answer| answer.read::<PeekAnswer>());
            self.look.set(match answer {
                Ok(whom) => Look::Whom(whom),
                Err(failure) => refusal(&failure),
            });
        });
    }

    fn redeem(self) {
        if begun(self.busy) {
            return;
        }
        spawn_local(async move {
            match self.app.client.send(paths::REDEEM, &self.body()).await {
                Ok(_) => {
                    self.app.session.signed_in().await;
                    entrance::after_link(self.app);
                }
                Err(failure) => self.look.set(refusal(&failure)),
            }
            self.busy.set(false);
        });
    }

    /// A fresh one in its place, to the same address.
    fn renew(self) {
        if begun(self.busy) {
            return;
        }
        spawn_local(async move {
            let path = format!("{}/renew", paths::SIGN_IN);
            let answer = self.app.client.send(&path, &self.body()).await;
            let answer = answer.and_then(|answer| answer.read::<SignInAccepted>());
            self.look.set(match answer {
                Ok(accepted) => Look::Sent(accepted.minutes),
                Err(failure) => refusal(&failure),
            });
            self.busy.set(false);
        });
    }

    /// The one button of the page.
    fn button(&self, text: &str, act: fn(Self)) -> View {
        let (link, busy) = (self.clone(), self.busy);
        button("button is-main", move || act(link.clone()))
            .now_bool("aria-disabled", move || busy.get())
            .add(text)
            .into()
    }

    fn draw(&self) -> View {
        let words = &t().sign_in;
        let say = |text: &str| View::from(el("p").add(text));
        match self.look.get() {
            Look::Looking => span("bone bone-name", "").into(),
            Look::Whom(whom) => {
                let who = el("p")
                    .add((words.link_for)(&whom.name))
                    .add(el("br"))
                    .add(span("soft", whom.email.as_str()));
                vec![
                    who.into(),
                    hats(&whom.hats),
                    self.button(words.link_button, Self::redeem),
                ]
                .into()
            }
            Look::Spent => vec![
                say(words.link_spent_help),
                self.button(words.fresh, Self::renew),
            ]
            .into(),
            Look::Torn => say(words.link_torn_help),
            Look::Sent(minutes) => el("p")
                .with("role", "status")
                .add((words.fresh_sent_help)(minutes))
                .into(),
            Look::Failed(text) => {
                let fault = el("p")
                    .class("fault")
                    .with("role", "alert")
                    .add(icon(Icon::Warning))
                    .add(span("", &text));
                vec![fault.into(), self.button(t().states.try_again, Self::peek)].into()
            }
        }
    }
}

/// Whether it is under way already; if not, it is from now on.
fn begun(busy: RwSignal<bool>) -> bool {
    let before = busy.get_untracked();
    busy.set(true);
    before
}

/// For whom she will be able to act.
fn hats(list: &[String]) -> View {
    if list.is_empty() {
        return View::nothing();
    }
    let items = all(list.iter().map(|hat| el("li").add(hat.as_str())));
    vec![
        View::from(el("p").class("soft").add(t().sign_in.link_hats)),
        el("ul").class("hats").add(items).into(),
    ]
    .into()
}

#[must_use]
pub fn link_page(app: App) -> View {
    let token = handed_token();
    let is_torn = token.is_none();
    let in_hand = Link {
        app,
        token: token.unwrap_or_default().into(),
        look: RwSignal::new(Look::Torn),
        busy: RwSignal::new(false),
    };
    if !is_torn {
        in_hand.clone().peek();
    }
    let look = in_hand.look;
    let head = page_head(
        app,
        move || Some(look.with(title).to_owned()),
        || t().app.name.to_owned(),
    );
    let other = link(route::HOME).add(t().sign_in.by_email);
    el("main")
        .class("alone")
        .with("id", "main")
        .add(head)
        .add(now(move || in_hand.draw()))
        .add(el("p").class("alone-other").add(other))
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(status: u16, slug: &str) -> Look {
        let body = format!(
            r#"{{"type":"/problems/{slug}","title":"No","status":{status},"trace_id":"x"}}"#
        );
        refusal(&Failure::read(status, &body))
    }

    #[test]
    fn a_used_link_offers_a_fresh_one_and_a_torn_one_does_not() {
        assert_eq!(refused(410, "link-spent"), Look::Spent);
        assert_eq!(refused(404, "link-unknown"), Look::Torn);
        assert!(matches!(refused(429, "too-many"), Look::Failed(_)));
        assert!(matches!(refusal(&Failure::Offline), Look::Failed(_)));
    }
}
