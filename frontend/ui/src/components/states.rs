//! What a page says when it has nothing to show: still loading, empty, offline, refused, failed. Each says what
//! happened, what was kept and what to do.

use crate::client::Failure;
use crate::dom::{Act, View, all, button, div, el, span, unseen};
use crate::icon::{Icon, icon};
use crate::strings::t;

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

    /// Nothing, where something was looked for.
    #[must_use]
    pub fn missing(title: impl Into<String>) -> Self {
        Self {
            icon: Icon::Missing,
            ..Self::empty(title)
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
pub fn state(state: &State, again: Option<Act>) -> View {
    let button = again.filter(|_| state.again).map(|again| {
        button("button", move || again())
            .add(icon(Icon::Refresh))
            .add(t().states.try_again)
    });
    let text = (!state.text.is_empty()).then(|| el("p").class("soft").add(state.text.as_str()));
    let trace = state.trace_id.as_ref().map(|id| {
        el("p")
            .class("soft state-trace")
            .add((t().states.trace)(id))
    });
    div("state")
        .add(icon(state.icon))
        .add(el("p").class("state-title").add(state.title.as_str()))
        .add(text)
        .add(button)
        .add(trace)
        .into()
}

fn bones(class: &str, inside: &[&str], n: usize) -> View {
    let rows = all((0..n).map(|_| {
        let parts = all(inside.iter().map(|part| span(&format!("bone {part}"), "")));
        div("bone-row").add(parts)
    }));
    div(class)
        .with("aria-busy", "true")
        .add(unseen(t().states.loading))
        .add(rows)
        .into()
}

/// Rows to come.
#[must_use]
pub fn skeleton_rows() -> View {
    bones("rows bones", &["bone-name", "bone-chip", "bone-sum"], 8)
}

/// The strip of figures to come.
#[must_use]
pub fn skeleton_figures() -> View {
    bones("figures bones", &["bone-figure", "bone-name"], 4)
}

/// One record to come.
#[must_use]
pub fn skeleton_page() -> View {
    vec![
        bones("facts bones", &["bone-name", "bone-chip"], 2),
        bones("paper bones", &["bone-paper"], 1),
    ]
    .into()
}
