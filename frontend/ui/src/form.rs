//! Forms: what is wrong is told at its field, as soon as it is known and in one place; what was typed stays.

use crate::app::App;
use crate::browser;
use crate::client::Failure;
use crate::dom::{El, View, el, now, span, value};
use crate::format::capital;
use crate::icon::{Icon, icon};
use crate::strings::t;
use leptos::prelude::*;

/// What is wrong with a form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Faults {
    /// By the field's name.
    fields: Vec<(String, String)>,
    /// With none of its fields.
    whole: Option<String>,
}

impl Faults {
    #[must_use]
    pub fn one(field: &str, words: &str) -> Self {
        Self {
            fields: vec![(field.to_owned(), words.to_owned())],
            whole: None,
        }
    }

    /// Said of all of it.
    #[must_use]
    pub fn all(words: &str) -> Self {
        Self {
            whole: Some(words.to_owned()),
            ..Self::default()
        }
    }

    /// What the server says is wrong. What it says of a field that the form has not is said of the whole.
    #[must_use]
    pub fn of(failure: &Failure, fields: &[&str]) -> Self {
        let Failure::Refused(problem) = failure else {
            return Self {
                whole: Some(complaint(failure)),
                ..Self::default()
            };
        };
        let known: Vec<_> = problem
            .errors
            .iter()
            .filter(|error| fields.contains(&error.field.as_str()))
            .map(|error| (error.field.clone(), capital(&error.message)))
            .collect();
        let is_all = !known.is_empty() && known.len() == problem.errors.len();
        Self {
            fields: known,
            whole: (!is_all).then(|| complaint(failure)),
        }
    }

    pub fn add(&mut self, field: &str, words: &str) {
        self.fields.push((field.to_owned(), words.to_owned()));
    }

    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    #[must_use]
    pub fn at(&self, field: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(name, _)| name == field);
        found.map(|(_, words)| words.as_str())
    }
}

/// What a person is told when it did not work. What she wrote stays.
#[must_use]
pub fn complaint(failure: &Failure) -> String {
    let words = &t().sign_in;
    match failure {
        Failure::Offline => words.offline.to_owned(),
        Failure::Refused(problem) => {
            let field = problem.errors.first().map(|error| error.message.clone());
            let more = field.or_else(|| problem.detail.clone()).unwrap_or_default();
            format!("{}. {more}", problem.title).trim_end().to_owned()
        }
        Failure::Broken { .. } | Failure::SignedOut => words.failed.to_owned(),
    }
}

/// A form on the page: its faults, and whether the server is being asked.
#[derive(Clone, Copy)]
pub struct Form {
    pub app: App,
    pub busy: RwSignal<bool>,
    faults: RwSignal<Faults>,
    /// What was sent last, and the key it was sent under.
    sent: StoredValue<Option<(String, String)>>,
}

impl Form {
    #[must_use]
    pub fn new(app: App) -> Self {
        Self {
            app,
            busy: RwSignal::new(false),
            faults: RwSignal::new(Faults::default()),
            sent: StoredValue::new(None),
        }
    }

    /// The key to send this under: the same for as long as the same is sent, so that a second try after an answer that
    /// got lost does nothing twice.
    #[must_use]
    pub fn key(self, body: &str) -> Option<String> {
        let again = self.sent.try_with_value(|sent| {
            let (before, key) = sent.as_ref()?;
            (before == body).then(|| key.clone())
        });
        let key = again.flatten().unwrap_or_else(browser::unique);
        self.sent
            .try_update_value(|sent| *sent = Some((body.to_owned(), key.clone())));
        Some(key)
    }

    /// The fields say why nothing was sent, and the first of them has the focus.
    pub fn refuse(self, faults: Faults) {
        self.busy.set(false);
        let first = faults.fields.first().map(|(name, _)| name.clone());
        self.faults.set(faults);
        let field = first.and_then(|name| browser::element(&name));
        if let Some(field) = field {
            let _ = field.focus();
        }
    }

    /// The server is asked, and nothing is wrong so far.
    pub fn begin(self) {
        self.faults.set(Faults::default());
        self.busy.set(true);
    }

    /// The server has answered: the same sent once more is another act.
    pub fn done(self) {
        self.busy.set(false);
        self.sent.try_update_value(|sent| *sent = None);
    }

    /// Whether its page was left, so that nothing is to be said on it any more.
    #[must_use]
    pub fn is_gone(self) -> bool {
        self.busy.is_disposed()
    }

    /// A field of text: its name is its id too, and what its fault is found by.
    #[must_use]
    pub fn field(self, name: &str, typed: RwSignal<String>) -> El {
        self.typed(el("input"), name, typed)
    }

    /// A field of several lines.
    #[must_use]
    pub fn lines(self, name: &str, typed: RwSignal<String>) -> El {
        self.typed(el("textarea"), name, typed)
    }

    fn typed(self, input: El, name: &str, typed: RwSignal<String>) -> El {
        self.described(input, name)
            .value_now(move || typed.get())
            .on("input", move |event| typed.set(value(&event)))
    }

    /// Whatever is filled in or chosen, with its fault.
    #[must_use]
    pub fn described(self, input: El, name: &str) -> El {
        let at = name.to_owned();
        input
            .with("name", name)
            .with("id", name)
            .with("aria-describedby", &fault_of(name))
            .now_bool("aria-invalid", move || {
                self.faults.with(|faults| faults.at(&at).is_some())
            })
    }

    /// A field's fault, read out as soon as it is there.
    #[must_use]
    pub fn fault(self, name: &str) -> El {
        let at = name.to_owned();
        let words = move || {
            self.faults
                .with(|faults| faults.at(&at).map(ToOwned::to_owned))
        };
        fault_line(words).with("id", &fault_of(name))
    }

    /// What is wrong with all of it.
    #[must_use]
    pub fn whole_fault(self) -> El {
        fault_line(move || self.faults.with(|faults| faults.whole.clone()))
    }

    #[must_use]
    pub fn submit(self, idle: &'static str, busy: &'static str) -> El {
        self.app
            .act(el("button").with("type", "submit"))
            .class("button is-main")
            .now_bool("aria-disabled", move || self.busy.get())
            .text_now(move || if self.busy.get() { busy } else { idle }.to_owned())
    }

    /// A form that the browser neither checks nor sends: both are done here, in our own words.
    #[must_use]
    pub fn draw(self, send: impl Fn() + 'static) -> El {
        el("form")
            .class("form")
            .with("novalidate", "")
            .on("submit", move |event| {
                event.prevent_default();
                if !self.busy.get_untracked() {
                    send();
                }
            })
            .add(self.app.looking().map(|why| el("p").class("soft").add(why)))
    }
}

fn fault_of(name: &str) -> String {
    format!("{name}-fault")
}

fn fault_line(words: impl Fn() -> Option<String> + 'static) -> El {
    let inside = now(move || {
        let text = words()?;
        Some(View::from(vec![
            icon(Icon::Warning),
            span("", &text).into(),
        ]))
    });
    el("p").class("fault").with("role", "alert").add(inside)
}

/// A field under its name.
#[must_use]
pub fn labelled(name: &str, field: El) -> El {
    el("label").class("field").add(span("", name)).add(field)
}

/// Several that belong together.
#[must_use]
pub fn group(name: &str) -> El {
    el("fieldset").class("group").add(el("legend").add(name))
}

/// Something to tick or choose, with its words.
#[must_use]
pub fn check(input: El, words: &str) -> El {
    el("label").class("check").add(input).add(span("", words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(errors: &str) -> Failure {
        let body = format!(
            r#"{{"type":"/problems/invalid","title":"Some of this is not right","status":422,"trace_id":"x",
                "errors":[{errors}]}}"#
        );
        Failure::read(422, &body)
    }

    #[test]
    fn what_the_server_says_is_told_at_its_field() {
        let taken = r#"{"field":"email","code":"taken","message":"this address is a contact here already"}"#;
        let faults = Faults::of(&refused(taken), &["name", "email"]);
        assert_eq!(
            faults.at("email"),
            Some("This address is a contact here already")
        );
        assert_eq!((faults.at("name"), &faults.whole), (None, &None));
    }

    #[test]
    fn what_belongs_to_no_field_of_the_form_is_said_of_the_whole() {
        let other = r#"{"field":"sites","code":"unknown","message":"one of these is gone"}"#;
        let faults = Faults::of(&refused(other), &["name"]);
        assert_eq!(
            faults.whole.as_deref(),
            Some("Some of this is not right. one of these is gone")
        );
        assert!(Faults::of(&Failure::Offline, &["name"]).whole.is_some());
        assert!(Faults::default().is_none() && !faults.is_none());
    }

    #[test]
    fn a_refusal_is_told_in_the_servers_words() {
        let body = r#"{"type":"/problems/code-refused","title":"That code does not work","status":403,
            "detail":"Codes work for 15 minutes.","trace_id":"x"}"#;
        assert_eq!(
            complaint(&Failure::read(403, body)),
            "That code does not work. Codes work for 15 minutes."
        );
        assert!(complaint(&Failure::Offline).contains("still here"));
    }
}
