//! Adding a third party: its name and what kind it is. Its people come next.

use super::third_parties::types;
use crate::here::Here;
use crate::names;
use crate::route;
use crate::strings::t;
use contract::paths;
use contract::people::{Made, TypeList};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::client::{Ask, Method};
use ui::components::{frame, skeleton_page};
use ui::dom::{View, all, div, el, link, value};
use ui::form::{Faults, Form, labelled};
use ui::json::Json;
use ui::nav::Go;

const FIELDS: [&str; 2] = ["name", "type"];

pub fn new_third_party(here: Here) -> View {
    let words = &t().third_parties;
    let types = types(here);
    let adding = Adding {
        here,
        form: Form::new(here.app),
        name: RwSignal::new(String::new()),
        kind: RwSignal::new(String::new()),
    };
    let inside = frame(here.app, types, skeleton_page, move |list: &TypeList| {
        adding.draw(list)
    });
    let head = here
        .head(|| Some(t().third_parties.new_title.to_owned()))
        .add(el("p").class("head-under").add(words.new_help));
    vec![head.into(), inside].into()
}

#[derive(Clone, Copy)]
struct Adding {
    here: Here,
    form: Form,
    name: RwSignal<String>,
    kind: RwSignal<String>,
}

fn faults(name: &str, kind: &str) -> Faults {
    let words = &t().third_parties;
    let mut faults = Faults::default();
    if name.trim().is_empty() {
        faults.add("name", words.name_missing);
    }
    if kind.is_empty() {
        faults.add("type", words.kind_missing);
    }
    faults
}

impl Adding {
    fn draw(self, list: &TypeList) -> View {
        let words = &t().third_parties;
        let form = self.form;
        let name = form
            .field("name", self.name)
            .with("autocomplete", "off")
            .with("required", "")
            .with("maxlength", "200");
        let option = |value: &str, name: &str| el("option").with("value", value).add(name);
        let first = option("", words.choose);
        let rest = list
            .items
            .iter()
            .map(|one| option(&one.id, &names::kind(&one.id)));
        let kind = form
            .described(el("select"), "type")
            .with("required", "")
            .with("aria-describedby", "type-help type-fault")
            .add(all(std::iter::once(first).chain(rest)))
            .chosen_now(move || self.kind.get())
            .on("change", move |event| self.kind.set(value(&event)));
        let help = el("p")
            .class("soft field-help")
            .with("id", "type-help")
            .add(words.kind_help);
        let cancel = link(route::THIRD_PARTIES)
            .class("button")
            .add(ui::strings::t().app.cancel);
        let acts = div("form-acts")
            .add(form.submit(words.add, words.adding))
            .add(cancel);
        form.draw(move || self.send())
            .add(labelled(words.name, name))
            .add(form.fault("name"))
            .add(labelled(words.kind, kind))
            .add(help)
            .add(form.fault("type"))
            .add(form.whole_fault())
            .add(acts)
            .into()
    }

    fn send(self) {
        let (name, kind) = (self.name.get_untracked(), self.kind.get_untracked());
        let faults = faults(&name, &kind);
        if !faults.is_none() {
            self.form.refuse(faults);
            return;
        }
        self.form.begin();
        spawn_local(async move {
            let app = self.here.app;
            let body = Json::texts(&[("name", name.trim()), ("type", &kind)]).write();
            let ask = Ask {
                method: Method::Post,
                path: paths::THIRD_PARTIES.to_owned(),
                key: self.form.key(&body),
                body: Some(body),
                ..Ask::default()
            };
            let answer = app.client.change(ask).await;
            if self.form.is_gone() {
                return;
            }
            let made = answer.and_then(|answer| answer.read::<Made>());
            match made.map(|made| made.id.parse()) {
                Ok(Ok(id)) => {
                    app.say(&(t().third_parties.added)(name.trim()));
                    app.nav.go(&route::third_party(id), Go::Instead);
                }
                Ok(Err(_)) => app.nav.go(route::THIRD_PARTIES, Go::Instead),
                Err(failure) => self.form.refuse(Faults::of(&failure, &FIELDS)),
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_party_has_a_name_and_a_kind() {
        let both = faults(" ", "");
        assert!(both.at("name").is_some() && both.at("type").is_some());
        assert!(faults("Oakline", "letting-agent").is_none());
    }
}
