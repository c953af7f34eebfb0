//! Staff: the firm's own people, who is what, and how somebody becomes one or is one no more.

use super::ending::take_away;
use crate::here::Here;
use crate::names;
use crate::people::last_in;
use crate::route;
use crate::strings::t;
use contract::email::Email;
use contract::id::StaffId;
use contract::paths;
use contract::staff::{StaffPage, StaffRole, StaffRow};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::client::{Ask, Method};
use ui::components::{
    Question, Shape, frame, part, rows, sheet, skeleton_rows, typed_confirmation,
};
use ui::dom::{El, View, all, button, div, el, link, unseen, value};
use ui::form::{Faults, Form, labelled};
use ui::json::Json;
use ui::source::{Follows, Source, Wish, one};

/// The fields that the server's faults are told at.
const FIELDS: [&str; 3] = ["name", "email", "role"];

#[derive(Clone, Copy)]
struct Page {
    here: Here,
    source: Source,
    adding: RwSignal<bool>,
    changing: RwSignal<bool>,
    ending: RwSignal<bool>,
    /// Who is to be changed or ended.
    whom: RwSignal<Option<StaffRow>>,
}

pub fn staff(here: Here) -> View {
    let page = Page {
        here,
        source: Source::new(here.app, one::<StaffPage>, || {
            Some(Wish {
                path: paths::STAFF.to_owned(),
                follows: Follows::Nothing,
            })
        }),
        adding: RwSignal::new(false),
        changing: RwSignal::new(false),
        ending: RwSignal::new(false),
        whom: RwSignal::new(None),
    };
    page.draw()
}

/// What is filled in: about somebody new, or about one who is there.
#[derive(Clone, Copy)]
struct Filling {
    form: Form,
    name: RwSignal<String>,
    email: RwSignal<String>,
    role: RwSignal<String>,
}

/// What is wrong with it; whoever is there keeps her address.
fn faults(name: &str, email: Option<&str>) -> Faults {
    let words = &t().person;
    let mut faults = Faults::default();
    if name.trim().is_empty() {
        faults.add("name", words.name_missing);
    }
    if email.is_some_and(|email| Email::parse(email).is_err()) {
        faults.add("email", words.not_an_email);
    }
    faults
}

impl Filling {
    fn new(here: Here, name: String, role: StaffRole) -> Self {
        Self {
            form: Form::new(here.app),
            name: RwSignal::new(name),
            email: RwSignal::new(String::new()),
            role: RwSignal::new(role.name().to_owned()),
        }
    }

    fn name_field(self) -> El {
        let field = self
            .form
            .field("name", self.name)
            .with("autocomplete", "off")
            .with("required", "")
            .with("maxlength", "200");
        labelled(t().person.name, field)
    }

    fn email_field(self) -> El {
        let field = self
            .form
            .field("email", self.email)
            .with("type", "email")
            .with("inputmode", "email")
            .with("autocomplete", "off")
            .with("autocapitalize", "none")
            .with("spellcheck", "false")
            .with("required", "")
            .with("maxlength", "318")
            .with("aria-describedby", "email-help email-fault");
        labelled(t().person.email, field)
    }

    fn role_field(self) -> El {
        let options = all(StaffRole::ALL.iter().map(|role| {
            el("option")
                .with("value", role.name())
                .add(names::staff_role(*role))
        }));
        let list = self
            .form
            .described(el("select"), "role")
            .add(options)
            .chosen_now(move || self.role.get())
            .on("change", move |event| self.role.set(value(&event)));
        labelled(t().person.role, list)
    }
}

impl Page {
    fn draw(self) -> View {
        let here = self.here;
        let words = &t().staff;
        let back = link(route::SETTINGS).add(t().settings.title);
        let add = button("button is-main", move || self.adding.set(true))
            .with("aria-haspopup", "dialog")
            .add(words.add);
        let list = frame(
            here.app,
            self.source,
            skeleton_rows,
            move |page: &StaffPage| rows(page.items.iter().map(|one| self.row(one)).collect()),
        );
        let adding = sheet(
            self.adding,
            || t().staff.add.to_owned(),
            Shape::Plain,
            move || self.add(),
        );
        let changing = sheet(
            self.changing,
            move || (t().staff.change_title)(&self.name()),
            Shape::Plain,
            move || self.change(),
        );
        let head = here
            .head(|| Some(t().staff.title.to_owned()))
            .add(el("p").class("head-under").add(back));
        vec![
            head.into(),
            div("tools").add(add).into(),
            list,
            adding,
            changing,
            self.asking(),
        ]
        .into()
    }

    /// What she is called who is to be changed or ended.
    fn name(self) -> String {
        self.whom.get().map(|one| one.name).unwrap_or_default()
    }

    fn row(self, one: &StaffRow) -> View {
        let words = &t().staff;
        let seen = last_in(one.last_seen_at.as_deref()).unwrap_or_else(|| t().app.never_in.into());
        let under = el("p")
            .class("row-under")
            .add(part(one.email.as_str()))
            .add(part(names::staff_role(one.role)))
            .add(part(seen));
        let text = div("row-text")
            .add(el("h2").class("row-title").add(one.name.as_str()))
            .add(under);
        let act = |words: &'static str, open: RwSignal<bool>| {
            let row = one.clone();
            button("button", move || {
                self.whom.set(Some(row.clone()));
                open.set(true);
            })
            .with("aria-haspopup", "dialog")
            .add(words)
            .add(unseen(&format!(", {}", one.name)))
        };
        let acts = div("row-acts")
            .add(act(words.change, self.changing))
            .add(act(words.end, self.ending));
        el("li")
            .class("row is-record is-pair")
            .add(div("row-main").add(text))
            .add(acts)
            .into()
    }

    fn add(self) -> View {
        let words = &t().staff;
        let filling = Filling::new(self.here, String::new(), StaffRole::Office);
        let help = el("p")
            .class("soft field-help")
            .with("id", "email-help")
            .add(words.email_help);
        let form = filling.form;
        form.draw(move || self.send_new(filling))
            .add(filling.name_field())
            .add(form.fault("name"))
            .add(filling.email_field())
            .add(help)
            .add(form.fault("email"))
            .add(filling.role_field())
            .add(form.fault("role"))
            .add(form.whole_fault())
            .add(acts(
                form.submit(t().person.add, t().person.adding),
                self.adding,
            ))
            .into()
    }

    fn send_new(self, filling: Filling) {
        let form = filling.form;
        let (name, email) = (filling.name.get_untracked(), filling.email.get_untracked());
        let faults = faults(&name, Some(&email));
        if !faults.is_none() {
            form.refuse(faults);
            return;
        }
        form.begin();
        spawn_local(async move {
            let (name, role) = (name.trim(), filling.role.get_untracked());
            let body = [("name", name), ("email", email.trim()), ("role", &role)];
            let body = Json::texts(&body).write();
            let ask = Ask {
                method: Method::Post,
                path: paths::STAFF.to_owned(),
                key: form.key(&body),
                body: Some(body),
                ..Ask::default()
            };
            let added = self.here.app.client.change(ask).await;
            if form.is_gone() {
                return;
            }
            match added {
                Ok(_) => {
                    self.adding.set(false);
                    self.here.app.say(&(t().staff.added)(name));
                    self.source.retry();
                }
                Err(failure) => form.refuse(Faults::of(&failure, &FIELDS)),
            }
        });
    }

    fn change(self) -> View {
        let Some(one) = self.whom.get_untracked() else {
            return View::nothing();
        };
        let id = one.id;
        let filling = Filling::new(self.here, one.name, one.role);
        let form = filling.form;
        form.draw(move || self.send_change(id, filling))
            .add(filling.name_field())
            .add(form.fault("name"))
            .add(filling.role_field())
            .add(form.fault("role"))
            .add(form.whole_fault())
            .add(acts(
                form.submit(t().app.save, t().app.saving),
                self.changing,
            ))
            .into()
    }

    /// Her revision as the list has it now.
    fn revision(self, id: StaffId) -> Option<String> {
        let page = untrack(|| self.source.found::<StaffPage>())?;
        let one = page.items.iter().find(|one| one.id == id)?;
        Some(one.revision.clone())
    }

    fn send_change(self, id: StaffId, filling: Filling) {
        let form = filling.form;
        let name = filling.name.get_untracked();
        let faults = faults(&name, None);
        if !faults.is_none() {
            form.refuse(faults);
            return;
        }
        form.begin();
        let revision = self.revision(id);
        spawn_local(async move {
            let (name, role) = (name.trim(), filling.role.get_untracked());
            let body = Json::texts(&[("name", name), ("role", &role)]).write();
            let ask = Ask {
                method: Method::Put,
                path: paths::staff(id),
                key: form.key(&body),
                body: Some(body),
                revision,
                ..Ask::default()
            };
            let changed = self.here.app.client.change(ask).await;
            if form.is_gone() {
                return;
            }
            match changed {
                Ok(_) => {
                    self.changing.set(false);
                    self.here.app.say(&(t().person.saved)(name));
                    self.source.retry();
                    // It may have been herself.
                    self.here.ask();
                }
                Err(failure) if failure.is_stale() => {
                    // What she typed stays; the next try is made on what is there now.
                    form.refuse(Faults::one("name", t().third_party.changed));
                    self.source.retry();
                }
                Err(failure) => form.refuse(Faults::of(&failure, &FIELDS)),
            }
        });
    }

    fn asking(self) -> View {
        let question = move || {
            let words = &t().staff;
            let name = self.name();
            Question {
                title: (t().ending.ask)(&name),
                text: vec![words.end_what.to_owned(), words.end_kept.to_owned()],
                word: name,
                act: words.end,
                acting: t().ending.ending,
            }
        };
        typed_confirmation(self.here.app, self.ending, question, move |form| {
            let Some(one) = self.whom.get_untracked() else {
                return;
            };
            take_away(self.here, paths::staff(one.id), form, move || {
                self.ending.set(false);
                self.here.app.say(&(t().ending.ended)(&one.name));
                self.source.retry();
                // It may have been herself.
                self.here.ask();
            });
        })
    }
}

fn acts(submit: El, open: RwSignal<bool>) -> El {
    let cancel = button("button", move || open.set(false)).add(ui::strings::t().app.cancel);
    div("sheet-acts").add(submit).add(cancel)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_new_has_a_name_and_an_address() {
        let both = faults(" ", Some("sam"));
        assert!(both.at("name").is_some() && both.at("email").is_some());
        assert!(faults("Sam", Some("sam@halden.example")).is_none());
    }

    #[test]
    fn whoever_is_there_keeps_her_address() {
        assert!(faults("Sam", None).is_none());
        assert!(faults("", None).at("name").is_some());
    }
}
