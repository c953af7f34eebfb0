//! Putting a subject below another, once it was shown who gains and loses what by it.

use super::choose::{Chosen, What, choose};
use super::details::look;
use super::told::{Told, looked};
use super::{about, head, subject_of};
use crate::here::Here;
use crate::route;
use crate::strings::t;
use contract::id::SubjectId;
use contract::paths;
use contract::tree::TreeView;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::client::{Ask, Method};
use ui::components::{frame, skeleton_page};
use ui::dom::{View, checked, div, effect, el, link, now};
use ui::form::{Faults, Form, check};
use ui::json::Json;
use ui::nav::Go;

const FIELDS: [&str; 1] = ["parent"];

fn body(is_root: bool, chosen: Option<Chosen>) -> Option<Json> {
    let parent = match (is_root, chosen) {
        (true, _) => Json::Null,
        (false, Some(chosen)) => Json::Text(chosen.id),
        (false, None) => return None,
    };
    Some(Json::Object(vec![("parent".to_owned(), parent)]))
}

pub fn place(here: Here, id: SubjectId) -> View {
    let words = &t().places;
    let source = subject_of(here, id);
    let form = Form::new(here.app);
    let chosen = RwSignal::new(None::<Chosen>);
    let is_root = RwSignal::new(false);
    let told: Told = RwSignal::new(None);
    let revision = RwSignal::new(None::<String>);
    effect(move || {
        if let Some(found) = source.found::<TreeView>() {
            revision.set(Some(found.revision.clone()));
        }
    });
    // What was told is of what was chosen then.
    effect(move || {
        chosen.track();
        is_root.track();
        told.set(None);
    });
    let asked = move || {
        body(is_root.get_untracked(), chosen.get_untracked())
            .ok_or_else(|| Faults::one("parent", t().places.choose))
    };
    let send = move || {
        let body = match asked() {
            Ok(body) => body.write(),
            Err(faults) => return form.refuse(faults),
        };
        form.begin();
        spawn_local(async move {
            let ask = Ask {
                method: Method::Put,
                path: paths::in_tree(id),
                key: form.key(&body),
                body: Some(body),
                revision: revision.get_untracked(),
                ..Ask::default()
            };
            let answer = here.app.client.change(ask).await;
            let there = match &answer {
                Err(failure) if failure.is_stale() => look(here, id).await.ok(),
                _ => None,
            };
            if form.is_gone() {
                return;
            }
            match (answer, there) {
                (Ok(_), _) => {
                    here.app.say(t().places.placed);
                    here.app.nav.go(&route::subject(id), Go::Instead);
                }
                (Err(_), Some(there)) => {
                    // It was changed meanwhile: where it lies now stands above, and a second press is on that.
                    revision.set(Some(there.revision));
                    source.retry();
                    form.refuse(Faults::one("parent", t().third_party.changed));
                }
                (Err(failure), None) => form.refuse(Faults::of(&failure, &FIELDS)),
            }
        });
    };
    let picker = now(move || {
        (!is_root.get()).then(|| {
            choose(
                here,
                form,
                ("parent", t().places.below),
                What::Subject,
                chosen,
            )
        })
    });
    let root = el("input")
        .with("type", "checkbox")
        .checked_now(move || is_root.get())
        .on("change", move |event| is_root.set(checked(&event)));
    let foreseen = looked(
        here,
        told,
        move || paths::place_effect(id),
        move || asked().map(Some),
        move |faults| form.refuse(faults),
        &FIELDS,
    );
    let cancel = link(&route::subject(id))
        .class("button")
        .add(ui::strings::t().app.cancel);
    let acts = div("form-acts")
        .add(form.submit(words.put, words.putting))
        .add(cancel);
    let lies = frame(here.app, source, skeleton_page, |found: &TreeView| {
        let path: Vec<&str> = found
            .row
            .path
            .iter()
            .map(|step| step.name.as_str())
            .collect();
        let now = if path.is_empty() {
            t().places.root.to_owned()
        } else {
            path.join(", ")
        };
        el("p").add(format!("{}: {now}", t().places.below)).into()
    });
    let drawn = form
        .draw(send)
        .class("form is-wide")
        .add(el("p").class("soft").add(words.place_help))
        .add(check(root, words.root))
        .add(picker)
        .add(form.whole_fault())
        .add(foreseen)
        .add(acts);
    vec![
        head(here, id, source, words.place).into(),
        lies,
        drawn.into(),
        about().into(),
    ]
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_put_below_something_or_among_the_roots_and_that_is_said() {
        let chosen = Chosen {
            id: "sub_1".to_owned(),
            ..Chosen::default()
        };
        let written = |is_root, chosen| body(is_root, chosen).map(|body| body.write());
        assert_eq!(
            written(false, Some(chosen.clone())).as_deref(),
            Some(r#"{"parent":"sub_1"}"#)
        );
        assert_eq!(
            written(true, Some(chosen)).as_deref(),
            Some(r#"{"parent":null}"#)
        );
        assert_eq!(written(false, None), None);
    }
}
