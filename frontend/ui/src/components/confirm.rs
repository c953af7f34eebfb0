//! What cannot be undone by pressing again is done only after its name was typed: a slip of the finger types no names.

use crate::app::App;
use crate::components::{Shape, sheet};
use crate::dom::{Act, View, button, div, el};
use crate::form::{Faults, Form, labelled};
use crate::strings::t;
use leptos::prelude::*;
use std::rc::Rc;

/// What is asked.
#[derive(Clone)]
pub struct Question {
    pub title: String,
    /// What comes of it, a paragraph each.
    pub text: Vec<String>,
    /// What has to be typed.
    pub word: String,
    /// On the button.
    pub act: &'static str,
    pub acting: &'static str,
}

/// Whether it was typed: capitals and spaces around it are no matter.
fn is_typed(typed: &str, word: &str) -> bool {
    let plain = |text: &str| {
        text.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    };
    !word.trim().is_empty() && plain(typed) == plain(word)
}

/// A sheet that asks; `act` is called once it was typed, and closes it when it is done.
pub fn typed_confirmation(
    app: App,
    open: RwSignal<bool>,
    question: impl Fn() -> Question + Clone + 'static,
    act: impl Fn(Form) + 'static,
) -> View {
    let act: Rc<dyn Fn(Form)> = Rc::new(act);
    let title = question.clone();
    sheet(
        open,
        move || title().title,
        Shape::Plain,
        move || inside(app, open, &question(), &act),
    )
}

fn inside(app: App, open: RwSignal<bool>, question: &Question, act: &Rc<dyn Fn(Form)>) -> View {
    let form = Form::new(app);
    let typed = RwSignal::new(String::new());
    let field = form
        .field("confirm", typed)
        .with("type", "text")
        .with("autocomplete", "off")
        .with("spellcheck", "false");
    let label = (t().app.type_to_confirm)(&question.word);
    let (word, act) = (question.word.clone(), Rc::clone(act));
    let send = move || {
        if is_typed(&typed.get_untracked(), &word) {
            form.begin();
            act(form);
        } else {
            form.refuse(Faults::one("confirm", &(t().app.not_typed)(&word)));
        }
    };
    let close: Act = Rc::new(move || open.set(false));
    let acts = div("sheet-acts")
        .add(
            form.submit(question.act, question.acting)
                .class("button is-danger"),
        )
        .add(button("button", move || close()).add(t().app.cancel));
    let said = question
        .text
        .iter()
        .map(|text| el("p").add(text.as_str()).into());
    let said: Vec<View> = said.collect();
    vec![
        View::from(said),
        form.draw(send)
            .add(labelled(&label, field))
            .add(form.fault("confirm"))
            .add(form.whole_fault())
            .add(acts)
            .into(),
    ]
    .into()
}

#[cfg(test)]
mod tests {
    use super::is_typed;

    #[test]
    fn a_name_is_typed_as_people_type() {
        for typed in ["Jo Marsh", " jo  marsh ", "JO MARSH"] {
            assert!(is_typed(typed, "Jo Marsh"), "{typed}");
        }
        for typed in ["", "Jo", "Jo Marshal", "yes"] {
            assert!(!is_typed(typed, "Jo Marsh"), "{typed}");
        }
        assert!(!is_typed("", ""));
    }
}
