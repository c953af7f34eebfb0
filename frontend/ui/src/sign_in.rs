//! Signing in with an e-mail address: ask for a mail, then its code in this browser. Nothing here tells a known
//! address from an unknown one.

use crate::app::App;
use crate::components::page_head;
use crate::dom::{El, View, button, div, el, now};
use crate::form::{Faults, Form, complaint, labelled};
use crate::json::Json;
use crate::session::Farewell;
use crate::strings::t;
use contract::email::Email;
use contract::paths;
use contract::sign_in::SignInAccepted;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Remembered by the browser while somebody reads her mail: the page of the staff's app that she wanted.
pub const WANTED: &str = "sightline.wanted";

/// Whose sign-in it is.
#[derive(Clone, Copy)]
pub struct Door {
    /// Who signs in here, and how.
    pub help: &'static str,
    /// Called when a mail was asked for: its link may be opened in another tab.
    pub asked: fn(),
    /// Called once somebody is signed in.
    pub entered: fn(App),
    /// Another way in, under the field for her address.
    pub beside: fn(App) -> View,
}

/// Where a sign-in stands.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Address,
    Code { email: Email, minutes: u32 },
}

/// Six digits, however they were copied.
fn code(text: &str) -> Option<String> {
    let digits: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .collect();
    (digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

/// A line over the form for whoever was here before.
fn greeting(farewell: Farewell) -> Option<&'static str> {
    match farewell {
        Farewell::Fresh => None,
        Farewell::Ended => Some(t().sign_in.ended),
        Farewell::Here => Some(t().sign_in.left),
    }
}

#[must_use]
pub fn sign_in_page(app: App, door: Door, farewell: Farewell) -> View {
    let step = RwSignal::new(Step::Address);
    let address = RwSignal::new(String::new());
    let title = move || {
        Some(match step.get() {
            Step::Address => t().sign_in.title.to_owned(),
            Step::Code { .. } => t().sign_in.check_mail.to_owned(),
        })
    };
    let entry = Entry { app, door, step };
    let inside = now(move || match step.get() {
        Step::Address => entry.address(address, farewell),
        Step::Code { email, minutes } => entry.code(email, minutes),
    });
    el("main")
        .class("alone")
        .with("id", "main")
        .add(page_head(app, title, || t().app.name.to_owned()))
        .add(inside)
        .into()
}

fn soft(text: &str) -> El {
    el("p").class("soft").add(text)
}

#[derive(Clone, Copy)]
struct Entry {
    app: App,
    door: Door,
    step: RwSignal<Step>,
}

impl Entry {
    fn address(self, typed: RwSignal<String>, farewell: Farewell) -> View {
        let words = &t().sign_in;
        let form = Form::new(self.app);
        let field = form
            .field("email", typed)
            .with("required", "")
            .with("type", "email")
            .with("autocomplete", "email")
            .with("inputmode", "email")
            .with("autocapitalize", "none")
            .with("spellcheck", "false")
            .with("maxlength", "318");
        let send = move || {
            let Ok(email) = Email::parse(&typed.get_untracked()) else {
                form.refuse(Faults::one("email", words.not_an_email));
                return;
            };
            form.begin();
            spawn_local(async move {
                let request = Json::texts(&[("email", email.as_str())]);
                let answer = self.app.client.send(paths::SIGN_IN, &request).await;
                match answer.and_then(|answer| answer.read::<SignInAccepted>()) {
                    Ok(accepted) => {
                        (self.door.asked)();
                        self.step.set(Step::Code {
                            email,
                            minutes: accepted.minutes,
                        });
                    }
                    Err(failure) => form.refuse(Faults::one("email", &complaint(&failure))),
                }
            });
        };
        let inside = form
            .draw(send)
            .add(labelled(words.email, field))
            .add(form.fault("email"))
            .add(form.submit(words.send, words.sending));
        vec![
            greeting(farewell)
                .map(|text| el("p").class("notice is-calm").add(text))
                .into(),
            soft(self.door.help).into(),
            inside.into(),
            (self.door.beside)(self.app),
        ]
        .into()
    }

    fn code(self, email: Email, minutes: u32) -> View {
        let words = &t().sign_in;
        let form = Form::new(self.app);
        let typed = RwSignal::new(String::new());
        let told = (words.on_its_way)(email.as_str(), minutes);
        let field = form
            .field("code", typed)
            .class("code")
            .with("required", "")
            .with("type", "text")
            .with("inputmode", "numeric")
            .with("autocomplete", "one-time-code")
            .with("aria-describedby", "code-help code-fault")
            .with("maxlength", "11");
        // Somebody who is here goes on typing.
        let first = field.clone();
        spawn_local(async move { first.focus() });
        let again = field.clone();
        let send = move || {
            let Some(code) = code(&typed.get_untracked()) else {
                form.refuse(Faults::one("code", words.not_a_code));
                return;
            };
            form.begin();
            let request = Json::texts(&[("email", email.as_str()), ("code", &code)]);
            let field = again.clone();
            spawn_local(async move {
                match self.app.client.send(paths::REDEEM, &request).await {
                    Ok(_) => {
                        self.app.session.signed_in().await;
                        (self.door.entered)(self.app);
                    }
                    Err(failure) => {
                        form.refuse(Faults::one("code", &complaint(&failure)));
                        if let Some(field) = field.input() {
                            field.select();
                        }
                    }
                }
            });
        };
        let step = self.step;
        let another = button("button is-quiet", move || step.set(Step::Address)).add(words.another);
        let acts = div("form-acts")
            .add(form.submit(words.sign_in, words.signing_in))
            .add(another);
        let inside = form
            .draw(send)
            .add(labelled(words.code, field))
            .add(soft(words.code_help).with("id", "code-help"))
            .add(form.fault("code"))
            .add(acts);
        let help = el("details")
            .class("help")
            .add(el("summary").add(words.no_mail))
            .add(soft(words.no_mail_help));
        vec![
            View::from(el("p").with("role", "status").add(told)),
            el("p").add(words.open_here).into(),
            inside.into(),
            help.into(),
        ]
        .into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_six_digits_however_it_was_copied() {
        for text in ["123456", " 123456 ", "123 456", "123-456", "1 2 3 4 5 6"] {
            assert_eq!(code(text).as_deref(), Some("123456"), "{text}");
        }
        for text in ["", "12345", "1234567", "12345a", "１２３４５６"] {
            assert_eq!(code(text), None, "{text}");
        }
    }

    #[test]
    fn nothing_tells_a_known_address_from_an_unknown_one() {
        let told = (t().sign_in.on_its_way)("jo@oakline.example", 15);
        assert!(told.starts_with("If jo@oakline.example is known here"));
    }
}
