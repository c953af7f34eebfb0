//! Who holds which share of a subject: all of it together, from a day on, with what is missing or too much told exactly
//! while it is typed.

use super::choose::{Chosen, What, finding};
use super::details::look;
use super::{guide, head, subject_of};
use crate::conflict::both_sides;
use crate::draft::Kept;
use crate::here::Here;
use crate::route::{self, At};
use crate::strings::t;
use crate::tree::span_of;
use contract::day::Day;
use contract::id::SubjectId;
use contract::paths;
use contract::share::{Balance, Fraction, issued, total};
use contract::tree::{RegisterRow, TreeView};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeSet;
use ui::client::{Ask, Method};
use ui::clock;
use ui::components::{frame, skeleton_page};
use ui::dom::{El, View, all, button, div, effect, el, link, now, unseen, value};
use ui::form::{Faults, Form, group, labelled};
use ui::icon::{Icon, icon};
use ui::json::Json;
use ui::nav::Go;

const FIELDS: [&str; 2] = ["from_day", "shares"];

/// A holder, and her share as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    id: String,
    name: String,
    typed: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Values {
    from: String,
    lines: Vec<Line>,
}

impl Values {
    /// The register of the day, to be changed from today on.
    fn of(found: &TreeView, today: Day) -> Self {
        let register = found.register.as_ref().or(found.registers.last());
        let holders = register.map(|register| register.holders.as_slice());
        let lines = holders.unwrap_or_default().iter().map(|holder| Line {
            id: holder.third_party.to_string(),
            name: holder.third_party_name.clone(),
            typed: holder.share.clone().unwrap_or_default(),
        });
        Self {
            from: today.to_string(),
            lines: lines.collect(),
        }
    }

    fn json(&self) -> Json {
        let lines = self.lines.iter().map(|line| {
            Json::texts(&[
                ("id", &line.id),
                ("name", &line.name),
                ("typed", &line.typed),
            ])
        });
        Json::Object(vec![
            ("from".to_owned(), Json::Text(self.from.clone())),
            ("lines".to_owned(), Json::List(lines.collect())),
        ])
    }

    fn read(json: &Json) -> Option<Self> {
        let Some(Json::List(lines)) = json.get("lines") else {
            return None;
        };
        let text = |json: &Json, name| json.get(name)?.text().map(ToOwned::to_owned);
        let line = |json: &Json| {
            Some(Line {
                id: text(json, "id")?,
                name: text(json, "name")?,
                typed: text(json, "typed")?,
            })
        };
        Some(Self {
            from: text(json, "from")?,
            lines: lines.iter().map(line).collect::<Option<_>>()?,
        })
    }

    /// What they come to so far: what cannot be read counts for nothing yet.
    fn sum(&self) -> Fraction {
        let read = self.lines.iter();
        total(read.filter_map(|line| Fraction::parse(&line.typed)))
    }

    /// As the server takes it, or what is wrong with it.
    fn body(&self) -> Result<Json, Faults> {
        let words = &t().places;
        let mut faults = Faults::default();
        if self.from.parse::<Day>().is_err() {
            faults.add("from_day", words.first_missing);
        }
        let mut seen = BTreeSet::new();
        let mut shares = Vec::new();
        for line in &self.lines {
            match Fraction::parse(&line.typed) {
                Some(share) => shares.push(share),
                None => faults.add("shares", &(words.share_wrong)(&line.name)),
            }
            if !seen.insert(&line.id) {
                faults.add("shares", &(words.twice)(&line.name));
            }
        }
        if self.lines.is_empty() {
            faults.add("shares", words.no_holder);
        }
        let parts = issued(&shares);
        if faults.is_none() && parts.is_none() {
            faults.add("shares", words.too_fine);
        }
        if faults.is_none() && self.sum().balance() != Balance::Whole {
            faults.add("shares", &balance(self.sum()));
        }
        let Some((of, parts)) = parts.filter(|_| faults.is_none()) else {
            return Err(faults);
        };
        let each = self.lines.iter().zip(parts).map(|(line, parts)| {
            Json::Object(vec![
                ("third_party".to_owned(), Json::Text(line.id.clone())),
                ("parts".to_owned(), Json::Number(i64::from(parts))),
            ])
        });
        Ok(Json::Object(vec![
            ("from_day".to_owned(), Json::Text(self.from.clone())),
            ("of".to_owned(), Json::Number(i64::from(of))),
            ("shares".to_owned(), Json::List(each.collect())),
        ]))
    }

    fn told(&self) -> String {
        let each = self
            .lines
            .iter()
            .map(|line| format!("{} {}", line.name, line.typed));
        each.collect::<Vec<_>>().join(", ")
    }
}

/// What a sum is, and how far it is from the whole.
fn balance(sum: Fraction) -> String {
    let words = &t().places;
    match sum.balance() {
        Balance::Whole => words.is_whole.to_owned(),
        Balance::Missing(rest) => (words.missing)(&sum.to_string(), &rest.to_string()),
        Balance::Over(Some(rest)) => (words.over)(&sum.to_string(), &rest.to_string()),
        Balance::Over(None) => words.too_fine.to_owned(),
    }
}

#[derive(Clone, Copy)]
struct Filling {
    here: Here,
    id: SubjectId,
    form: Form,
    from: RwSignal<String>,
    lines: RwSignal<Vec<Line>>,
}

impl Filling {
    fn values(self) -> Values {
        Values {
            from: self.from.get(),
            lines: self.lines.get(),
        }
    }

    fn put(self, values: Values) {
        self.from.set(values.from);
        self.lines.set(values.lines);
    }

    fn draw(self, save: impl Fn() + 'static) -> El {
        let (words, form) = (&t().places, self.form);
        let from = form.field("from_day", self.from).with("type", "date");
        // Drawn anew when somebody comes or goes, and not at every key.
        let who = Memo::new(move |_| {
            let lines = self.lines.get();
            lines
                .into_iter()
                .map(|line| (line.id, line.name))
                .collect::<Vec<_>>()
        });
        let lines = now(move || {
            let lines = who.get();
            (!lines.is_empty()).then(|| {
                let each = lines.into_iter().enumerate();
                el("ul")
                    .class("places")
                    .add(all(each.map(|(at, (_, name))| self.line(at, &name))))
            })
        });
        let sum = el("p").with("role", "status").text_now(move || {
            let values = self.values();
            if values.lines.is_empty() {
                String::new()
            } else {
                balance(values.sum())
            }
        });
        let add = finding(
            self.here,
            form,
            "shares",
            What::ThirdParty,
            move |chosen: Chosen| {
                self.lines.update(|lines| {
                    if !lines.iter().any(|line| line.id == chosen.id) {
                        lines.push(Line {
                            id: chosen.id.clone(),
                            name: chosen.name.clone(),
                            typed: String::new(),
                        });
                    }
                });
            },
        );
        let cancel = link(&route::subject(self.id))
            .class("button")
            .add(ui::strings::t().app.cancel);
        let acts = div("form-acts")
            .add(form.submit(words.set, words.setting))
            .add(cancel);
        form.draw(save)
            .class("form is-wide")
            .add(el("p").class("soft").add(words.shares_help))
            .add(labelled(words.from_day, from))
            .add(form.fault("from_day"))
            .add(lines)
            .add(sum)
            .add(form.fault("shares"))
            .add(
                group(words.add_holder)
                    .class("group switches is-one")
                    .add(add),
            )
            .add(form.whole_fault())
            .add(acts)
    }

    fn line(self, at: usize, name: &str) -> El {
        let words = &t().places;
        let typed = el("input")
            .with("autocomplete", "off")
            .with("maxlength", "20")
            .value_now(move || {
                self.lines
                    .with(|lines| lines.get(at).map(|line| line.typed.clone()))
                    .unwrap_or_default()
            })
            .on("input", move |event| {
                let typed = value(&event);
                self.lines.update(|lines| {
                    if let Some(line) = lines.get_mut(at) {
                        line.typed = typed;
                    }
                });
            });
        let remove = button("button is-quiet is-square", move || {
            self.lines.update(|lines| {
                if at < lines.len() {
                    lines.remove(at);
                }
            });
        })
        .add(icon(Icon::Close))
        .add(unseen(&(words.take_away)(name)));
        el("li")
            .add(labelled(&(words.share_of)(name), typed))
            .add(remove)
    }
}

pub fn shares(here: Here, id: SubjectId) -> View {
    let source = subject_of(here, id);
    let filling = Filling {
        here,
        id,
        form: Form::new(here.app),
        from: RwSignal::new(String::new()),
        lines: RwSignal::new(Vec::new()),
    };
    let kept = Kept::new(here, route::at_subject(id, At::Shares), move || {
        filling.values().json()
    });
    let revision = RwSignal::new(None::<String>);
    let conflict = RwSignal::new(None::<(Values, String)>);
    effect(move || {
        let Some(found) = source.found::<TreeView>() else {
            return;
        };
        if revision.get_untracked().is_none() {
            let values = Values::of(&found, clock::today());
            revision.set(Some(found.shares_revision.clone()));
            filling.put(values.clone());
            kept.begin(values.json());
        }
    });
    let save = move || {
        let body = match untrack(|| filling.values()).body() {
            Ok(body) => body.write(),
            Err(faults) => return filling.form.refuse(faults),
        };
        filling.form.begin();
        spawn_local(async move {
            let ask = Ask {
                method: Method::Put,
                path: paths::shares(id),
                key: filling.form.key(&body),
                body: Some(body),
                revision: revision.get_untracked(),
                ..Ask::default()
            };
            let answer = here.app.client.change(ask).await;
            let there = match &answer {
                Err(failure) if failure.is_stale() => look(here, id).await.ok(),
                _ => None,
            };
            if filling.form.is_gone() {
                return;
            }
            match (answer, there) {
                (Ok(_), _) => {
                    kept.sent();
                    here.app.say(t().places.is_set);
                    here.app.nav.go(&route::subject(id), Go::Instead);
                }
                (Err(_), Some(there)) => {
                    filling.form.done();
                    let values = Values::of(&there, clock::today());
                    conflict.set(Some((values, there.shares_revision)));
                }
                (Err(failure), None) => filling.form.refuse(Faults::of(&failure, &FIELDS)),
            }
        });
    };
    let both = now(move || {
        let (there, its) = conflict.get()?;
        let told = vec![(
            t().places.shares,
            untrack(|| filling.values()).told(),
            there.told(),
        )];
        let take_its = its.clone();
        let keep = move || {
            revision.set(Some(its.clone()));
            conflict.set(None);
            save();
        };
        let take = move || {
            revision.set(Some(take_its.clone()));
            conflict.set(None);
            filling.put(there.clone());
            kept.sent();
            kept.begin(there.json());
        };
        Some(both_sides(told, keep, take))
    });
    let is_there = Memo::new(move |_| source.has_found());
    let form = now(move || is_there.get().then(|| filling.draw(save)));
    let registers = frame(here.app, source, skeleton_page, |found: &TreeView| {
        history(&found.registers)
    });
    let put = move |json: &Json| {
        if let Some(values) = Values::read(json) {
            filling.put(values);
        }
    };
    vec![
        head(here, id, source, t().places.shares).into(),
        kept.offer(put),
        both,
        form,
        registers,
        guide("shares", t().places.shares_guide).into(),
    ]
    .into()
}

/// Every register there was, is or will be, the latest first.
pub fn history(registers: &[RegisterRow]) -> View {
    let words = &t().places;
    if registers.is_empty() {
        return View::nothing();
    }
    let today = clock::today();
    let each = registers.iter().rev().map(|register| {
        let heads = all([words.holder, words.share]
            .into_iter()
            .map(|name| el("th").with("scope", "col").add(name)));
        let lines = all(register.holders.iter().map(|holder| {
            el("tr")
                .add(
                    el("th").with("scope", "row").add(
                        link(&route::third_party(holder.third_party))
                            .add(holder.third_party_name.as_str()),
                    ),
                )
                .add(el("td").add(holder.share.clone().unwrap_or_default()))
        }));
        let days = span_of(register.first_day, register.last_day, today);
        el("table")
            .class("sides")
            .add(el("caption").add(days))
            .add(el("thead").add(el("tr").add(heads)))
            .add(el("tbody").add(lines))
    });
    el("section")
        .class("section")
        .add(el("h2").add(words.history))
        .add(all(each))
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(lines: &[(&str, &str)]) -> Values {
        let line = |(name, typed): &(&str, &str)| Line {
            id: format!("tp_{name}"),
            name: (*name).to_owned(),
            typed: (*typed).to_owned(),
        };
        Values {
            from: "2026-01-01".to_owned(),
            lines: lines.iter().map(line).collect(),
        }
    }

    #[test]
    fn shares_are_sent_as_parts_of_one_number_however_they_are_typed() {
        let body = values(&[("Ada", "1/2"), ("Ben", "12.5 %"), ("Cora", "3/8")]).body();
        assert_eq!(
            body.unwrap().write(),
            r#"{"from_day":"2026-01-01","of":8,"shares":[{"third_party":"tp_Ada","parts":4},{"third_party":"tp_Ben","parts":1},{"third_party":"tp_Cora","parts":3}]}"#
        );
    }

    #[test]
    fn what_is_wrong_is_told_exactly() {
        let at = |lines: &[(&str, &str)]| {
            let faults = values(lines).body().unwrap_err();
            faults.at("shares").unwrap().to_owned()
        };
        assert!(at(&[("Ada", "1/2"), ("Ben", "3/8")]).contains("1/8 is nobody"));
        assert!(at(&[("Ada", "1/2"), ("Ben", "5/8")]).contains("1/8 too much"));
        assert!(at(&[("Ada", "half")]).contains("share of Ada"));
        assert!(at(&[("Ada", "1/2"), ("Ada", "1/2")]).contains("twice"));
        assert!(at(&[]).contains("Add whoever"));
    }

    #[test]
    fn a_draft_comes_back_as_it_was_typed() {
        let typed = values(&[("Ada", "12.5 %"), ("Ben", "")]);
        assert_eq!(Values::read(&typed.json()), Some(typed));
    }
}
