//! Signing in with an e-mail address: ask for a mail, then its code in this browser. Nothing here tells a known
//! address from an unknown one.

use contract::email::Email;
use contract::paths;
use contract::sign_in::{RedeemCode, RedeemRequest, SignInAccepted, SignInRequest};
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::app::App;
use ui::client::Failure;
use ui::components::PageHead;
use ui::icon::{Icon, icon};
use ui::session::Farewell;
use ui::strings::t;
use web_sys::SubmitEvent;

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
const fn greeting(farewell: Farewell) -> Option<&'static str> {
    match farewell {
        Farewell::Fresh => None,
        Farewell::Ended => Some(t().sign_in.ended),
        Farewell::Here => Some(t().sign_in.left),
    }
}

#[component]
pub fn SignInPage(farewell: Farewell) -> impl IntoView {
    let step = RwSignal::new(Step::Address);
    let address = RwSignal::new(String::new());
    let title = Signal::derive(move || {
        Some(match step.get() {
            Step::Address => t().sign_in.title.to_owned(),
            Step::Code { .. } => t().sign_in.check_mail.to_owned(),
        })
    });
    view! {
        <main class="alone" id="main">
            <PageHead title=title place=Signal::derive(|| t().app.name.to_owned())/>
            {move || match step.get() {
                Step::Address => {
                    view! { <AddressForm step=step address=address farewell=farewell/> }.into_any()
                }
                Step::Code { email, minutes } => {
                    view! { <CodeForm step=step email=email minutes=minutes/> }.into_any()
                }
            }}
        </main>
    }
}

/// The field's fault, read out as soon as it is there.
fn fault(id: &'static str, fault: RwSignal<Option<String>>) -> AnyView {
    view! {
        <p id=id class="fault" role="alert">
            {move || fault.get().map(|text| view! { {icon(Icon::Warning)} <span>{text}</span> })}
        </p>
    }
    .into_any()
}

#[component]
fn AddressForm(
    step: RwSignal<Step>,
    address: RwSignal<String>,
    farewell: Farewell,
) -> impl IntoView {
    let app = App::here();
    let words = &t().sign_in;
    let wrong = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let field = NodeRef::<Input>::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let Ok(email) = Email::parse(&address.get_untracked()) else {
            wrong.set(Some(words.not_an_email.to_owned()));
            if let Some(field) = field.get_untracked() {
                let _ = field.focus();
            }
            return;
        };
        wrong.set(None);
        busy.set(true);
        spawn_local(async move {
            let request = SignInRequest {
                email: email.clone(),
            };
            let answer = app.client.send(paths::SIGN_IN, &request).await;
            busy.set(false);
            match answer.and_then(|answer| answer.read::<SignInAccepted>()) {
                Ok(accepted) => step.set(Step::Code {
                    email,
                    minutes: accepted.minutes,
                }),
                Err(failure) => wrong.set(Some(complaint(&failure))),
            }
        });
    };
    view! {
        {greeting(farewell).map(|text| view! { <p class="notice">{text}</p> })}
        <p class="soft">{words.help}</p>
        <form class="form" novalidate=true on:submit=submit>
            <label class="field">
                <span>{words.email}</span>
                <input
                    type="email"
                    name="email"
                    node_ref=field
                    autocomplete="email"
                    inputmode="email"
                    autocapitalize="none"
                    spellcheck="false"
                    maxlength="318"
                    required=true
                    aria-describedby="email-fault"
                    aria-invalid=move || wrong.with(Option::is_some).to_string()
                    prop:value=move || address.get()
                    on:input=move |event| address.set(event_target_value(&event))
                />
            </label>
            {fault("email-fault", wrong)}
            <button type="submit" class="button is-main" aria-disabled=move || busy.get().to_string()>
                {move || if busy.get() { words.sending } else { words.send }}
            </button>
        </form>
    }
}

#[component]
fn CodeForm(step: RwSignal<Step>, email: Email, minutes: u32) -> impl IntoView {
    let app = App::here();
    let words = &t().sign_in;
    let wrong = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let typed = RwSignal::new(String::new());
    let field = NodeRef::<Input>::new();
    let told = (words.on_its_way)(email.as_str(), minutes);
    // Somebody who is here goes on typing.
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let Some(code) = code(&typed.get_untracked()) else {
            wrong.set(Some(words.not_a_code.to_owned()));
            if let Some(field) = field.get_untracked() {
                let _ = field.focus();
            }
            return;
        };
        wrong.set(None);
        busy.set(true);
        let request = RedeemRequest::Code(RedeemCode {
            email: email.clone(),
            code,
        });
        spawn_local(async move {
            match app.client.send(paths::REDEEM, &request).await {
                Ok(_) => app.session.signed_in().await,
                Err(failure) => {
                    busy.set(false);
                    wrong.set(Some(complaint(&failure)));
                    if let Some(field) = field.get_untracked() {
                        field.select();
                    }
                }
            }
        });
    };
    view! {
        <p role="status">{told}</p>
        <p>{words.open_here}</p>
        <form class="form" novalidate=true on:submit=submit>
            <label class="field">
                <span>{words.code}</span>
                <input
                    class="code"
                    type="text"
                    name="code"
                    node_ref=field
                    inputmode="numeric"
                    autocomplete="one-time-code"
                    maxlength="11"
                    required=true
                    aria-describedby="code-help code-fault"
                    aria-invalid=move || wrong.with(Option::is_some).to_string()
                    on:input=move |event| typed.set(event_target_value(&event))
                />
            </label>
            <p id="code-help" class="soft">
                {words.code_help}
            </p>
            {fault("code-fault", wrong)}
            <div class="form-acts">
                <button
                    type="submit"
                    class="button is-main"
                    aria-disabled=move || busy.get().to_string()
                >
                    {move || if busy.get() { words.signing_in } else { words.sign_in }}
                </button>
                <button
                    type="button"
                    class="button is-quiet"
                    on:click=move |_| step.set(Step::Address)
                >
                    {words.another}
                </button>
            </div>
        </form>
        <details class="help">
            <summary>{words.no_mail}</summary>
            <p class="soft">{words.no_mail_help}</p>
        </details>
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
