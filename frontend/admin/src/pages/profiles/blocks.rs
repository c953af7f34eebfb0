//! The blocks of the first page: put in order by dragging or by the arrows, taken out, added.

use super::called;
use super::work::Work;
use crate::strings::t;
use contract::profile::BlockForm;
use leptos::prelude::*;
use ui::dom::{El, View, all, button, div, el, now, span, unseen, value};
use ui::form::labelled;
use ui::icon::{Icon, icon};
use ui::json::Json;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, PointerEvent};

/// A block on its way: which, and before which it would stand if it were let go.
type Dragged = RwSignal<Option<(usize, usize)>>;

#[must_use]
pub fn section(work: Work, can_edit: bool) -> El {
    let words = &t().profiles;
    let blocks = Memo::new(move |_| {
        work.form
            .with(|form| form.as_ref().map(|form| form.blocks.clone()))
            .unwrap_or_default()
    });
    let known = Memo::new(move |_| {
        work.form
            .with(|form| form.as_ref().map(|form| form.known_blocks.clone()))
            .unwrap_or_default()
    });
    let dragged: Dragged = RwSignal::new(None);
    let list = now(move || {
        let all_blocks = blocks.get();
        if all_blocks.is_empty() {
            return View::from(el("p").class("soft").add(t().profiles.page_empty));
        }
        let outer = el("ol").class("blocks");
        let items =
            all((0..all_blocks.len())
                .map(|n| item(work, &all_blocks, n, &outer, dragged, can_edit)));
        outer.add(items).into()
    });
    let help = can_edit.then(|| el("p").class("soft").add(words.page_help));
    ui::form::group(words.page)
        .class("group is-whole")
        .add(help)
        .add(list)
        .add(can_edit.then(|| adding(work, blocks, known)))
}

fn item(
    work: Work,
    blocks: &[BlockForm],
    n: usize,
    list: &El,
    dragged: Dragged,
    can_edit: bool,
) -> El {
    let words = &t().profiles;
    let name = blocks.get(n).map(called::block).unwrap_or_default();
    let line = el("li").class("block").now("data-drop", move || {
        let (from, to) = dragged.get()?;
        let mark = if from == n {
            "held"
        } else if to == n {
            "before"
        } else if to == n + 1 {
            "after"
        } else {
            return None;
        };
        Some(mark.to_owned())
    });
    if !can_edit {
        return line.add(span("block-name", &name));
    }
    let step = |to: Option<usize>, way: String, which: Icon| {
        let (all, said) = (blocks.to_vec(), name.clone());
        let act = move || {
            if let Some(to) = to {
                settle(work, &moved(&all, n, to), &said, to);
            }
        };
        button("button is-quiet is-square", act)
            .with("aria-disabled", if to.is_some() { "false" } else { "true" })
            .add(icon(which))
            .add(unseen(&way))
    };
    let up = step(n.checked_sub(1), (words.up)(&name), Icon::ChevronUp);
    let below = Some(n + 1).filter(|to| *to < blocks.len());
    let down = step(below, (words.down)(&name), Icon::ChevronDown);
    let (rest, gone) = (without(blocks, n), name.clone());
    let out = button("button is-quiet is-square", move || {
        work.change(change(&rest));
        work.here.app.say(&(t().profiles.taken_out)(&gone));
    })
    .add(icon(Icon::Close))
    .add(unseen(&(words.take_out)(&name)));
    line.add(grip(work, blocks, n, list, dragged))
        .add(span("block-name", &name))
        .add(div("block-acts").add(up).add(down).add(out))
}

/// What a pointer holds a block by; who has none has the arrows.
fn grip(work: Work, blocks: &[BlockForm], n: usize, list: &El, dragged: Dragged) -> El {
    let over = {
        let list = list.clone();
        move |event: &Event| {
            let at = event.dyn_ref::<PointerEvent>()?.client_y();
            Some(place(&middles(&list), f64::from(at)))
        }
    };
    let blocks = blocks.to_vec();
    let drop = over.clone();
    el("span")
        .class("grip")
        .with("aria-hidden", "true")
        .add(icon(Icon::Grip))
        .on("pointerdown", move |event| {
            event.prevent_default();
            hold(&event);
            dragged.set(Some((n, n)));
        })
        .on("pointermove", move |event| {
            if dragged.with_untracked(Option::is_some)
                && let Some(to) = over(&event)
            {
                dragged.set(Some((n, to)));
            }
        })
        .on("pointerup", move |event| {
            let was_held = dragged.with_untracked(Option::is_some);
            dragged.set(None);
            let Some(to) = drop(&event).filter(|_| was_held) else {
                return;
            };
            // Without the block itself, whatever is below it moves up.
            let to = if to > n { to - 1 } else { to };
            if to != n {
                let name = blocks.get(n).map(called::block).unwrap_or_default();
                settle(work, &moved(&blocks, n, to), &name, to);
            }
        })
        .on("pointercancel", move |_| dragged.set(None))
}

/// The pointer stays with the block, wherever it goes.
fn hold(event: &Event) {
    let target: Option<Element> = event
        .current_target()
        .and_then(|target| target.dyn_into().ok());
    if let (Some(target), Some(event)) = (target, event.dyn_ref::<PointerEvent>()) {
        let _ = target.set_pointer_capture(event.pointer_id());
    }
}

/// Where the middle of each line is.
fn middles(list: &El) -> Vec<f64> {
    let children = list.element().map(Element::children);
    let Some(children) = children else {
        return Vec::new();
    };
    (0..children.length())
        .filter_map(|n| children.item(n))
        .map(|child| {
            let shape = child.get_bounding_client_rect();
            shape.top() + shape.height() / 2.0
        })
        .collect()
}

/// Before which line something at this height would stand.
fn place(middles: &[f64], at: f64) -> usize {
    middles.iter().filter(|middle| **middle < at).count()
}

fn without(blocks: &[BlockForm], n: usize) -> Vec<BlockForm> {
    let mut rest = blocks.to_vec();
    if n < rest.len() {
        rest.remove(n);
    }
    rest
}

fn moved(blocks: &[BlockForm], from: usize, to: usize) -> Vec<BlockForm> {
    let Some(block) = blocks.get(from) else {
        return blocks.to_vec();
    };
    let mut rest = without(blocks, from);
    rest.insert(to.min(rest.len()), block.clone());
    rest
}

fn settle(work: Work, blocks: &[BlockForm], name: &str, to: usize) {
    work.change(change(blocks));
    let place = (to + 1).to_string();
    work.here.app.say(&(t().profiles.moved)(name, &place));
}

fn change(blocks: &[BlockForm]) -> Json {
    let text = |text: &str| Json::Text(text.to_owned());
    let block = |block: &BlockForm| {
        let of = block.of.iter().map(|one| text(one)).collect();
        Json::Object(vec![
            ("block".to_owned(), text(&block.block)),
            ("of".to_owned(), Json::List(of)),
        ])
    };
    Json::Object(vec![
        ("set".to_owned(), text("blocks")),
        (
            "blocks".to_owned(),
            Json::List(blocks.iter().map(block).collect()),
        ),
    ])
}

fn adding(work: Work, blocks: Memo<Vec<BlockForm>>, known: Memo<Vec<BlockForm>>) -> El {
    let words = &t().profiles;
    let chosen = RwSignal::new(String::new());
    let choice = now(move || {
        let option = |value: &str, name: &str| el("option").with("value", value).add(name);
        let first = option("", t().profiles.choose_block);
        let rest: Vec<El> = known.with(|known| {
            let named = known.iter().enumerate();
            named
                .map(|(n, block)| option(&n.to_string(), &called::block(block)))
                .collect()
        });
        el("select")
            .with("name", "block")
            .add(all(std::iter::once(first).chain(rest)))
            .chosen_now(move || chosen.get())
            .on("change", move |event| chosen.set(value(&event)))
    });
    let put = move || {
        let block = chosen.with_untracked(|n| n.parse::<usize>().ok());
        let block = block.and_then(|n| known.with_untracked(|known| known.get(n).cloned()));
        let Some(block) = block else {
            return;
        };
        let mut all = blocks.get_untracked();
        all.push(block.clone());
        work.change(change(&all));
        chosen.set(String::new());
        work.here
            .app
            .say(&(t().profiles.put_in)(&called::block(&block)));
    };
    div("block-new")
        .add(labelled(words.add_block, div("").add(choice)))
        .add(
            button("button", put)
                .now_bool("aria-disabled", move || chosen.with(String::is_empty))
                .add(words.put),
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(names: &[&str]) -> Vec<BlockForm> {
        let block = |name: &&str| BlockForm {
            block: (*name).to_owned(),
            of: vec![],
        };
        names.iter().map(block).collect()
    }

    #[test]
    fn a_block_moves_and_the_others_keep_their_order() {
        let all = blocks(&["a", "b", "c"]);
        assert_eq!(moved(&all, 0, 2), blocks(&["b", "c", "a"]));
        assert_eq!(moved(&all, 2, 0), blocks(&["c", "a", "b"]));
        assert_eq!(moved(&all, 1, 1), all);
        assert_eq!(moved(&all, 9, 0), all);
        assert_eq!(without(&all, 1), blocks(&["a", "c"]));
    }

    #[test]
    fn what_is_dropped_stands_before_the_line_it_is_held_over() {
        let middles = [10.0, 30.0, 50.0];
        for (at, to) in [(0.0, 0), (20.0, 1), (40.0, 2), (60.0, 3)] {
            assert_eq!(place(&middles, at), to, "{at}");
        }
    }

    #[test]
    fn what_is_sent_is_what_the_server_takes() {
        let block = BlockForm {
            block: "totals".to_owned(),
            of: vec!["due".to_owned()],
        };
        assert_eq!(
            change(&[block]).write(),
            r#"{"set":"blocks","blocks":[{"block":"totals","of":["due"]}]}"#
        );
    }
}
