//! A row of a list: what it is, how it stands, what it comes to, and what can be done.

use crate::act::{Act, Acts};
use crate::components::{Menu, chips};
use crate::standing::Chip;
use crate::strings::t;
use leptos::prelude::*;

#[derive(Default)]
pub struct RowParts {
    pub title: String,
    pub href: String,
    /// What stands under the title, apart by dots.
    pub under: Vec<AnyView>,
    pub chips: Vec<Chip>,
    /// What it comes to, and what that is.
    pub amount: Option<(String, Option<String>)>,
    pub picture: Option<AnyView>,
    pub acts: Acts,
    /// It changed just now, while it was looked at.
    pub recent: bool,
}

/// The link of an act, named in full.
#[must_use]
pub fn act_link(act: Act, class: &'static str) -> AnyView {
    let about = (!act.about.is_empty()).then(|| {
        view! { <span class="unseen">{format!(", {}", act.about)}</span> }
    });
    if act.save {
        view! {
            <a class=class href=act.href download="">
                {act.label}
                {about}
            </a>
        }
        .into_any()
    } else {
        view! {
            <a class=class href=act.href>
                {act.label}
                {about}
            </a>
        }
        .into_any()
    }
}

#[must_use]
pub fn row(parts: RowParts) -> AnyView {
    let class = if parts.recent { "row is-recent" } else { "row" };
    let about = parts.title.clone();
    let under: Vec<_> = parts
        .under
        .into_iter()
        .map(|part| view! { <span class="row-part">{part}</span> })
        .collect();
    let amount = parts.amount.map(|(sum, of)| {
        view! {
            <div class="row-amount">
                <span class="sum">{sum}</span>
                {of.map(|of| view! { <span class="row-of">{of}</span> })}
            </div>
        }
    });
    let likely = parts.acts.likely.map(|act| act_link(act, "button"));
    let more =
        (!parts.acts.more.is_empty()).then(|| view! { <Menu acts=parts.acts.more about=about/> });
    let acts = (likely.is_some() || more.is_some())
        .then(|| view! { <div class="row-acts">{likely}{more}</div> });
    view! {
        <li class=class>
            <div class="row-main">
                {parts.picture}
                <div class="row-text">
                    <h3>
                        <a href=parts.href>{parts.title}</a>
                    </h3>
                    <p class="row-under">
                        {under}
                        {parts
                            .recent
                            .then(|| view! { <span class="row-part row-now">{t().live.just_now}</span> })}
                    </p>
                </div>
            </div>
            {chips(parts.chips)}
            {amount}
            {acts}
        </li>
    }
    .into_any()
}

/// Rows as one list.
#[must_use]
pub fn rows(all: Vec<AnyView>) -> AnyView {
    view! { <ul class="rows">{all}</ul> }.into_any()
}
