//! A row of a list: what it is, how it stands, what it comes to, and what can be done.

use crate::act::{Act, Acts};
use crate::components::{chips, menu};
use crate::dom::{El, View, div, el, link, now, span, unseen};
use crate::icon::{Icon, icon};
use crate::standing::Chip;
use crate::strings::t;
use std::rc::Rc;

/// How a row is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// One state, much of a title.
    #[default]
    Record,
    /// Many chips beside a short name.
    Subject,
    /// Nothing but a name: all of the row leads on.
    Whole,
}

#[derive(Default)]
pub struct RowParts {
    pub layout: Layout,
    /// The row stands under a heading of its own, rather than under the page's.
    pub in_section: bool,
    pub title: String,
    /// What tells it apart from others of the same title, for ears only.
    pub aside: Option<String>,
    pub href: String,
    /// What stands under the title, apart by dots.
    pub under: Vec<View>,
    pub chips: Vec<Chip>,
    /// What it comes to, and what that is.
    pub amount: Option<(String, Option<String>)>,
    pub picture: View,
    pub acts: Acts,
    /// Whether it changed just now, while it was looked at.
    pub recent: Option<Recent>,
}

/// Asked again whenever something changes, so that a mark comes and goes without the row being drawn anew.
pub type Recent = Rc<dyn Fn() -> bool>;

/// "Updated just now", as long as it is so.
#[must_use]
pub fn just_now(recent: Option<Recent>) -> View {
    match recent {
        Some(recent) => now(move || recent().then(|| span("row-part row-now", t().live.just_now))),
        None => View::nothing(),
    }
}

/// The mark itself, on whatever changed.
#[must_use]
pub fn marked(on: El, recent: Option<Recent>) -> El {
    match recent {
        Some(recent) => on.now("data-recent", move || recent().then(String::new)),
        None => on,
    }
}

/// One of several things that stand in a line, apart by dots.
#[must_use]
pub fn part(inside: impl Into<View>) -> El {
    el("span").class("row-part").add(inside)
}

/// The link of an act, named in full.
#[must_use]
pub fn act_link(act: &Act, class: &str) -> El {
    let about = (!act.about.is_empty()).then(|| unseen(&format!(", {}", act.about)));
    let label = match act.short {
        None => View::from(act.label.as_str()),
        Some(short) => vec![
            View::from(span("act-short", short).with("aria-hidden", "true")),
            span("act-whole", &act.label).into(),
        ]
        .into(),
    };
    link(&act.href)
        .class(class)
        .with_some("download", act.save.then_some(""))
        .add(label)
        .add(about)
}

#[must_use]
pub fn row(parts: RowParts) -> View {
    let mut under = el("p").class("row-under");
    for one in parts.under {
        under = under.add(part(one));
    }
    under = under.add(just_now(parts.recent.clone()));
    let aside = parts.aside.map(|aside| unseen(&format!(", {aside}")));
    let title = link(&parts.href).add(parts.title.as_str()).add(aside);
    let heading = el(if parts.in_section { "h3" } else { "h2" });
    let text = div("row-text")
        .add(heading.class("row-title").add(title))
        .add(under);
    let amount = parts.amount.map(|(sum, of)| {
        div("row-amount")
            .add(span("sum", &sum))
            .add(of.map(|of| span("row-of", &of)))
    });
    let layout = match parts.layout {
        Layout::Record => "row is-record",
        Layout::Subject => "row",
        Layout::Whole => "row is-whole",
    };
    let leads_on = (parts.layout == Layout::Whole).then(|| icon(Icon::ChevronRight));
    marked(el("li").class(layout), parts.recent)
        .add(div("row-main").add(parts.picture).add(text))
        .add(amount)
        .add(chips(&parts.chips))
        .add(acts(parts.acts, &parts.title))
        .add(leads_on)
        .into()
}

fn acts(acts: Acts, about: &str) -> View {
    if acts.likely.is_none() && acts.more.is_empty() {
        return View::nothing();
    }
    let likely = acts.likely.map(|act| act_link(&act, "button"));
    let more = (!acts.more.is_empty()).then(|| menu(acts.more, about));
    div("row-acts").add(likely).add(more).into()
}

/// Rows as one list.
#[must_use]
pub fn rows(all: Vec<View>) -> View {
    el("ul").class("rows").add(View::from(all)).into()
}
