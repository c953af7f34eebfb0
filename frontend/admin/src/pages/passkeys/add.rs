//! Adding a passkey: what she calls it, and then her device asks.

use super::exchange::add;
use crate::here::Here;
use crate::strings::t;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::dom::{View, el, span};
use ui::form::{Form, labelled};
use ui::passkey::available;

/// `done` is called once it is added.
pub fn adding(here: Here, done: impl Fn() + Copy + 'static) -> View {
    let words = &t().passkeys;
    let title = el("h2").add(words.add_title);
    if !available() {
        let unable = el("p").class("soft").add(words.unable);
        return el("section").class("group").add(title).add(unable).into();
    }
    let form = Form::new(here.app);
    let name = RwSignal::new(String::new());
    let field = form
        .field("name", name)
        .with("type", "text")
        .with("maxlength", "60")
        .with("autocomplete", "off")
        .with("aria-describedby", "name-help name-fault");
    let send = move || {
        form.begin();
        spawn_local(async move {
            let came = add(here.app, name.get_untracked().trim()).await;
            if form.is_gone() {
                return;
            }
            match came {
                Ok(()) => {
                    form.done();
                    name.set(String::new());
                    here.app.say(t().passkeys.has_added);
                    done();
                }
                Err(trouble) => form.refuse(trouble.while_adding("name")),
            }
        });
    };
    let inside = form
        .draw(send)
        .add(labelled(words.name, field))
        .add(span("soft", words.name_help).with("id", "name-help"))
        .add(form.fault("name"))
        .add(form.whole_fault())
        .add(form.submit(words.add, words.adding));
    el("section").class("group").add(title).add(inside).into()
}
