//! What work is about, as a tree: its roots by name, or whatever fits the words, at any depth.

use crate::here::Here;
use crate::route;
use crate::strings::t;
use crate::tree::subject_row;
use contract::paths;
use contract::staff::StaffRight;
use contract::tree::TreePage;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::browser;
use ui::components::{State, frame, pager, rows, skeleton_rows, state};
use ui::dom::{View, div, el, link, now, value};
use ui::icon::{Icon, icon};
use ui::nav::{Go, narrowing};
use ui::query::Address;
use ui::source::{Follows, Source, Wish, pages};

/// Before words that are typed narrow the list.
const PAUSE_MS: i32 = 300;

/// What is asked of the server for these words.
fn ask(words: Option<&str>) -> String {
    Address::new(paths::TREE).with("q", words).text()
}

pub fn subjects(here: Here) -> View {
    let nav = here.app.nav;
    let words = Memo::new(move |_| {
        let typed = nav.place.with(|place| place.get("words"));
        typed
            .map(|words| words.trim().to_owned())
            .filter(|words| !words.is_empty())
    });
    let source = Source::new(here.app, pages::<TreePage>, move || {
        Some(Wish {
            path: ask(words.get().as_deref()),
            follows: Follows::Nothing,
        })
    });
    let list = frame(
        here.app,
        source,
        skeleton_rows,
        move |pages: &Vec<TreePage>| {
            let found = pages.iter().flat_map(|page| &page.items);
            let found: Vec<View> = found.map(|one| subject_row(one, false)).collect();
            if found.is_empty() {
                return empty(words.get().is_some());
            }
            rows(found)
        },
    );
    let new = now(move || {
        here.can(StaffRight::EditSubjects).then(|| {
            link(&route::new_subject(None))
                .class("button")
                .add(t().places.new)
        })
    });
    let head = here
        .head(|| Some(t().subjects.title.to_owned()))
        .add(el("p").class("head-under").add(t().subjects.help))
        .add(here.as_of(source));
    let turn = StoredValue::new(0_u32);
    let typed = move |text: String| {
        turn.update_value(|n| *n = n.wrapping_add(1));
        let mine = turn.get_value();
        spawn_local(async move {
            browser::sleep(PAUSE_MS).await;
            if turn.try_get_value() == Some(mine) {
                let address = Address::new(route::SUBJECTS).with("words", Some(text.trim()));
                nav.go(&address.text(), Go::Narrow);
            }
        });
    };
    let search = el("input")
        .with("type", "search")
        .with("autocomplete", "off")
        .with("maxlength", "200")
        .with("placeholder", t().subjects.find)
        .with("aria-label", t().subjects.find)
        .value_now(move || words.get().unwrap_or_default())
        .on("input", move |event| typed(value(&event)));
    let search = div("field is-inline").add(icon(Icon::Search)).add(search);
    vec![
        head.into(),
        div("tools").add(search).add(new).into(),
        list,
        pager(source),
    ]
    .into()
}

fn empty(is_narrowed: bool) -> View {
    let words = &ui::strings::t().lists;
    if !is_narrowed {
        let none = &t().subjects;
        return state(&State::empty(none.none).and(none.none_help), None);
    }
    let clear = narrowing(route::SUBJECTS).class("button").add(words.clear);
    vec![
        state(
            &State::missing(words.no_match).and(words.no_match_help),
            None,
        ),
        el("p").class("state-way").add(clear).into(),
    ]
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_words_the_roots_are_asked_for() {
        assert_eq!(ask(None), "/api/v1/admin/subjects");
        assert_eq!(
            ask(Some("mill lane")),
            "/api/v1/admin/subjects?q=mill%20lane"
        );
    }
}
