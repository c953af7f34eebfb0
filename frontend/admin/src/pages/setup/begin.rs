//! The firm's name, its owner's name and address: what the set-up link asks for.

use crate::route;
use crate::strings::t;
use contract::email::Email;
use contract::paths;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use ui::app::App;
use ui::browser;
use ui::client::{Failure, handed_token};
use ui::components::page_head;
use ui::dom::{El, View, div, el, link, now};
use ui::form::{Faults, Form, labelled};
use ui::json::Json;
use ui::nav::Go;

const FIELDS: [&str; 3] = ["firm", "name", "email"];

/// The link's key, only in memory; none where it was lost on the way.
#[derive(Clone)]
pub struct Key(Option<Rc<str>>);

impl Key {
    /// If this page is that of the link.
    #[must_use]
    pub fn take() -> Option<Self> {
        let path = browser::window()?.location().pathname().ok()?;
        (path == route::SETUP).then(|| Self(handed_token().map(Into::into)))
    }
}

/// Which of its faces the page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Face {
    Form,
    Torn,
    Used,
}

/// `done` is called once the firm is there and she is in.
pub fn set_up(app: App, key: &Key, done: RwSignal<bool>) -> View {
    let face = RwSignal::new(if key.0.is_some() {
        Face::Form
    } else {
        Face::Torn
    });
    let form = Rc::new(Setting {
        app,
        key: key.0.clone().unwrap_or_default(),
        form: Form::new(app),
        face,
        done,
        firm: RwSignal::new(String::new()),
        name: RwSignal::new(String::new()),
        email: RwSignal::new(String::new()),
    });
    let title = move || {
        let words = &t().setup;
        Some(
            match face.get() {
                Face::Form => words.title,
                Face::Torn => words.torn,
                Face::Used => words.used,
            }
            .to_owned(),
        )
    };
    let inside = now(move || {
        let words = &t().setup;
        match face.get() {
            Face::Form => View::from(vec![
                View::from(el("p").class("soft").add(words.help)),
                Setting::draw(&form).into(),
            ]),
            Face::Torn => el("p").add(words.torn_help).into(),
            Face::Used => {
                let sign_in = link(route::HOME)
                    .class("button is-main")
                    .with("rel", "external")
                    .add(words.to_sign_in);
                vec![
                    View::from(el("p").with("role", "status").add(words.used_help)),
                    sign_in.into(),
                ]
                .into()
            }
        }
    });
    el("main")
        .class("alone")
        .with("id", "main")
        .add(page_head(app, title, || t().app.name.to_owned()))
        .add(inside)
        .into()
}

struct Setting {
    app: App,
    key: Rc<str>,
    form: Form,
    face: RwSignal<Face>,
    done: RwSignal<bool>,
    firm: RwSignal<String>,
    name: RwSignal<String>,
    email: RwSignal<String>,
}

/// What is wrong with them, every fault at once.
fn faults(firm: &str, name: &str, email: &str) -> Faults {
    let words = &t().setup;
    let mut faults = Faults::default();
    if firm.trim().is_empty() {
        faults.add("firm", words.firm_missing);
    }
    if name.trim().is_empty() {
        faults.add("name", words.name_missing);
    }
    if Email::parse(email).is_err() {
        faults.add("email", words.not_an_email);
    }
    faults
}

impl Setting {
    fn draw(this: &Rc<Self>) -> El {
        let words = &t().setup;
        let form = this.form;
        let text = |name, typed, hint| {
            form.field(name, typed)
                .with("required", "")
                .with("autocomplete", hint)
                .with("maxlength", "200")
        };
        let email = form
            .field("email", this.email)
            .with("required", "")
            .with("type", "email")
            .with("autocomplete", "email")
            .with("inputmode", "email")
            .with("autocapitalize", "none")
            .with("spellcheck", "false")
            .with("maxlength", "318")
            .with("aria-describedby", "email-help email-fault");
        let help = el("p")
            .class("soft field-help")
            .with("id", "email-help")
            .add(words.email_help);
        let sending = Rc::clone(this);
        form.draw(move || Self::send(&sending))
            .add(labelled(
                words.firm,
                text("firm", this.firm, "organization"),
            ))
            .add(form.fault("firm"))
            .add(labelled(words.name, text("name", this.name, "name")))
            .add(form.fault("name"))
            .add(labelled(words.email, email))
            .add(help)
            .add(form.fault("email"))
            .add(form.whole_fault())
            .add(div("form-acts").add(form.submit(words.begin, words.beginning)))
    }

    fn send(this: &Rc<Self>) {
        let (firm, name, email) = untrack(|| (this.firm.get(), this.name.get(), this.email.get()));
        let faults = faults(&firm, &name, &email);
        if !faults.is_none() {
            this.form.refuse(faults);
            return;
        }
        this.form.begin();
        let this = Rc::clone(this);
        spawn_local(async move {
            let (app, email) = (this.app, email.trim().to_owned());
            let body = Json::texts(&[
                ("token", &this.key),
                ("firm", firm.trim()),
                ("name", name.trim()),
                ("email", &email),
            ]);
            match app.client.send(paths::SETUP, &body).await {
                Ok(_) => {
                    app.session.signed_in().await;
                    app.say(&(t().setup.mailed)(&email));
                    app.nav.go(route::HOME, Go::Instead);
                    this.done.set(true);
                }
                Err(Failure::Refused(problem)) if problem.status == 404 => {
                    this.face.set(Face::Used);
                }
                Err(failure) => this.form.refuse(Faults::of(&failure, &FIELDS)),
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_firm_needs_a_name_and_an_owner_who_can_sign_in() {
        let all = faults(" ", "", "hal");
        assert!(FIELDS.iter().all(|field| all.at(field).is_some()));
        assert!(faults("Halden", "Hal Denby", "hal@halden.example").is_none());
    }
}
