//! Signing in with an e-mail address: ask for a mail, then its code in this browser. Nothing here tells a known
//! address from an unknown one.

use contract::email::Email;
use contract::paths;
use contract::sign_in::SignInAccepted;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::app::App;
use ui::client::Failure;
use ui::components::page_head;
use ui::dom::{El, View, button, div, el, now, span, value};
use ui::icon::{Icon, icon};
use ui::json::Json;
use ui::session::Farewell;
use ui::strings::t;

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

/// A line over the form for whoever was here before.
fn greeting(farewell: Farewell) -> Option<&'static str> {
    match farewell {
        Farewell::Fresh => None,
        Farewell::Ended => Some(t().sign_in.ended),
        Farewell::Here => Some(t().sign_in.left),
    }
}

/// What a form knows: what is typed, what is wrong with it, and whether the server is being asked.
#[derive(Clone, Copy)]
struct Form {
    app: App,
    step: RwSignal<Step>,
    typed: RwSignal<String>,
    wrong: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

impl Form {
    fn new(app: App, step: RwSignal<Step>, typed: RwSignal<String>) -> Self {
        Self {
            app,
            step,
            typed,
            wrong: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    /// Nothing is asked: the field says why, and has the focus again.
    fn refuse(self, words: &str, field: &El) {
        self.wrong.set(Some(words.to_owned()));
        field.focus();
    }

    fn begin(self) {
        self.wrong.set(None);
        self.busy.set(true);
    }

    fn fail(self, failure: &Failure) {
        self.busy.set(false);
        self.wrong.set(Some(complaint(failure)));
    }

    fn field(self, name: &str, described_by: &str) -> El {
        el("input")
            .with("name", name)
            .with("id", name)
            .with("required", "")
            .with("aria-describedby", described_by)
            .now_bool("aria-invalid", move || self.wrong.with(Option::is_some))
            .value_now(move || self.typed.get())
            .on("input", move |event| self.typed.set(value(&event)))
    }

    /// The field's fault, read out as soon as it is there.
    fn fault(self, id: &str) -> El {
        let inside = now(move || {
            let text = self.wrong.get()?;
            Some(View::from(vec![
                icon(Icon::Warning),
                span("", &text).into(),
            ]))
        });
        el("p")
            .class("fault")
            .with("id", id)
            .with("role", "alert")
            .add(inside)
    }

    fn submit(self, idle: &'static str, busy: &'static str) -> El {
        el("button")
            .with("type", "submit")
            .class("button is-main")
            .now_bool("aria-disabled", move || self.busy.get())
            .text_now(move || if self.busy.get() { busy } else { idle }.to_owned())
    }

    /// A form that the browser neither checks nor sends: both are done here, in our own words.
    fn form(self, send: impl Fn() + 'static) -> El {
        el("form")
            .class("form")
            .with("novalidate", "")
            .on("submit", move |event| {
                event.prevent_default();
                if !self.busy.get_untracked() {
                    send();
                }
            })
    }
}

#[must_use]
pub fn sign_in_page(app: App, farewell: Farewell) -> View {
    let step = RwSignal::new(Step::Address);
    let address = RwSignal::new(String::new());
    let title = move || {
        Some(match step.get() {
            Step::Address => t().sign_in.title.to_owned(),
            Step::Code { .. } => t().sign_in.check_mail.to_owned(),
        })
    };
    let inside = now(move || match step.get() {
        Step::Address => address_form(Form::new(app, step, address), farewell),
        Step::Code { email, minutes } => {
            let form = Form::new(app, step, RwSignal::new(String::new()));
            code_form(form, email, minutes)
        }
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

fn address_form(form: Form, farewell: Farewell) -> View {
    let words = &t().sign_in;
    let field = form
        .field("email", "email-fault")
        .with("type", "email")
        .with("autocomplete", "email")
        .with("inputmode", "email")
        .with("autocapitalize", "none")
        .with("spellcheck", "false")
        .with("maxlength", "318");
    let label = el("label")
        .class("field")
        .add(span("", words.email))
        .add(field.clone());
    let send = move || {
        let Ok(email) = Email::parse(&form.typed.get_untracked()) else {
            form.refuse(words.not_an_email, &field);
            return;
        };
        form.begin();
        spawn_local(async move {
            let request = Json::texts(&[("email", email.as_str())]);
            let answer = form.app.client.send(paths::SIGN_IN, &request).await;
            match answer.and_then(|answer| answer.read::<SignInAccepted>()) {
                Ok(accepted) => form.step.set(Step::Code {
                    email,
                    minutes: accepted.minutes,
                }),
                Err(failure) => form.fail(&failure),
            }
        });
    };
    let inside = form
        .form(send)
        .add(label)
        .add(form.fault("email-fault"))
        .add(form.submit(words.send, words.sending));
    vec![
        greeting(farewell)
            .map(|text| el("p").class("notice is-calm").add(text))
            .into(),
        soft(words.help).into(),
        inside.into(),
    ]
    .into()
}

fn code_form(form: Form, email: Email, minutes: u32) -> View {
    let words = &t().sign_in;
    let told = (words.on_its_way)(email.as_str(), minutes);
    let field = form
        .field("code", "code-help code-fault")
        .class("code")
        .with("type", "text")
        .with("inputmode", "numeric")
        .with("autocomplete", "one-time-code")
        .with("maxlength", "11");
    let label = el("label")
        .class("field")
        .add(span("", words.code))
        .add(field.clone());
    // Somebody who is here goes on typing.
    let first = field.clone();
    spawn_local(async move { first.focus() });
    let send = move || {
        let Some(code) = code(&form.typed.get_untracked()) else {
            form.refuse(words.not_a_code, &field);
            return;
        };
        form.begin();
        let request = Json::texts(&[("email", email.as_str()), ("code", &code)]);
        let field = field.clone();
        spawn_local(async move {
            match form.app.client.send(paths::REDEEM, &request).await {
                Ok(_) => form.app.session.signed_in().await,
                Err(failure) => {
                    form.fail(&failure);
                    if let Some(field) = field.input() {
                        field.select();
                    }
                }
            }
        });
    };
    let another =
        button("button is-quiet", move || form.step.set(Step::Address)).add(words.another);
    let acts = div("form-acts")
        .add(form.submit(words.sign_in, words.signing_in))
        .add(another);
    let inside = form
        .form(send)
        .add(label)
        .add(soft(words.code_help).with("id", "code-help"))
        .add(form.fault("code-fault"))
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
    fn a_refusal_is_told_in_the_servers_words() {
        let body = r#"{"type":"/problems/code-refused","title":"That code does not work","status":403,
            "detail":"Codes work for 15 minutes.","trace_id":"x"}"#;
        assert_eq!(
            complaint(&Failure::read(403, body)),
            "That code does not work. Codes work for 15 minutes."
        );
        assert!(complaint(&Failure::Offline).contains("still here"));
    }

    #[test]
    fn nothing_tells_a_known_address_from_an_unknown_one() {
        let told = (t().sign_in.on_its_way)("jo@oakline.example", 15);
        assert!(told.starts_with("If jo@oakline.example is known here"));
    }
}
