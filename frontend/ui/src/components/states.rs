//! What a page says when it has nothing to show: still loading, empty, offline, refused, failed. Each says what
//! happened, what was kept and what to do.

use crate::client::Failure;
use crate::icon::{Icon, icon};
use crate::strings::t;
use leptos::prelude::*;

/// A state in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    pub icon: Icon,
    pub title: String,
    pub text: String,
    /// For whoever looks into it.
    pub trace_id: Option<String>,
    /// Whether trying again may help.
    pub again: bool,
}

impl State {
    #[must_use]
    pub fn empty(title: impl Into<String>) -> Self {
        Self {
            icon: Icon::CheckCircle,
            title: title.into(),
            text: String::new(),
            trace_id: None,
            again: false,
        }
    }

    #[must_use]
    pub fn and(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }

    #[must_use]
    pub fn failed(failure: &Failure) -> Self {
        let words = &t().states;
        let of = |icon, title: &str, text: &str| Self {
            icon,
            title: title.to_owned(),
            text: text.to_owned(),
            trace_id: None,
            again: failure.may_pass(),
        };
        match failure {
            Failure::Offline => of(Icon::Offline, words.offline, words.offline_help),
            Failure::SignedOut => of(Icon::Lock, words.signed_out, words.signed_out_help),
            Failure::Broken { trace_id } => Self {
                trace_id: trace_id.clone(),
                ..of(Icon::Warning, words.failed, words.failed_help)
            },
            Failure::Refused(problem) if problem.status == 404 => {
                of(Icon::Missing, words.hidden, words.hidden_help)
            }
            Failure::Refused(problem) if problem.status == 409 => {
                of(Icon::Swap, words.no_hat, words.no_hat_help)
            }
            Failure::Refused(problem) => of(
                Icon::Lock,
                &problem.title,
                problem.detail.as_deref().unwrap_or(words.refused_help),
            ),
        }
    }
}

/// Draws a state; `again` is called by its button.
#[must_use]
pub fn state(state: State, again: Option<Callback<()>>) -> AnyView {
    let button = again.filter(|_| state.again).map(|again| {
        view! {
            <button type="button" class="button" on:click=move |_| again.run(())>
                {icon(Icon::Refresh)}
                {t().states.try_again}
            </button>
        }
    });
    view! {
        <div class="state">
            {icon(state.icon)}
            <p class="state-title">{state.title}</p>
            {(!state.text.is_empty()).then(|| view! { <p class="soft">{state.text}</p> })}
            {button}
            {state
                .trace_id
                .map(|id| view! { <p class="soft state-trace">{(t().states.trace)(&id)}</p> })}
        </div>
    }
    .into_any()
}

fn bones(class: &'static str, inside: &'static [&'static str], n: usize) -> AnyView {
    let all: Vec<_> = (0..n)
        .map(|_| {
            let parts: Vec<_> = inside
                .iter()
                .map(|part| view! { <span class=format!("bone {part}")></span> })
                .collect();
            view! { <div class="bone-row">{parts}</div> }
        })
        .collect();
    view! {
        <div class=class aria-busy="true">
            <span class="unseen">{t().states.loading}</span>
            {all}
        </div>
    }
    .into_any()
}

/// Rows to come.
#[must_use]
pub fn skeleton_rows() -> AnyView {
    bones("rows bones", &["bone-name", "bone-chip", "bone-sum"], 8)
}

/// The strip of figures to come.
#[must_use]
pub fn skeleton_figures() -> AnyView {
    bones("figures bones", &["bone-figure", "bone-name"], 4)
}

/// One record to come.
#[must_use]
pub fn skeleton_page() -> AnyView {
    view! {
        {bones("facts bones", &["bone-name", "bone-chip"], 4)}
        {bones("paper bones", &["bone-paper"], 1)}
    }
    .into_any()
}
