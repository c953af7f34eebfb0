//! What is switched off for everybody of the firm, or of one third party: ticked, looked at for what it changes for whom,
//! and saved only then.

use crate::conflict::{Saved, both_sides, differing};
use crate::here::Here;
use crate::names;
use crate::route;
use crate::strings::t;
use contract::id::ThirdPartyId;
use contract::kind::{Module, RecordKind};
use contract::paths;
use contract::people::ThirdPartyView;
use contract::profile::{ContactEffect, Effect};
use contract::switch::{FirmModules, SwitchLevel, SwitchedOff};
use contract::why::KindCount;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::client::{Ask, Failure, Method};
use ui::components::{Layout, RowParts, frame, row, rows, skeleton_page};
use ui::dom::{El, View, all, checked, div, effect, el, link, now};
use ui::form::{Faults, Form, check, group};
use ui::json::Json;
use ui::source::{Follows, Source, Wish, one};
use ui::words::Words;

/// Whose switches they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    Firm,
    Party(ThirdPartyId),
}

impl Whose {
    /// Where they are saved.
    fn path(self) -> String {
        match self {
            Self::Firm => paths::FIRM_MODULES.to_owned(),
            Self::Party(id) => paths::third_party_modules(id),
        }
    }

    fn effect(self) -> String {
        match self {
            Self::Firm => paths::FIRM_MODULES_EFFECT.to_owned(),
            Self::Party(id) => paths::third_party_effect(id),
        }
    }

    /// What is off now, and its revision.
    async fn now(self, here: Here) -> Result<(Vec<Module>, String), Failure> {
        let ask = |path: String| Ask {
            path,
            refresh: true,
            ..Ask::default()
        };
        match self {
            Self::Firm => {
                let answer = here.app.client.change(ask(self.path())).await?;
                let found = answer.read::<FirmModules>()?;
                Ok((found.off, found.revision))
            }
            Self::Party(id) => {
                let answer = here.app.client.change(ask(paths::third_party(id))).await?;
                let found = answer.read::<ThirdPartyView>()?;
                Ok((found.off, found.revision))
            }
        }
    }
}

/// The form on its page.
#[derive(Clone, Copy)]
pub struct Switches {
    here: Here,
    whose: Whose,
    source: Source,
    form: Form,
    off: RwSignal<Vec<Module>>,
    /// What it was filled with.
    begun: RwSignal<Vec<Module>>,
    revision: RwSignal<Option<String>>,
    /// What that would change which is ticked now.
    told: RwSignal<Option<Effect>>,
    /// What is there now, if somebody else changed it meanwhile.
    conflict: RwSignal<Option<Vec<Module>>>,
}

/// The firm's page of them.
pub fn firm_switches(here: Here) -> View {
    let source = Source::new(here.app, one::<FirmModules>, || {
        Some(Wish {
            path: paths::FIRM_MODULES.to_owned(),
            follows: Follows::Nothing,
        })
    });
    let switches = Switches::new(here, Whose::Firm, source);
    effect(move || {
        if let Some(found) = source.found::<FirmModules>() {
            switches.fill(&found.off, &found.revision);
        }
    });
    let back = link(route::SETTINGS).add(t().settings.title);
    let head = here
        .head(|| Some(t().people.switches.firm_title.to_owned()))
        .add(el("p").class("head-under").add(back));
    let waiting = frame(here.app, source, skeleton_page, |_: &FirmModules| {
        View::nothing()
    });
    let is_there = Memo::new(move |_| source.has_found());
    let form = now(move || {
        is_there.get().then(|| {
            let words = &t().people.switches;
            switches.draw(words.firm_help, &[])
        })
    });
    vec![head.into(), waiting, form].into()
}

/// Those of a third party, on its page.
#[must_use]
pub fn of_third_party(here: Here, id: ThirdPartyId, source: Source) -> Switches {
    let switches = Switches::new(here, Whose::Party(id), source);
    effect(move || {
        if let Some(party) = source.found::<ThirdPartyView>() {
            switches.fill(&party.off, &party.revision);
        }
    });
    switches
}

/// What is off for whoever is new at a third party, before her own switches are asked.
#[must_use]
pub fn switched_off(party: &ThirdPartyView) -> Vec<SwitchedOff> {
    let by = |module: &Module| {
        let above = party.off_above.iter().find(|one| one.module == *module);
        let mut by = above.map(|one| one.by.clone()).unwrap_or_default();
        by.extend(
            party
                .off
                .contains(module)
                .then_some(SwitchLevel::ThirdParty),
        );
        by
    };
    let all = Module::ALL.iter().map(|module| SwitchedOff {
        module: *module,
        by: by(module),
    });
    all.filter(|one| !one.by.is_empty()).collect()
}

const fn level(level: SwitchLevel) -> &'static str {
    let words = &t().people.switches;
    match level {
        SwitchLevel::Firm => words.by_firm,
        SwitchLevel::Type => words.by_type,
        SwitchLevel::ThirdParty => words.by_third_party,
        SwitchLevel::Person => words.by_person,
    }
}

/// What is off further up, and where.
#[must_use]
pub fn off_above(above: &[SwitchedOff]) -> View {
    if above.is_empty() {
        return View::nothing();
    }
    let words = &t().people.switches;
    let lines = all(above.iter().map(|one| {
        let by: Vec<&str> = one.by.iter().map(|one| level(*one)).collect();
        let by = by.join(words.and);
        el("li").add((words.above)(names::module(one.module), &by).as_str())
    }));
    div("above")
        .add(el("p").add(words.above_title))
        .add(el("ul").add(lines))
        .into()
}

impl Switches {
    fn new(here: Here, whose: Whose, source: Source) -> Self {
        Self {
            here,
            whose,
            source,
            form: Form::new(here.app),
            off: RwSignal::new(Vec::new()),
            begun: RwSignal::new(Vec::new()),
            revision: RwSignal::new(None),
            told: RwSignal::new(None),
            conflict: RwSignal::new(None),
        }
    }

    /// Fills the form from what is there; what she is ticking is left alone.
    fn fill(self, off: &[Module], revision: &str) {
        if self.is_changed() || self.conflict.with_untracked(Option::is_some) {
            return;
        }
        self.revision.set(Some(revision.to_owned()));
        self.put(off);
    }

    fn put(self, off: &[Module]) {
        self.told.set(None);
        self.begun.set(off.to_vec());
        self.off.set(off.to_vec());
    }

    fn is_changed(self) -> bool {
        untrack(|| self.off.get() != self.begun.get())
    }

    #[must_use]
    pub fn draw(self, help: &'static str, above: &[SwitchedOff]) -> El {
        let words = &t().people.switches;
        let boxes = all(Module::ALL.iter().map(|module| {
            let module = *module;
            let input = el("input")
                .with("type", "checkbox")
                .with("name", module.name())
                .checked_now(move || self.off.with(|off| !off.contains(&module)))
                .on("change", move |event| self.tick(module, checked(&event)));
            check(input, names::module(module))
        }));
        let fields = group(words.title)
            .class("group switches")
            .add(el("p").class("soft").add(help))
            .add(boxes)
            .add(off_above(above));
        let guide = link(&route::guide("switches"))
            .with("rel", "external")
            .add(words.guide);
        self.form
            .draw(move || self.next())
            .class("form is-wide")
            .add(fields)
            .add(el("p").class("soft section-help").add(words.order))
            .add(el("p").add(guide))
            .add(now(move || self.both_sides()))
            .add(div("told").with("aria-live", "polite").add(now(move || {
                self.told.with(|told| told.as_ref().map(effect_told))
            })))
            .add(self.form.whole_fault())
            .add(now(move || self.acts()))
    }

    /// First what it changes, then saving it.
    fn acts(self) -> Option<El> {
        if self.off.get() == self.begun.get() {
            return None;
        }
        let words = &t().people.switches;
        let act = if self.told.with(Option::is_some) {
            self.form.submit(words.save, t().app.saving)
        } else {
            self.form.submit(words.look, words.looking)
        };
        let back = ui::dom::button("button", move || {
            self.told.set(None);
            self.form.done();
            self.off.set(self.begun.get_untracked());
        });
        let cancel = back.add(ui::strings::t().app.cancel);
        Some(div("form-acts").add(act).add(cancel))
    }

    fn tick(self, module: Module, on: bool) {
        // What was told was told of other ticks.
        self.told.set(None);
        self.off.update(|off| {
            off.retain(|one| *one != module);
            if !on {
                off.push(module);
                off.sort();
            }
        });
    }

    fn next(self) {
        if !self.is_changed() {
            return;
        }
        self.form.begin();
        if self.told.with_untracked(Option::is_some) {
            self.save();
        } else {
            self.look();
        }
    }

    fn look(self) {
        spawn_local(async move {
            let asked = self.off.get_untracked();
            let ask = Ask {
                method: Method::Post,
                path: self.whose.effect(),
                body: Some(body(&asked)),
                ..Ask::default()
            };
            let answer = self.here.app.client.change(ask).await;
            if self.form.is_gone() {
                return;
            }
            match answer.and_then(|answer| answer.read::<Effect>()) {
                Ok(effect) => {
                    self.form.done();
                    if self.off.get_untracked() == asked {
                        self.told.set(Some(effect));
                    }
                }
                Err(failure) => self.form.refuse(Faults::of(&failure, &[])),
            }
        });
    }

    fn save(self) {
        spawn_local(async move {
            let off = self.off.get_untracked();
            let saved = self.change(&off).await;
            if self.form.is_gone() {
                return;
            }
            match saved {
                Ok(Saved::Yes) => {
                    self.form.done();
                    self.conflict.set(None);
                    self.put(&off);
                    self.here.app.say(t().people.switches.saved);
                    self.source.retry();
                }
                Ok(Saved::Not(there, revision)) => {
                    self.form.done();
                    self.told.set(None);
                    self.revision.set(Some(revision));
                    self.conflict.set(Some(there));
                }
                Err(failure) => self.form.refuse(Faults::of(&failure, &[])),
            }
        });
    }

    async fn change(self, off: &[Module]) -> Result<Saved<Vec<Module>>, Failure> {
        match self.send(off, self.revision.get_untracked()).await {
            Ok(()) => Ok(Saved::Yes),
            Err(failure) if failure.is_stale() => {
                let (there, revision) = self.whose.now(self.here).await?;
                if there == off {
                    return Ok(Saved::Yes);
                }
                // Something else of it changed, such as its name: what she saw of the switches still stands.
                if there == self.begun.get_untracked() {
                    return self.send(off, Some(revision)).await.map(|()| Saved::Yes);
                }
                Ok(Saved::Not(there, revision))
            }
            Err(failure) => Err(failure),
        }
    }

    async fn send(self, off: &[Module], revision: Option<String>) -> Result<(), Failure> {
        let body = body(off);
        let ask = Ask {
            method: Method::Put,
            path: self.whose.path(),
            key: self.form.key(&body),
            body: Some(body),
            revision,
            ..Ask::default()
        };
        self.here.app.client.change(ask).await.map(drop)
    }

    fn both_sides(self) -> Option<El> {
        let there = self.conflict.get()?;
        let side = |off: &[Module]| crate::contact_form::seen(off);
        let mine = self.off.get();
        let told = differing([(t().person.sees, side(&mine), side(&there))]);
        let take = move || {
            self.conflict.set(None);
            self.put(&there);
            self.source.retry();
        };
        let keep = move || {
            self.conflict.set(None);
            self.form.begin();
            self.save();
        };
        Some(both_sides(told, keep, take))
    }
}

fn body(off: &[Module]) -> String {
    let off = off.iter().map(|one| Json::Text(one.name().to_owned()));
    Json::Object(vec![("off".to_owned(), Json::List(off.collect()))]).write()
}

/// What it changes, person by person.
fn effect_told(effect: &Effect) -> View {
    let words = &t().people.switches;
    let untouched = (words.untouched)(u64::from(effect.untouched));
    let inside: View = if effect.contacts.is_empty() {
        el("p").add(words.nothing).into()
    } else {
        let rest = (!untouched.is_empty()).then(|| el("p").class("soft").add(untouched.as_str()));
        let more = effect.more.then(|| el("p").class("soft").add(words.more));
        vec![
            rows(effect.contacts.iter().map(of_person).collect()),
            View::from(rest),
            View::from(more),
        ]
        .into()
    };
    vec![View::from(el("h3").add(words.would)), inside].into()
}

fn of_person(one: &ContactEffect) -> View {
    let mut under = vec![View::from(one.third_party_name.as_str())];
    under.extend(changes(one).into_iter().map(View::from));
    row(RowParts {
        layout: Layout::Whole,
        in_section: true,
        title: one.name.clone(),
        href: route::contact(one.contact),
        under,
        ..RowParts::default()
    })
}

/// What is otherwise for her, a sentence's end each.
fn changes(one: &ContactEffect) -> Vec<String> {
    let words = &t().people.switches;
    let nouns = Words::default();
    let counted = |all: &[KindCount]| {
        let all = all
            .iter()
            .map(|one| nouns.count(one.count, one.kind.name()));
        all.collect::<Vec<_>>().join(words.and)
    };
    let named = |all: &[RecordKind]| {
        let all = all.iter().map(|one| nouns.many(one.name()));
        all.collect::<Vec<_>>().join(words.and)
    };
    let mut told = Vec::new();
    if !one.lost.is_empty() {
        told.push((words.loses)(&counted(&one.lost)));
    }
    if !one.gained.is_empty() {
        told.push((words.gains)(&counted(&one.gained)));
    }
    if !one.otherwise.is_empty() {
        told.push((words.otherwise)(&named(&one.otherwise)));
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::id::ContactId;

    #[test]
    fn what_changes_for_somebody_is_said_in_words() {
        let jo = ContactEffect {
            contact: ContactId::from_bytes([1; 16]),
            name: "Jo".to_owned(),
            third_party: ThirdPartyId::from_bytes([2; 16]),
            third_party_name: "Oakline".to_owned(),
            gained: vec![],
            lost: vec![
                KindCount {
                    kind: RecordKind::Invoice,
                    count: 1,
                },
                KindCount {
                    kind: RecordKind::PhotoSet,
                    count: 12,
                },
            ],
            otherwise: vec![RecordKind::Job],
        };
        assert_eq!(
            changes(&jo),
            [
                "no longer sees 1 invoice and 12 photo sets",
                "sees jobs otherwise"
            ]
        );
    }

    #[test]
    fn what_is_sent_is_every_module_that_is_off() {
        assert_eq!(body(&[Module::Photos]), r#"{"off":["photos"]}"#);
        assert_eq!(body(&[]), r#"{"off":[]}"#);
    }
}
