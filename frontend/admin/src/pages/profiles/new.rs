//! A new type: on top of one that is there, or from a file.

use super::called::title;
use super::one::file_button;
use crate::here::Here;
use crate::route;
use crate::strings::t;
use contract::paths;
use contract::people::Made;
use contract::profile::ProfilePage;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::client::{Ask, Method};
use ui::components::{frame, skeleton_page};
use ui::dom::{El, View, all, div, el, link, now, value};
use ui::form::{Faults, Form, labelled};
use ui::json::Json;
use ui::nav::Go;
use ui::source::{Follows, Source, Wish, one};

const FIELDS: [&str; 3] = ["name", "id", "text"];

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Values {
    name: String,
    id: String,
    extends: String,
    /// A file's name and text, which says all of it.
    file: Option<(String, String)>,
}

impl Values {
    fn faults(&self) -> Faults {
        let words = &t().profiles;
        let mut faults = Faults::default();
        if self.file.is_none() && self.name.trim().is_empty() {
            faults.add("name", words.new_name_missing);
        }
        let is_fit = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if self.id.is_empty() || !self.id.bytes().all(is_fit) {
            faults.add("id", words.new_id_missing);
        }
        if self.file.is_none() && self.extends.is_empty() {
            faults.add("text", words.new_from_missing);
        }
        faults
    }

    /// The file's text, or one that says no more than what is typed.
    fn text(&self) -> String {
        if let Some((_, text)) = &self.file {
            return text.clone();
        }
        let one = self.name.trim();
        let many = (ui::strings::t().words.plural)(one);
        format!(
            "id = {}\nextends = {}\n\n[words]\nthird_party = [{}, {}]\n",
            quoted(&self.id),
            quoted(&self.extends),
            quoted(one),
            quoted(&many)
        )
    }
}

/// As a text of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars().filter(|letter| !letter.is_control()) {
        if matches!(letter, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(letter);
    }
    quoted.push('"');
    quoted
}

/// `Managing agent` as `managing-agent`.
fn short(name: &str) -> String {
    let mut short = String::new();
    for letter in name.trim().to_lowercase().chars() {
        if letter.is_ascii_alphanumeric() {
            short.push(letter);
        } else if !short.is_empty() && !short.ends_with('-') {
            short.push('-');
        }
    }
    short.trim_end_matches('-').to_owned()
}

/// What a text calls itself, as far as it can be seen without reading all of it.
fn id_in(text: &str) -> Option<String> {
    text.lines().find_map(|line| {
        let rest = line.trim().strip_prefix("id")?.trim_start();
        let rest = rest.strip_prefix('=')?.trim_start();
        let mark = rest
            .chars()
            .next()
            .filter(|mark| matches!(mark, '"' | '\''))?;
        let (id, _) = rest.strip_prefix(mark)?.split_once(mark)?;
        Some(id.to_owned())
    })
}

#[derive(Clone, Copy)]
struct Page {
    here: Here,
    form: Form,
    name: RwSignal<String>,
    id: RwSignal<String>,
    /// The short name follows the name until it is written by hand.
    own_id: StoredValue<bool>,
    extends: RwSignal<String>,
    file: RwSignal<Option<(String, String)>>,
}

pub fn new_profile(here: Here) -> View {
    let page = Page {
        here,
        form: Form::new(here.app),
        name: RwSignal::new(String::new()),
        id: RwSignal::new(String::new()),
        own_id: StoredValue::new(false),
        extends: RwSignal::new(String::new()),
        file: RwSignal::new(None),
    };
    let source = Source::new(here.app, one::<ProfilePage>, || {
        Some(Wish {
            path: paths::PROFILES.to_owned(),
            follows: Follows::Nothing,
        })
    });
    let back = link(route::PROFILES).add(t().profiles.title);
    let head = here
        .head(|| Some(t().profiles.new_title.to_owned()))
        .add(el("p").class("head-under").add(back));
    let form = frame(
        here.app,
        source,
        skeleton_page,
        move |types: &ProfilePage| page.fields(types).into(),
    );
    vec![
        head.into(),
        el("p")
            .class("soft section-help")
            .add(t().profiles.new_help)
            .into(),
        form,
    ]
    .into()
}

impl Page {
    fn values(self) -> Values {
        untrack(|| Values {
            name: self.name.get(),
            id: self.id.get().trim().to_owned(),
            extends: self.extends.get(),
            file: self.file.get(),
        })
    }

    fn fields(self, types: &ProfilePage) -> El {
        let words = &t().profiles;
        let form = self.form;
        let help = |name: &str, text: &'static str| {
            el("p")
                .class("soft field-help")
                .with("id", &format!("{name}-help"))
                .add(text)
        };
        let name = form
            .described(el("input"), "name")
            .with("autocomplete", "off")
            .with("maxlength", "60")
            .with("aria-describedby", "name-help name-fault")
            .value_now(move || self.name.get())
            .on("input", move |event| {
                let name = value(&event);
                if !self.own_id.get_value() {
                    self.id.set(short(&name));
                }
                self.name.set(name);
            });
        let id = form
            .described(el("input"), "id")
            .with("autocomplete", "off")
            .with("autocapitalize", "none")
            .with("spellcheck", "false")
            .with("maxlength", "64")
            .with("aria-describedby", "id-help id-fault")
            .value_now(move || self.id.get())
            .on("input", move |event| {
                self.own_id.set_value(true);
                self.id.set(value(&event));
            });
        let option = |value: &str, name: &str| el("option").with("value", value).add(name);
        let first = option("", t().person.choose);
        let rest = types.items.iter().map(|one| option(&one.id, &title(one)));
        let from = form
            .described(el("select"), "text")
            .with("aria-describedby", "text-help text-fault")
            .add(all(std::iter::once(first).chain(rest)))
            .chosen_now(move || self.extends.get())
            .on("change", move |event| {
                self.file.set(None);
                self.extends.set(value(&event));
            });
        let file = file_button(words.new_from_file, move |name, text| match text {
            Some(text) => {
                if let Some(id) = id_in(&text) {
                    self.own_id.set_value(true);
                    self.id.set(id);
                }
                self.extends.set(String::new());
                self.file.set(Some((name, text)));
            }
            None => self.here.app.say(t().profiles.not_a_file),
        });
        let chosen = el("p")
            .class("soft")
            .with("role", "status")
            .add(now(move || {
                let (name, _) = self.file.get()?;
                Some((t().profiles.new_file)(&name))
            }));
        form.draw(move || self.add())
            .class("form is-wide")
            .add(labelled(words.new_name, name))
            .add(help("name", words.new_name_help))
            .add(form.fault("name"))
            .add(labelled(words.new_id, id))
            .add(help("id", words.new_id_help))
            .add(form.fault("id"))
            .add(labelled(words.new_from, from))
            .add(help("text", words.new_from_help))
            .add(file)
            .add(chosen)
            .add(form.fault("text"))
            .add(form.whole_fault())
            .add(div("form-acts").add(form.submit(words.add, words.adding)))
    }

    fn add(self) {
        let values = self.values();
        let faults = values.faults();
        if !faults.is_none() {
            self.form.refuse(faults);
            return;
        }
        self.form.begin();
        spawn_local(async move {
            let app = self.here.app;
            let body = Json::texts(&[("id", &values.id), ("text", &values.text())]).write();
            let ask = Ask {
                method: Method::Post,
                path: paths::PROFILES.to_owned(),
                key: self.form.key(&body),
                body: Some(body),
                ..Ask::default()
            };
            let answer = app.client.change(ask).await;
            if self.form.is_gone() {
                return;
            }
            match answer.and_then(|answer| answer.read::<Made>()) {
                Ok(made) => {
                    self.form.done();
                    app.say(&(t().profiles.new_done)(&made.id));
                    app.nav.go(&route::profile(&made.id), Go::Instead);
                }
                Err(failure) => self.form.refuse(Faults::of(&failure, &FIELDS)),
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> Values {
        Values {
            name: "Managing \"agent\"".to_owned(),
            id: short("Managing \"agent\""),
            extends: "letting-agent".to_owned(),
            file: None,
        }
    }

    #[test]
    fn what_is_typed_becomes_a_text_that_says_no_more() {
        assert_eq!(typed().id, "managing-agent");
        assert_eq!(
            typed().text(),
            "id = \"managing-agent\"\nextends = \"letting-agent\"\n\n[words]\nthird_party = [\"Managing \\\"agent\\\"\", \"Managing \\\"agent\\\"s\"]\n"
        );
        assert!(typed().faults().is_none());
    }

    #[test]
    fn every_fault_is_told_at_once_and_at_its_field() {
        let faults = Values::default().faults();
        for field in FIELDS {
            assert!(faults.at(field).is_some(), "{field}");
        }
        let big = Values {
            id: "Big one".to_owned(),
            ..typed()
        };
        assert!(big.faults().at("id").is_some());
    }

    #[test]
    fn a_file_says_itself_what_it_is_called() {
        assert_eq!(
            id_in("# hers\nid = \"broker\" # so\n").as_deref(),
            Some("broker")
        );
        assert_eq!(id_in("identity = 1\n id='b'").as_deref(), Some("b"));
        assert_eq!(id_in("[words]\n"), None);
        let file = Values {
            file: Some(("b.toml".to_owned(), "id = \"b\"\n".to_owned())),
            id: "b".to_owned(),
            ..Values::default()
        };
        assert!(file.faults().is_none());
        assert_eq!(file.text(), "id = \"b\"\n");
    }
}
