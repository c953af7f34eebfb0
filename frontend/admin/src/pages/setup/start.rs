//! What a new firm has still to do, over the page that its owner's day begins with: until it is done, or put away. Whether
//! something is done the firm's own data say.

use crate::here::Here;
use crate::route;
use crate::strings::t;
use contract::paths;
use contract::setup::StartState;
use contract::staff::StaffRight;
use leptos::prelude::*;
use ui::browser::Memory;
use ui::dom::{El, View, button, div, el, link, now, span, unseen};
use ui::icon::{Icon, icon};
use ui::source::{Follows, Source, Wish, one};

/// By this browser: whoever put it away, and at which firm.
const AWAY: &str = "sightline.started";

pub fn start(here: Here) -> View {
    let owns = Memo::new(move |_| here.can(StaffRight::EditFirm));
    let away = RwSignal::new(
        Memory::Device
            .read(AWAY)
            .is_some_and(|who| who == here.id()),
    );
    let source = Source::new(here.app, one::<StartState>, move || {
        (owns.get() && !away.get()).then(|| Wish {
            path: paths::START.to_owned(),
            follows: Follows::Nothing,
        })
    });
    now(move || {
        if !owns.get() || away.get() {
            return None;
        }
        let state = source.found::<StartState>()?;
        if is_done(&state) {
            return None;
        }
        Some(list(here, &state, away))
    })
}

const fn is_done(state: &StartState) -> bool {
    state.branded && state.records && state.invited
}

fn list(here: Here, state: &StartState, away: RwSignal<bool>) -> El {
    let words = &t().setup.start;
    let put_away = button("button is-quiet", move || {
        Memory::Device.write(AWAY, Some(&here.id()));
        away.set(true);
    })
    .add(words.put_away);
    let guide = link(route::FIRST_DAY)
        .with("rel", "external")
        .add(t().setup.guide);
    el("section")
        .class("section has-act starting")
        .add(el("h2").add(words.title).add(put_away))
        .add(el("p").class("soft section-help").add(words.help))
        .add(
            el("ol")
                .class("start-steps")
                .add(step(
                    state.branded,
                    words.brand,
                    words.brand_help,
                    route::FIRM,
                ))
                .add(step(
                    state.records,
                    words.records,
                    words.records_help,
                    route::IMPORTS,
                ))
                .add(step(
                    state.invited,
                    words.invite,
                    words.invite_help,
                    route::THIRD_PARTIES,
                )),
        )
        .add(el("p").add(guide))
}

fn step(done: bool, name: &str, help: &str, href: &str) -> El {
    let words = &t().setup.start;
    let mark = if done {
        Icon::CheckCircle
    } else {
        Icon::Dashed
    };
    let said = if done { words.done } else { words.to_do };
    el("li")
        .class(if done { "is-done" } else { "" })
        .add(icon(mark))
        .add(
            div("start-words")
                .add(link(href).add(name).add(unseen(said)))
                .add(span("soft", help)),
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_there_until_all_of_it_is_done() {
        let mut state = StartState {
            branded: true,
            records: true,
            invited: false,
        };
        assert!(!is_done(&state));
        state.invited = true;
        assert!(is_done(&state));
    }
}
