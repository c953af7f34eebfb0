//! Adding a person to a third party. Nobody is told anything: the invitation is an act of its own.

use super::people::switches::switched_off;
use super::third_party::party;
use crate::contact_form::{FIELDS, Filling, Values};
use crate::here::Here;
use crate::route;
use crate::strings::t;
use contract::id::ThirdPartyId;
use contract::paths;
use contract::people::{Made, ThirdPartyView};
use leptos::task::spawn_local;
use ui::client::{Answer, Ask, Failure, Method};
use ui::components::{frame, skeleton_page};
use ui::dom::{View, div, el, link, now};
use ui::form::Faults;
use ui::json::Json;
use ui::nav::Go;

pub fn new_contact(here: Here, id: ThirdPartyId) -> View {
    let words = &t().person;
    let source = party(here, id);
    let filling = Filling::new(here, route::new_contact(id));
    filling.begin(Values::default());
    let under = now(move || {
        let party = source.found::<ThirdPartyView>()?;
        let back = link(&route::third_party(id)).add((words.at)(&party.row.name));
        Some(el("p").class("head-under").add(back))
    });
    let inside = frame(
        here.app,
        source,
        skeleton_page,
        move |party: &ThirdPartyView| {
            let cancel = link(&route::third_party(id))
                .class("button")
                .add(ui::strings::t().app.cancel);
            let acts = div("form-acts")
                .add(filling.form.submit(words.add, words.adding))
                .add(cancel);
            filling
                .form
                .draw(move || add(here, id, filling))
                .class("form is-wide")
                .add(filling.fields(party, &switched_off(party)))
                .add(acts)
                .into()
        },
    );
    vec![
        here.head(|| Some(t().person.new_title.to_owned()))
            .add(under)
            .into(),
        filling.offer(),
        inside,
    ]
    .into()
}

/// Makes her a contact, or one again.
pub async fn make(
    here: Here,
    filling: Filling,
    values: &Values,
    third_party: ThirdPartyId,
) -> Result<Answer, Failure> {
    let mut body = values.json();
    if let Json::Object(fields) = &mut body {
        let id = Json::Text(third_party.to_string());
        fields.push(("third_party".to_owned(), id));
    }
    let body = body.write();
    let ask = Ask {
        method: Method::Post,
        path: paths::CONTACTS.to_owned(),
        key: filling.form.key(&body),
        body: Some(body),
        ..Ask::default()
    };
    here.app.client.change(ask).await
}

fn add(here: Here, id: ThirdPartyId, filling: Filling) {
    let values = filling.sendable();
    let faults = values.faults();
    if !faults.is_none() {
        filling.form.refuse(faults);
        return;
    }
    filling.form.begin();
    spawn_local(async move {
        let app = here.app;
        let answer = make(here, filling, &values, id).await;
        if filling.form.is_gone() {
            return;
        }
        match answer.and_then(|answer| answer.read::<Made>()) {
            Ok(made) => {
                filling.sent();
                app.say(&(t().person.added)(values.name.trim()));
                let page = made
                    .id
                    .parse()
                    .map_or_else(|_| route::third_party(id), route::contact);
                app.nav.go(&page, Go::Instead);
            }
            Err(failure) => filling.form.refuse(Faults::of(&failure, &FIELDS)),
        }
    });
}
