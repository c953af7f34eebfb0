//! The firm's logo, for light pages and for dark ones: what is there now, and what she has picked or dropped, on both
//! grounds before she saves it.

use crate::here::Here;
use crate::strings::t;
use contract::firm::FirmView;
use contract::logo::{Ground, LogoPicture, MOST_LOGO};
use contract::paths;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::client::{Ask, Failure, Method};
use ui::components::image;
use ui::dom::{El, View, button, div, el, now, span};
use ui::form::{Faults, Form, labelled};
use ui::picked::{Look, dropped, picked};
use ui::source::Source;
use web_sys::File;

/// What she picked, and where the browser shows it.
struct Picked {
    file: File,
    look: Option<Look>,
}

#[derive(Clone, Copy)]
struct Slot {
    here: Here,
    source: Source,
    ground: Ground,
    form: Form,
    picked: StoredValue<Option<Picked>, LocalStorage>,
    /// Counts what she picked, and what she gave up.
    turn: RwSignal<u32>,
}

pub fn logos(here: Here, source: Source) -> El {
    let words = &t().face;
    let slots = Ground::ALL.iter().fold(div("logos"), |all, ground| {
        all.add(Slot::new(here, source, *ground).draw())
    });
    el("section")
        .class("section")
        .add(el("h2").add(words.logo))
        .add(el("p").class("soft section-help").add(words.logo_help))
        .add(slots)
}

/// The field of that ground: its name, and what the server's fault is told at.
const fn field(ground: Ground) -> &'static str {
    match ground {
        Ground::Light => "logo-light",
        Ground::Dark => "logo-dark",
    }
}

/// What the server says of the logo, at this field of two.
fn at_field(failure: &Failure, ground: Ground) -> Faults {
    let told = Faults::of(failure, &["logo"]);
    match told.at("logo") {
        Some(words) => Faults::one(field(ground), words),
        None => told,
    }
}

impl Slot {
    fn new(here: Here, source: Source, ground: Ground) -> Self {
        Self {
            here,
            source,
            ground,
            form: Form::new(here.app),
            picked: StoredValue::new_local(None),
            turn: RwSignal::new(0),
        }
    }

    fn words(self) -> [&'static str; 4] {
        let words = &t().face;
        match self.ground {
            Ground::Light => [
                words.for_light,
                words.picture_light,
                words.save_light,
                words.clear_light,
            ],
            Ground::Dark => [
                words.for_dark,
                words.picture_dark,
                words.save_dark,
                words.clear_dark,
            ],
        }
    }

    fn draw(self) -> El {
        let words = &t().face;
        let [title, label, ..] = self.words();
        let input = self
            .form
            .described(el("input"), field(self.ground))
            .with("type", "file")
            .with("accept", "image/png,image/jpeg,image/webp");
        let emptied = input.clone();
        let input = input.on("change", move |event| {
            if let Some(file) = picked(&event) {
                self.pick(Some(file));
            }
        });
        // What was given up can be picked again.
        ui::dom::effect(move || {
            self.turn.track();
            let is_none = self.picked.with_value(Option::is_none);
            if let Some(field) = emptied.input().filter(|_| is_none) {
                field.set_value("");
            }
        });
        self.form
            .draw(move || self.save())
            .class("form logo-slot")
            .on("dragover", |event| event.prevent_default())
            .on("drop", move |event| {
                event.prevent_default();
                if let Some(file) = dropped(&event) {
                    self.pick(Some(file));
                }
            })
            .add(el("h3").add(title))
            .add(now(move || self.current()))
            .add(labelled(label, input))
            .add(el("p").class("soft field-help").add(words.drop))
            .add(self.form.fault(field(self.ground)))
            .add(now(move || self.chosen()))
            .add(self.form.whole_fault())
            .add(now(move || self.acts()))
    }

    fn there(self) -> Option<LogoPicture> {
        let firm = self.source.found::<FirmView>()?;
        firm.logo.of(self.ground).cloned()
    }

    /// What is there now.
    fn current(self) -> View {
        let words = &t().face;
        match self.there() {
            Some(picture) => {
                let look = move || image(&picture, "");
                on_both(words.now, &look).into()
            }
            None => el("p").class("soft").add(words.none).into(),
        }
    }

    /// What she has picked, as it would look.
    fn chosen(self) -> View {
        self.turn.track();
        self.picked
            .with_value(|picked| {
                let look = picked.as_ref()?.look.as_ref()?;
                let address = look.address().to_owned();
                let draw = move || el("img").with("alt", "").with("src", &address);
                Some(on_both(t().face.new, &draw))
            })
            .into()
    }

    fn acts(self) -> View {
        self.turn.track();
        let [.., save, clear] = self.words();
        if self.picked.with_value(Option::is_some) {
            let not = button("button", move || self.pick(None)).add(t().face.not_this);
            let save = self.form.submit(save, t().app.saving);
            return div("form-acts").add(save).add(not).into();
        }
        self.there()
            .map(|_| {
                let clear = button("button is-danger", move || self.clear()).add(clear);
                div("form-acts").add(clear)
            })
            .into()
    }

    fn pick(self, file: Option<File>) {
        self.form.refuse(Faults::default());
        let is_large = file.as_ref().is_some_and(|file| file.size() > MOST);
        if is_large {
            let told = Faults::one(field(self.ground), t().face.too_large);
            self.form.refuse(told);
        }
        let picked = file.filter(|_| !is_large).map(|file| Picked {
            look: Look::at(&file),
            file,
        });
        self.picked.set_value(picked);
        self.turn.update(|turn| *turn += 1);
    }

    fn save(self) {
        let Some(file) = self
            .picked
            .with_value(|picked| picked.as_ref().map(|p| p.file.clone()))
        else {
            return;
        };
        // The same file under the same key, so that a second try does nothing twice.
        let sent = format!("{} {} {}", file.name(), file.size(), file.last_modified());
        let ask = Ask {
            method: Method::Put,
            key: self.form.key(&sent),
            headers: vec![("content-type", "application/octet-stream".to_owned())],
            bytes: Some(file.into()),
            ..self.ask()
        };
        self.send(ask, t().face.logo_saved);
    }

    fn clear(self) {
        let ask = Ask {
            method: Method::Delete,
            key: Some(ui::browser::unique()),
            ..self.ask()
        };
        self.send(ask, t().face.logo_cleared);
    }

    fn ask(self) -> Ask {
        let firm = untrack(|| self.source.found::<FirmView>());
        Ask {
            path: paths::firm_logo(self.ground),
            revision: firm.map(|firm| firm.logo_revision.clone()),
            ..Ask::default()
        }
    }

    fn send(self, ask: Ask, done: &'static str) {
        self.form.begin();
        spawn_local(async move {
            let sent = self.here.app.client.change(ask).await;
            if self.form.is_gone() {
                return;
            }
            match sent {
                Ok(_) => {
                    self.form.done();
                    self.pick(None);
                    self.here.app.say(done);
                    self.source.retry();
                    // It stands over every page.
                    self.here.ask();
                }
                Err(failure) if failure.is_stale() => {
                    self.source.retry();
                    let told = Faults::one(field(self.ground), t().face.changed);
                    self.form.refuse(told);
                }
                Err(failure) => self.form.refuse(at_field(&failure, self.ground)),
            }
        });
    }
}

/// As a browser counts.
const MOST: f64 = MOST_LOGO as f64;

/// The same picture on both grounds.
fn on_both(title: &str, draw: &dyn Fn() -> El) -> El {
    let words = &t().face;
    let on = |class: &str, name: &str| {
        el("figure")
            .class(class)
            .add(draw())
            .add(el("figcaption").class("soft").add(name))
    };
    div("on-both")
        .add(span("soft", title))
        .add(on("ground is-light", words.on_light))
        .add(on("ground is-dark", words.on_dark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_server_says_of_a_logo_is_told_at_the_field_it_came_from() {
        let body = r#"{"type":"/problems/invalid","title":"Some of this is not right","status":422,"trace_id":"x",
            "errors":[{"field":"logo","code":"unreadable","message":"a logo is a PNG"}]}"#;
        let faults = at_field(&Failure::read(422, body), Ground::Dark);
        assert_eq!(faults.at("logo-dark"), Some("A logo is a PNG"));
        assert_eq!(faults.at("logo-light"), None);
        // What is about no field is said of the whole.
        assert!(!at_field(&Failure::Offline, Ground::Dark).is_none());
    }
}
