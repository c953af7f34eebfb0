//! The texts there were: who wrote each and when, what it changed, and the way back to it.

use super::lines::lines;
use super::list::changed;
use super::work::Work;
use crate::strings::t;
use contract::profile::{ProfileView, TextLine};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use ui::client::Failure;
use ui::components::{Shape, part, sheet};
use ui::dom::{Act, El, View, all, button, div, el, now, unseen};
use ui::form::complaint;

#[derive(Debug, Clone, PartialEq, Eq)]
struct Version {
    number: u32,
    text: String,
    at: String,
    by: Option<String>,
    /// What there was before it.
    before: Option<String>,
    is_now: bool,
}

/// Newest first, each with the one before it.
fn versions(view: &ProfileView) -> Vec<Version> {
    let now = Version {
        number: view.row.version,
        text: view.text.clone(),
        at: view.row.changed_at.clone(),
        by: view.row.changed_by.clone(),
        before: None,
        is_now: true,
    };
    let old = view.before.iter().map(|old| Version {
        number: old.version,
        text: old.text.clone(),
        at: old.from.clone(),
        by: old.by.clone(),
        before: None,
        is_now: false,
    });
    let mut all: Vec<Version> = std::iter::once(now).chain(old).collect();
    let older: Vec<Option<String>> = all
        .iter()
        .skip(1)
        .map(|one| Some(one.text.clone()))
        .collect();
    for (one, before) in all.iter_mut().zip(older) {
        one.before = before;
    }
    all
}

type Differs = Option<Result<Vec<TextLine>, Failure>>;

#[derive(Clone, Copy)]
struct Look {
    work: Work,
    open: RwSignal<bool>,
    at: RwSignal<Option<Version>>,
    /// Against the one before it.
    brought: RwSignal<Differs>,
    /// What there is now, against it.
    since: RwSignal<Differs>,
}

/// `back` puts a text to work; whoever may not change it has no way back.
#[must_use]
pub fn history(
    work: Work,
    view: impl Fn() -> Option<std::sync::Arc<ProfileView>> + 'static,
    back: Option<Rc<dyn Fn(String)>>,
) -> View {
    let look = Look {
        work,
        open: RwSignal::new(false),
        at: RwSignal::new(None),
        brought: RwSignal::new(None),
        since: RwSignal::new(None),
    };
    let list = now(move || {
        let words = &t().profiles;
        let view = view()?;
        let current = view.text.clone();
        let all_versions = versions(&view);
        let is_cut = all_versions.last().is_some_and(|last| last.number > 1);
        let rows = all(all_versions
            .into_iter()
            .map(|version| row(look, version, current.clone())));
        Some(
            el("section")
                .class("section")
                .add(el("h2").add(words.history))
                .add(el("p").class("soft section-help").add(words.history_help))
                .add(el("ul").class("rows").add(rows))
                .add(is_cut.then(|| el("p").class("soft").add(words.history_more))),
        )
    });
    let title = move || {
        look.at.with(|at| {
            let number = at.as_ref().map_or(0, |version| version.number);
            (t().profiles.version)(u64::from(number))
        })
    };
    let inside = move || inside(look, back.clone());
    vec![list, sheet(look.open, title, Shape::Wide, inside)].into()
}

fn row(look: Look, version: Version, current: String) -> El {
    let words = &t().profiles;
    let name = (words.version)(u64::from(version.number));
    let under = el("p")
        .class("row-under")
        .add(version.is_now.then(|| part(words.now)))
        .add(part(changed(&version.at, version.by.as_deref())));
    let text = div("row-text")
        .add(el("h3").class("row-title").add(name.as_str()))
        .add(under);
    let way = button("button", move || look.begin(&version, &current))
        .add(View::from(words.look))
        .add(unseen(&name));
    el("li")
        .class("row is-record is-short")
        .add(div("row-main").add(text))
        .add(div("row-acts").add(way))
}

impl Look {
    fn begin(self, version: &Version, current: &str) {
        self.brought.set(None);
        self.since.set(None);
        self.at.set(Some(version.clone()));
        self.open.set(true);
        let (version, current) = (version.clone(), current.to_owned());
        spawn_local(async move {
            if let Some(before) = &version.before {
                let told = self.work.ask(&version.text, None, Some(before)).await;
                self.brought.try_set(Some(told.map(|draft| draft.lines)));
            }
            if !version.is_now {
                let told = self.work.ask(&current, None, Some(&version.text)).await;
                self.since.try_set(Some(told.map(|draft| draft.lines)));
            }
        });
    }
}

fn inside(look: Look, back: Option<Rc<dyn Fn(String)>>) -> View {
    let words = &t().profiles;
    let Some(version) = look.at.get() else {
        return View::nothing();
    };
    let brought = if version.before.is_some() {
        now(move || look.brought.with(told))
    } else {
        el("p").class("soft").add(words.first).into()
    };
    let since = (!version.is_now).then(|| {
        View::from(vec![
            View::from(el("h3").add(words.since_then)),
            now(move || look.since.with(told)),
        ])
    });
    let text = version.text.clone();
    let way: Option<Act> = back.filter(|_| !version.is_now).map(|back| {
        let act: Act = Rc::new(move || {
            look.open.set(false);
            back(text.clone());
        });
        act
    });
    let acts = way.map(|way| {
        div("sheet-acts").add(button("button is-main", move || way()).add(words.go_back))
    });
    let whole = el("details")
        .class("proof")
        .add(el("summary").add(words.whole_text))
        .add(
            el("pre")
                .class("whole-text")
                .with("tabindex", "0")
                .add(version.text.as_str()),
        );
    vec![
        View::from(
            el("p")
                .class("soft")
                .add(changed(&version.at, version.by.as_deref())),
        ),
        el("h3").add(words.what_it_changed).into(),
        brought,
        since.into(),
        whole.into(),
        acts.into(),
    ]
    .into()
}

fn told(differs: &Differs) -> View {
    match differs {
        None => el("p").class("soft").add(t().profiles.checking).into(),
        Some(Ok(found)) => lines(found),
        Some(Err(failure)) => el("p").class("fault").add(complaint(failure)).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::profile::{ProfileRow, ProfileVersion};

    #[test]
    fn every_version_stands_beside_the_one_before_it() {
        let old = |version, text: &str| ProfileVersion {
            version,
            text: text.to_owned(),
            from: String::new(),
            to: String::new(),
            by: None,
        };
        let view = ProfileView {
            row: ProfileRow {
                id: "x".to_owned(),
                name: None,
                version: 3,
                changed_at: String::new(),
                changed_by: Some("Hal".to_owned()),
                shipped: false,
                third_parties: 0,
                contacts: 0,
            },
            text: "three".to_owned(),
            revision: String::new(),
            before: vec![old(2, "two"), old(1, "one")],
        };
        let told: Vec<_> = versions(&view)
            .into_iter()
            .map(|one| (one.number, one.before, one.is_now))
            .collect();
        assert_eq!(
            told,
            [
                (3, Some("two".to_owned()), true),
                (2, Some("one".to_owned()), false),
                (1, None, false)
            ]
        );
    }
}
