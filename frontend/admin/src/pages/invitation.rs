//! Her way in: the mail is looked at first, here, and sent then.

use crate::here::Here;
use crate::people::{Standing, standing};
use crate::strings::t;
use contract::id::ContactId;
use contract::paths;
use contract::people::{ContactView, MailPreview, MailState};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use ui::browser;
use ui::client::{Ask, Failure, Method};
use ui::components::State;
use ui::components::{skeleton_page, state};
use ui::dom::{Act, View, button, div, el, now};
use ui::form::complaint;
use ui::icon::{Icon, icon};
use ui::source::{Follows, Source, Wish, one};

pub fn invitation(here: Here, contact: &ContactView) -> View {
    let words = &t().invitation;
    let id = contact.row.id;
    let looked = RwSignal::new(false);
    let help = if standing(&contact.row) == Standing::In {
        words.again_help
    } else {
        words.help
    };
    let inside = now(move || {
        if looked.get() {
            return mail(here, id, looked);
        }
        button("button is-main", move || looked.set(true))
            .add(icon(Icon::Eye))
            .add(words.look)
            .into()
    });
    let is_failed = contact.row.invitation_mail == Some(MailState::Failed);
    let failed = is_failed.then(|| el("p").class("notice").add(t().people.invited.failed_help));
    el("section")
        .class("section")
        .with("id", "invitation")
        .add(el("h2").add(words.title))
        .add(failed)
        .add(el("p").class("soft section-help").add(help))
        .add(inside)
        .into()
}

fn mail(here: Here, id: ContactId, looked: RwSignal<bool>) -> View {
    let source = Source::new(here.app, one::<MailPreview>, move || {
        Some(Wish {
            path: paths::invitation(id),
            follows: Follows::Nothing,
        })
    });
    let busy = RwSignal::new(false);
    now(move || {
        let Some(mail) = source.found::<MailPreview>() else {
            let failure = source.shown.with(|shown| shown.failure.clone());
            let again: Act = Rc::new(move || source.retry());
            return failure.map_or_else(skeleton_page, |failure| {
                state(&State::failed(&failure), Some(again))
            });
        };
        drawn(here, id, &mail, looked, busy)
    })
}

fn drawn(
    here: Here,
    id: ContactId,
    mail: &MailPreview,
    looked: RwSignal<bool>,
    busy: RwSignal<bool>,
) -> View {
    let words = &t().invitation;
    let fact = |name: &str, value: &str| {
        View::from(vec![
            View::from(el("dt").add(name)),
            el("dd").add(value).into(),
        ])
    };
    let to = mail.to.clone();
    // A second try after an answer that got lost sends no second mail.
    let key = browser::unique();
    let send = button("button is-main", move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (to, key) = (to.clone(), key.clone());
        spawn_local(async move {
            match send(here, id, key).await {
                Ok(()) => {
                    looked.set(false);
                    here.app.say(&(t().invitation.sent)(&to));
                }
                Err(failure) => here.app.complain(&complaint(&failure)),
            }
            busy.set(false);
        });
    });
    let send = send
        .now_bool("aria-disabled", move || busy.get())
        .text_now(move || {
            if busy.get() {
                words.sending
            } else {
                words.send
            }
            .to_owned()
        });
    let cancel = button("button", move || looked.set(false)).add(ui::strings::t().app.cancel);
    let letter = el("article")
        .class("letter")
        .with("aria-label", &mail.subject)
        .add(
            el("dl")
                .class("letter-head")
                .add(fact(words.to, &mail.to))
                .add(fact(words.subject, &mail.subject)),
        )
        .add(el("p").class("letter-text").add(mail.text.trim_end()));
    vec![
        View::from(letter),
        el("p").class("soft").add(words.link_note).into(),
        div("form-acts").add(send).add(cancel).into(),
    ]
    .into()
}

async fn send(here: Here, id: ContactId, key: String) -> Result<(), Failure> {
    let ask = Ask {
        method: Method::Post,
        path: paths::invitation(id),
        key: Some(key),
        ..Ask::default()
    };
    here.app.client.change(ask).await.map(drop)
}
