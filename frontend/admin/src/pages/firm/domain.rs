//! The firm's own domain: its name, what to put into DNS, and where it leads.

use crate::conflict::{Difference, Saved, both_sides, differing, in_words};
use crate::here::Here;
use crate::strings::t;
use contract::firm::{FirmDomain, FirmView};
use contract::paths;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::client::{Ask, Failure, Method};
use ui::dom::{El, View, div, el, now};
use ui::form::{Faults, Form, labelled};
use ui::json::Json;
use ui::source::Source;

#[derive(Clone, Copy)]
struct Part {
    here: Here,
    source: Source,
    form: Form,
    typed: RwSignal<String>,
    /// What it was filled with, and on which revision.
    begun: RwSignal<String>,
    revision: RwSignal<Option<String>>,
    /// What is there now, if somebody else changed it meanwhile.
    conflict: RwSignal<Option<String>>,
}

pub fn own_domain(here: Here, source: Source) -> El {
    let part = Part {
        here,
        source,
        form: Form::new(here.app),
        typed: RwSignal::new(String::new()),
        begun: RwSignal::new(String::new()),
        revision: RwSignal::new(None),
        conflict: RwSignal::new(None),
    };
    ui::dom::effect(move || part.fill());
    part.draw()
}

/// As the server takes it; nothing where nothing was typed.
fn body(typed: &str) -> Json {
    match typed.trim() {
        "" => Json::Object(Vec::new()),
        name => Json::texts(&[("name", name)]),
    }
}

fn against(here: &str, there: &str) -> Vec<Difference> {
    differing([(t().face.domain_name, in_words(here), in_words(there))])
}

impl Part {
    fn there(self) -> Option<FirmDomain> {
        self.source
            .found::<FirmView>()
            .map(|firm| firm.domain.clone())
    }

    /// Fills the field from what is there; what she is typing is left alone.
    fn fill(self) {
        let Some(there) = self.there() else { return };
        let is_changed = self.typed.get_untracked() != self.begun.get_untracked();
        if is_changed || self.conflict.with_untracked(Option::is_some) {
            return;
        }
        self.revision.set(Some(there.revision));
        self.put(there.name.unwrap_or_default());
    }

    fn put(self, name: String) {
        self.begun.set(name.clone());
        self.typed.set(name);
    }

    fn draw(self) -> El {
        let words = &t().face;
        let field = self
            .form
            .field("domain", self.typed)
            .with("aria-describedby", "domain-help domain-fault")
            .with("inputmode", "url")
            .with("autocomplete", "off")
            .with("autocapitalize", "none")
            .with("spellcheck", "false")
            .with("maxlength", "260");
        let help = el("p")
            .class("soft field-help")
            .with("id", "domain-help")
            .add(words.domain_field_help);
        let acts = div("form-acts").add(self.form.submit(words.domain_save, t().app.saving));
        let form = self
            .form
            .draw(move || self.save())
            .class("form is-wide")
            .add(labelled(words.domain_name, field))
            .add(help)
            .add(self.form.fault("domain"))
            .add(self.form.whole_fault())
            .add(now(move || self.dns()))
            .add(acts);
        let both = now(move || {
            let there = self.conflict.get()?;
            let told = against(&self.typed.get_untracked(), &there);
            let take = move || {
                self.conflict.set(None);
                self.form.done();
                self.put(there.clone());
                self.source.retry();
            };
            Some(both_sides(told, move || self.save(), take))
        });
        el("section")
            .class("section")
            .add(el("h2").add(words.domain))
            .add(el("p").class("soft section-help").add(words.domain_help))
            .add(both)
            .add(form)
    }

    /// Where it leads, and what to put into DNS; nothing before there is a name.
    fn dns(self) -> View {
        let words = &t().face;
        let Some(there) = self.there() else {
            return View::nothing();
        };
        let Some(name) = &there.name else {
            return View::nothing();
        };
        let line = |what: &str, value: &str| {
            vec![
                View::from(el("dt").add(what)),
                el("dd").add(el("code").add(value)).into(),
            ]
        };
        let record = [
            line(words.dns_kind, "CNAME"),
            line(words.dns_name, name),
            line(words.dns_points_to, &there.points_to),
        ];
        let record = record
            .into_iter()
            .flatten()
            .fold(el("dl").class("letter-head dns"), El::add);
        vec![
            View::from(el("p").add((words.domain_now)(name, &there.points_to))),
            el("p").add(words.dns).into(),
            record.into(),
            el("p").class("soft").add(words.dns_after).into(),
        ]
        .into()
    }

    fn save(self) {
        let typed = self.typed.get_untracked();
        self.form.begin();
        spawn_local(async move {
            let saved = self.change(&typed).await;
            if self.form.is_gone() {
                return;
            }
            match saved {
                Ok(Saved::Yes) => {
                    self.conflict.set(None);
                    self.form.done();
                    // As the server spells it, once it has answered.
                    self.begun.set(typed.clone());
                    let words = &t().face;
                    if typed.trim().is_empty() {
                        self.here.app.say(words.domain_cleared);
                    } else {
                        self.here.app.say(&(words.domain_saved)(typed.trim()));
                    }
                    self.source.retry();
                }
                Ok(Saved::Not(there, revision)) => {
                    self.form.done();
                    self.revision.set(Some(revision));
                    self.conflict.set(Some(there));
                }
                Err(failure) => self.form.refuse(Faults::of(&failure, &["domain"])),
            }
        });
    }

    async fn change(self, typed: &str) -> Result<Saved<String>, Failure> {
        let body = body(typed).write();
        let ask = Ask {
            method: Method::Put,
            path: paths::FIRM_DOMAIN.to_owned(),
            key: self.form.key(&body),
            body: Some(body),
            revision: self.revision.get_untracked(),
            ..Ask::default()
        };
        match self.here.app.client.change(ask).await {
            Ok(_) => Ok(Saved::Yes),
            Err(failure) if failure.is_stale() => self.look(typed).await,
            Err(failure) => Err(failure),
        }
    }

    /// What is there now; nothing is lost where somebody else wrote the very same.
    async fn look(self, typed: &str) -> Result<Saved<String>, Failure> {
        let ask = Ask {
            path: paths::FIRM.to_owned(),
            refresh: true,
            ..Ask::default()
        };
        let answer = self.here.app.client.change(ask).await?;
        let there = answer.read::<FirmView>()?.domain;
        let name = there.name.unwrap_or_default();
        Ok(if against(typed, &name).is_empty() {
            Saved::Yes
        } else {
            Saved::Not(name, there.revision)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emptied_field_takes_the_name_away() {
        assert_eq!(
            body(" portal.halden.example ").write(),
            r#"{"name":"portal.halden.example"}"#
        );
        assert_eq!(body("  ").write(), "{}");
    }

    #[test]
    fn both_sides_are_told_where_they_differ() {
        assert!(against("a.example ", "a.example").is_empty());
        assert_eq!(against("", "a.example").len(), 1);
    }
}
