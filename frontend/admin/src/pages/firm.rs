//! Your firm: its name, its colour and what stands on its mails, its logo and its own domain, as its owner has it.

mod domain;
mod logo;
mod look;

use crate::conflict::{Saved, both_sides};
use crate::firm_form::{FIELDS, Values};
use crate::here::Here;
use crate::route;
use crate::strings::t;
use contract::firm::FirmView;
use contract::paths;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::brand::Colour;
use ui::client::{Ask, Failure, Method};
use ui::components::{frame, skeleton_page};
use ui::dom::{El, View, div, effect, el, link, now, value};
use ui::form::{Faults, Form, labelled};
use ui::source::{Follows, Source, Wish, one};

/// What the swatch shows of a firm that has chosen no colour: the app's own.
const USUAL: &str = "#0f5f4e";

#[derive(Clone, Copy)]
struct Page {
    here: Here,
    source: Source,
    form: Form,
    name: RwSignal<String>,
    brand: RwSignal<String>,
    sender: RwSignal<String>,
    reply_to: RwSignal<String>,
    footer: RwSignal<String>,
    /// What it was filled with at first.
    begun: RwSignal<Values>,
    /// What the form was filled from.
    revision: RwSignal<Option<String>>,
    /// What is there now, if somebody else changed it meanwhile.
    conflict: RwSignal<Option<Values>>,
}

pub fn firm(here: Here) -> View {
    let empty = || RwSignal::new(String::new());
    let page = Page {
        here,
        source: Source::new(here.app, one::<FirmView>, || {
            Some(Wish {
                path: paths::FIRM.to_owned(),
                follows: Follows::Nothing,
            })
        }),
        form: Form::new(here.app),
        name: empty(),
        brand: empty(),
        sender: empty(),
        reply_to: empty(),
        footer: empty(),
        begun: RwSignal::new(Values::default()),
        revision: RwSignal::new(None),
        conflict: RwSignal::new(None),
    };
    effect(move || page.fill());
    page.draw()
}

/// What the swatch can show of what was typed.
fn shown(typed: &str) -> String {
    Colour::parse(typed).map_or_else(|| USUAL.to_owned(), |colour| colour.to_string())
}

impl Page {
    fn now(self) -> Values {
        untrack(|| Values {
            name: self.name.get(),
            brand: self.brand.get(),
            sender: self.sender.get(),
            reply_to: self.reply_to.get(),
            footer: self.footer.get(),
        })
    }

    fn put(self, values: Values) {
        self.begun.set(values.clone());
        self.name.set(values.name);
        self.brand.set(values.brand);
        self.sender.set(values.sender);
        self.reply_to.set(values.reply_to);
        self.footer.set(values.footer);
    }

    /// Fills the form from what is there; what she is typing is left alone.
    fn fill(self) {
        let Some(firm) = self.source.found::<FirmView>() else {
            return;
        };
        let is_changed = self.now() != self.begun.get_untracked();
        if is_changed || self.conflict.with_untracked(Option::is_some) {
            return;
        }
        self.revision.set(Some(firm.revision.clone()));
        self.put(Values::of(&firm.face));
    }

    fn draw(self) -> View {
        let here = self.here;
        let back = link(route::SETTINGS).add(t().settings.title);
        let head = here
            .head(|| Some(t().firm.title.to_owned()))
            .add(el("p").class("head-under").add(back));
        // The form is drawn once: an answer that comes later takes nothing from under her hands.
        let is_there = Memo::new(move |_| self.source.has_found());
        let form = now(move || is_there.get().then(|| self.fields()));
        let waiting = frame(here.app, self.source, skeleton_page, |_: &FirmView| {
            View::nothing()
        });
        let both = now(move || {
            let there = self.conflict.get()?;
            let told = self.now().against(&there);
            let take = move || {
                self.conflict.set(None);
                self.form.done();
                self.put(there.clone());
                self.source.retry();
            };
            Some(both_sides(told, move || self.save(), take))
        });
        let more = now(move || is_there.get().then(|| self.more()));
        vec![head.into(), waiting, both, form, more].into()
    }

    /// What is saved by itself.
    fn more(self) -> View {
        let guide = link(route::FIRM_GUIDE)
            .with("rel", "external")
            .add(t().face.guide);
        vec![
            View::from(look::looks(self.source, self.name, self.brand, USUAL)),
            logo::logos(self.here, self.source).into(),
            domain::own_domain(self.here, self.source).into(),
            el("p").class("section head-under").add(guide).into(),
        ]
        .into()
    }

    fn fields(self) -> El {
        let words = &t().firm;
        let form = self.form;
        let described = |field: El, name: &str| {
            field.with("aria-describedby", &format!("{name}-help {name}-fault"))
        };
        let help = |name: &str, text: &'static str| {
            el("p")
                .class("soft field-help")
                .with("id", &format!("{name}-help"))
                .add(text)
        };
        let text = |field: El| field.with("autocomplete", "off").with("maxlength", "200");
        let name = text(form.field("name", self.name)).with("required", "");
        let sender = described(text(form.field("sender", self.sender)), "sender");
        let reply_to = described(form.field("reply_to", self.reply_to), "reply_to")
            .with("type", "email")
            .with("inputmode", "email")
            .with("autocomplete", "off")
            .with("autocapitalize", "none")
            .with("spellcheck", "false")
            .with("maxlength", "318");
        let footer = described(form.lines("footer", self.footer), "footer").with("rows", "4");
        let acts = div("form-acts").add(form.submit(t().app.save, t().app.saving));
        form.draw(move || self.save())
            .class("form is-wide")
            .add(labelled(words.name, name))
            .add(form.fault("name"))
            .add(self.colour())
            .add(help("brand", words.brand_help))
            .add(form.fault("brand"))
            .add(labelled(words.sender, sender))
            .add(help("sender", words.sender_help))
            .add(form.fault("sender"))
            .add(labelled(words.reply_to, reply_to))
            .add(help("reply_to", words.reply_to_help))
            .add(form.fault("reply_to"))
            .add(labelled(words.footer, footer))
            .add(help("footer", words.footer_help))
            .add(form.fault("footer"))
            .add(form.whole_fault())
            .add(acts)
    }

    /// Typed, or picked: each writes the other.
    fn colour(self) -> El {
        let words = &t().firm;
        let typed = self
            .form
            .field("brand", self.brand)
            .with("autocomplete", "off")
            .with("autocapitalize", "none")
            .with("spellcheck", "false")
            .with("maxlength", "7")
            .with("aria-describedby", "brand-help brand-fault");
        let picked = el("input")
            .class("swatch")
            .with("type", "color")
            .with("aria-label", words.pick)
            .value_now(move || self.brand.with(|brand| shown(brand)))
            .on("input", move |event| self.brand.set(value(&event)));
        div("colour").add(labelled(words.brand, typed)).add(picked)
    }

    fn save(self) {
        let values = self.now();
        let faults = values.faults();
        if !faults.is_none() {
            self.form.refuse(faults);
            return;
        }
        self.form.begin();
        let revision = self.revision.get_untracked();
        spawn_local(async move {
            let saved = self.change(&values, revision).await;
            if self.form.is_gone() {
                return;
            }
            match saved {
                Ok(Saved::Yes) => {
                    self.conflict.set(None);
                    self.form.done();
                    self.begun.set(values);
                    self.here.app.say(t().firm.saved);
                    self.source.retry();
                    // The firm's name stands on every page.
                    self.here.ask();
                }
                Ok(Saved::Not(there, revision)) => {
                    self.form.done();
                    self.revision.set(Some(revision));
                    self.conflict.set(Some(there));
                }
                Err(failure) => self.form.refuse(Faults::of(&failure, &FIELDS)),
            }
        });
    }

    /// Sends the change, made on the revision that the form was filled from.
    async fn change(
        self,
        values: &Values,
        revision: Option<String>,
    ) -> Result<Saved<Values>, Failure> {
        let body = values.json().write();
        let ask = Ask {
            method: Method::Put,
            path: paths::FIRM.to_owned(),
            key: self.form.key(&body),
            body: Some(body),
            revision,
            ..Ask::default()
        };
        match self.here.app.client.change(ask).await {
            Ok(_) => Ok(Saved::Yes),
            Err(failure) if failure.is_stale() => self.look(values).await,
            Err(failure) => Err(failure),
        }
    }

    /// What is there now; nothing is lost where somebody else wrote the very same.
    async fn look(self, values: &Values) -> Result<Saved<Values>, Failure> {
        let ask = Ask {
            path: paths::FIRM.to_owned(),
            refresh: true,
            ..Ask::default()
        };
        let answer = self.here.app.client.change(ask).await?;
        let firm = answer.read::<FirmView>()?;
        let there = Values::of(&firm.face);
        Ok(if values.against(&there).is_empty() {
            Saved::Yes
        } else {
            Saved::Not(there, firm.revision)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_swatch_shows_what_was_typed_as_soon_as_it_is_a_colour() {
        assert_eq!(shown(" #0A0B0C "), "#0a0b0c");
        assert_eq!(shown("#0a0b0"), USUAL);
        assert_eq!(shown(""), USUAL);
    }
}
