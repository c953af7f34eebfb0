//! Elements, made directly and changed by Leptos's signals. Every element has the same Rust type, and so has
//! everything that changes: `view!` gives each its own, and this portal's pages came to 385 kB of brotli that way
//! (337 kB erased) where 220 kB are the budget.
//!
//! A part that changes is drawn anew as a whole; what had the focus in it has it again afterwards. Nothing ever
//! becomes markup: text goes in as text.

use crate::browser;
use crate::looking;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Comment, DragEvent, Element, Event, File, HtmlElement, HtmlInputElement, HtmlSelectElement,
    HtmlTextAreaElement, Node,
};

/// An element on its way onto the page.
#[derive(Clone)]
pub struct El(Option<Element>);

/// What can be put into an element: one node, several (as a fragment), or nothing.
#[derive(Default)]
pub struct View(Option<Node>);

#[must_use]
pub fn el(tag: &str) -> El {
    El(browser::with_document(|d| d.create_element(tag).ok()))
}

/// An element with a class, the most common of all.
#[must_use]
pub fn div(class: &str) -> El {
    el("div").class(class)
}

#[must_use]
pub fn span(class: &str, text: &str) -> El {
    el("span").class(class).add(text)
}

/// Text that only ears are to have.
#[must_use]
pub fn unseen(text: &str) -> El {
    span("unseen", text)
}

#[must_use]
pub fn link(href: &str) -> El {
    el("a").with("href", &looking::address(href))
}

/// A button that acts. A form's own is made by hand.
#[must_use]
pub fn button(class: &str, act: impl Fn() + 'static) -> El {
    el("button")
        .with("type", "button")
        .class(class)
        .on("click", move |_| act())
}

impl El {
    #[must_use]
    pub fn class(self, names: &str) -> Self {
        if names.is_empty() {
            self
        } else {
            self.with("class", names)
        }
    }

    #[must_use]
    pub fn with(self, name: &str, value: &str) -> Self {
        if let Some(element) = &self.0 {
            let _ = element.set_attribute(name, value);
        }
        self
    }

    /// The attribute, if there is anything to say.
    #[must_use]
    pub fn with_some(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    #[must_use]
    #[expect(
        clippy::should_implement_trait,
        reason = "it is said hundreds of times, and of nothing that is a number"
    )]
    pub fn add(self, inside: impl Into<View>) -> Self {
        self.put(inside.into())
    }

    fn put(self, inside: View) -> Self {
        if let (Some(element), Some(node)) = (&self.0, inside.0) {
            let _ = element.append_child(&node);
        }
        self
    }

    #[must_use]
    pub fn on(self, event: &str, act: impl FnMut(Event) + 'static) -> Self {
        self.listen(event, Box::new(act))
    }

    fn listen(self, event: &str, act: Box<dyn FnMut(Event)>) -> Self {
        if let Some(element) = &self.0 {
            // The browser lets it go together with the element.
            let act = Closure::wrap(act).into_js_value();
            let _ = element.add_event_listener_with_callback(event, act.unchecked_ref());
        }
        self
    }

    /// An attribute that changes; `None` takes it away.
    #[must_use]
    pub fn now(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        if let Some(element) = self.0.clone() {
            effect(move || {
                let _ = match value() {
                    Some(value) => element.set_attribute(name, &value),
                    None => element.remove_attribute(name),
                };
            });
        }
        self
    }

    /// An attribute of yes and no that assistive technology reads.
    #[must_use]
    pub fn now_bool(self, name: &'static str, value: impl Fn() -> bool + 'static) -> Self {
        self.now(name, move || Some(value().to_string()))
    }

    /// A custom property that changes; the content policy allows no style attributes.
    #[must_use]
    pub fn property_now(self, name: &'static str, value: impl Fn() -> String + 'static) -> Self {
        if let Some(element) = self.html() {
            effect(move || {
                let _ = element.style().set_property(name, &value());
            });
        }
        self
    }

    /// A text that changes.
    #[must_use]
    pub fn text_now(self, text: impl Fn() -> String + 'static) -> Self {
        if let Some(element) = self.0.clone() {
            effect(move || element.set_text_content(Some(&text())));
        }
        self
    }

    /// What a field holds, as long as nobody types into it.
    #[must_use]
    pub fn value_now(self, value: impl Fn() -> String + 'static) -> Self {
        let Some(element) = self.0.clone() else {
            return self;
        };
        match element.dyn_into::<HtmlInputElement>() {
            Ok(field) => effect(move || {
                let value = value();
                if field.value() != value {
                    field.set_value(&value);
                }
            }),
            Err(element) => {
                if let Ok(field) = element.dyn_into::<HtmlTextAreaElement>() {
                    effect(move || {
                        let value = value();
                        if field.value() != value {
                            field.set_value(&value);
                        }
                    });
                }
            }
        }
        self
    }

    /// What is chosen in a list, once its choices stand in it.
    #[must_use]
    pub fn chosen_now(self, value: impl Fn() -> String + 'static) -> Self {
        let list: Option<HtmlSelectElement> = self.0.clone().and_then(|e| e.dyn_into().ok());
        if let Some(list) = list {
            effect(move || list.set_value(&value()));
        }
        self
    }

    /// Chooses in a list, this once.
    pub fn choose(&self, value: &str) {
        let list: Option<HtmlSelectElement> = self.0.clone().and_then(|e| e.dyn_into().ok());
        if let Some(list) = list {
            list.set_value(value);
        }
    }

    #[must_use]
    pub fn checked_now(self, checked: impl Fn() -> bool + 'static) -> Self {
        let field: Option<HtmlInputElement> = self.0.clone().and_then(|e| e.dyn_into().ok());
        if let Some(field) = field {
            effect(move || field.set_checked(checked()));
        }
        self
    }

    #[must_use]
    pub fn element(&self) -> Option<&Element> {
        self.0.as_ref()
    }

    #[must_use]
    pub fn html(&self) -> Option<HtmlElement> {
        self.0.clone()?.dyn_into().ok()
    }

    #[must_use]
    pub fn input(&self) -> Option<HtmlInputElement> {
        self.0.clone()?.dyn_into().ok()
    }

    pub fn focus(&self) {
        if let Some(element) = self.html() {
            let _ = element.focus();
        }
    }

    /// Whether what gets the focus next is somewhere else.
    #[must_use]
    pub fn is_left(&self, event: &Event) -> bool {
        let event: Option<&web_sys::FocusEvent> = event.dyn_ref();
        let to: Option<Node> = event.and_then(|e| e.related_target()?.dyn_into().ok());
        self.0.as_ref().is_some_and(|e| !e.contains(to.as_ref()))
    }
}

impl View {
    #[must_use]
    pub fn from_element(element: Element) -> Self {
        Self(Some(element.into()))
    }

    /// Nothing at all.
    #[must_use]
    pub fn nothing() -> Self {
        Self(None)
    }

    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        self.0.is_none()
    }
}

impl From<El> for View {
    fn from(el: El) -> Self {
        Self(el.0.map(Into::into))
    }
}

impl From<&str> for View {
    fn from(text: &str) -> Self {
        Self(browser::with_document(|d| {
            Some(d.create_text_node(text).into())
        }))
    }
}

impl From<String> for View {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl<T: Into<Self>> From<Option<T>> for View {
    fn from(inside: Option<T>) -> Self {
        inside.map(Into::into).unwrap_or_default()
    }
}

impl From<Vec<Self>> for View {
    fn from(all: Vec<Self>) -> Self {
        let fragment = browser::with_document(|d| Some(d.create_document_fragment()));
        if let Some(fragment) = &fragment {
            for one in all {
                if let Some(node) = one.0 {
                    let _ = fragment.append_child(&node);
                }
            }
        }
        Self(fragment.map(Into::into))
    }
}

/// Several of whatever becomes a view.
pub fn all<T: Into<View>>(items: impl IntoIterator<Item = T>) -> View {
    items.into_iter().map(Into::into).collect::<Vec<_>>().into()
}

/// Puts it at the end of the page's body.
pub fn mount(view: impl Into<View>) {
    let body = browser::document().and_then(|d| d.body());
    if let (Some(body), Some(node)) = (body, view.into().0) {
        let _ = body.append_child(&node);
    }
}

/// Runs at once, and again whenever a signal it read has changed, until what it belongs to is gone.
pub fn effect(act: impl Fn() + 'static) {
    hold(Box::new(act));
}

fn hold(act: Box<dyn Fn()>) {
    let effect = RenderEffect::new(move |_: Option<()>| act());
    // Held by whatever drew it, which is drawn away together with it.
    StoredValue::new_local(effect);
}

/// A part of the page that is drawn anew whenever a signal it read has changed.
pub fn now<T: Into<View>>(draw: impl Fn() -> T + 'static) -> View {
    drawn(Box::new(move || draw().into()))
}

fn drawn(draw: Box<dyn Fn() -> View>) -> View {
    let Some(document) = browser::document() else {
        return View::default();
    };
    let fragment = document.create_document_fragment();
    // Between these two; they move with the part wherever it is put.
    let (from, to): (Comment, Comment) = (document.create_comment(""), document.create_comment(""));
    let _ = fragment.append_child(&from);
    let _ = fragment.append_child(&to);
    hold(Box::new(move || {
        let drawn = draw();
        let before = between(&from, &to);
        // The first time there is nothing to look after.
        let focus = Focus::within(&before);
        clear(&before);
        if let (Some(node), Some(parent)) = (drawn.0, to.parent_node()) {
            let _ = parent.insert_before(&node, Some(&to));
        }
        if let Some(focus) = focus {
            focus.give_back(&from, &to);
        }
    }));
    View(Some(fragment.into()))
}

fn between(from: &Node, to: &Node) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut next = from.next_sibling();
    while let Some(node) = next.filter(|node| node != to) {
        next = node.next_sibling();
        nodes.push(node);
    }
    nodes
}

fn clear(nodes: &[Node]) {
    for node in nodes {
        if let Some(parent) = node.parent_node() {
            let _ = parent.remove_child(node);
        }
    }
}

/// What had the focus in a part that is drawn anew, as far as it can be known again: its place among its like.
struct Focus {
    tag: String,
    href: Option<String>,
    text: Option<String>,
}

impl Focus {
    fn within(nodes: &[Node]) -> Option<Self> {
        if nodes.is_empty() {
            return None;
        }
        let active = browser::document()?.active_element()?;
        let within = nodes.iter().any(|node| node.contains(Some(&active)));
        within.then(|| Self {
            tag: active.tag_name(),
            href: active.get_attribute("href"),
            text: active.text_content(),
        })
    }

    fn give_back(&self, from: &Node, to: &Node) {
        let same = |element: &Element| {
            element.tag_name() == self.tag
                && element.get_attribute("href") == self.href
                && element.text_content() == self.text
        };
        for node in between(from, to) {
            let Some(element) = node.dyn_ref::<Element>() else {
                continue;
            };
            let Ok(list) = element.query_selector_all(&self.tag) else {
                continue;
            };
            let inside = (0..list.length()).filter_map(|n| list.get(n)?.dyn_into().ok());
            let found = std::iter::once(element.clone()).chain(inside).find(same);
            if let Some(element) = found.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
                let _ = element.focus();
                return;
            }
        }
    }
}

/// The key that was pressed; empty for what is no key.
#[must_use]
pub fn key(event: &Event) -> String {
    event
        .dyn_ref::<web_sys::KeyboardEvent>()
        .map(web_sys::KeyboardEvent::key)
        .unwrap_or_default()
}

/// What stands in the field, or is chosen in the list, that the event is of.
#[must_use]
pub fn value(event: &Event) -> String {
    let Some(target) = event.target() else {
        return String::new();
    };
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        return input.value();
    }
    if let Some(lines) = target.dyn_ref::<HtmlTextAreaElement>() {
        return lines.value();
    }
    target
        .dyn_ref::<HtmlSelectElement>()
        .map(HtmlSelectElement::value)
        .unwrap_or_default()
}

#[must_use]
pub fn checked(event: &Event) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        .is_some_and(|input| input.checked())
}

/// The files that were chosen in a field, or let go over a part of the page.
#[must_use]
pub fn files(event: &Event) -> Vec<File> {
    let dropped = event.dyn_ref::<DragEvent>();
    let list = match dropped {
        Some(event) => event.data_transfer().and_then(|data| data.files()),
        None => event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok()?.files()),
    };
    let list = list.iter();
    list.flat_map(|list| (0..list.length()).filter_map(|n| list.get(n)))
        .collect()
}

/// Something that is made once and used by many listeners.
pub type Act = Rc<dyn Fn()>;

/// A place for something that changes and that nothing is drawn from.
pub type Slot<T> = Rc<RefCell<T>>;

#[must_use]
pub fn slot<T>(value: T) -> Slot<T> {
    Rc::new(RefCell::new(value))
}
