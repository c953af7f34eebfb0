//! What is filled in about a person: her name, how she signs in, what she is and what she sees. What the form holds is a
//! plain [`Values`]; it is checked here as the server will, with the contract's own parsers.

use crate::conflict::{Difference, differing, in_words};
use crate::draft::Kept;
use crate::here::Here;
use crate::names;
use crate::pages::people::switches::off_above;
use crate::sites::{places, told};
use crate::strings::t;
use contract::email::Email;
use contract::id::SubjectId;
use contract::kind::{Action, Module};
use contract::people::{ContactRow, ThirdPartyView};
use contract::switch::SwitchedOff;
use leptos::prelude::*;
use std::collections::BTreeMap;
use ui::dom::{El, View, all, checked, el, now};
use ui::form::{Faults, Form, check, group, labelled};
use ui::json::Json;
use ui::wire::{Read as _, field};

/// The fields that the server's faults are told at.
pub const FIELDS: [&str; 5] = ["name", "email", "role", "cannot", "sites"];

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Values {
    pub name: String,
    pub email: String,
    pub role: String,
    /// Switched off for her.
    pub off: Vec<Module>,
    /// What she may not do.
    pub cannot: Vec<Action>,
    /// The places she sees; nothing if she sees all.
    pub sites: Option<Vec<SubjectId>>,
}

impl Values {
    #[must_use]
    pub fn of(row: &ContactRow) -> Self {
        Self {
            name: row.name.clone(),
            email: row.email.to_string(),
            role: row.role.clone().unwrap_or_default(),
            off: row.off.clone(),
            cannot: row.cannot.clone(),
            sites: row.sites.clone(),
        }
    }

    /// What is wrong with them, every fault at once.
    #[must_use]
    pub fn faults(&self) -> Faults {
        let words = &t().person;
        let mut faults = Faults::default();
        if self.name.trim().is_empty() {
            faults.add("name", words.name_missing);
        }
        if Email::parse(&self.email).is_err() {
            faults.add("email", words.not_an_email);
        }
        if self.role.is_empty() {
            faults.add("role", words.role_missing);
        }
        if self.sites.as_ref().is_some_and(Vec::is_empty) {
            faults.add("sites", words.site_missing);
        }
        faults
    }

    /// As the server takes them, and as a draft is kept.
    #[must_use]
    pub fn json(&self) -> Json {
        let text = |text: &str| Json::Text(text.to_owned());
        let mut fields = vec![
            ("name".to_owned(), text(self.name.trim())),
            ("email".to_owned(), text(self.email.trim())),
            ("role".to_owned(), text(&self.role)),
            (
                "off".to_owned(),
                Json::List(self.off.iter().map(|one| text(one.name())).collect()),
            ),
            (
                "cannot".to_owned(),
                Json::List(self.cannot.iter().map(|one| text(one.name())).collect()),
            ),
        ];
        if let Some(sites) = &self.sites {
            let sites = sites.iter().map(|site| text(&site.to_string())).collect();
            fields.push(("sites".to_owned(), Json::List(sites)));
        }
        Json::Object(fields)
    }

    /// From a draft.
    #[must_use]
    pub fn read(json: &Json) -> Option<Self> {
        Some(Self {
            name: field(json, "name")?,
            email: field(json, "email")?,
            role: field(json, "role")?,
            off: field(json, "off")?,
            cannot: field(json, "cannot")?,
            sites: match json.get("sites") {
                Some(sites) => Some(Vec::read(sites)?),
                None => None,
            },
        })
    }

    /// The same without what her role does not open anyhow: that is the role's to say.
    #[must_use]
    pub fn within(mut self, actions: &Actions) -> Self {
        let opened = actions.get(&self.role);
        self.cannot
            .retain(|action| opened.is_some_and(|opened| opened.contains(action)));
        self
    }

    /// In which of its fields it differs, both sides in words: what is here, and what is there.
    #[must_use]
    pub fn against(&self, there: &Self) -> Vec<Difference> {
        let words = &t().person;
        let role = |values: &Self| in_words(&names::role(&values.role));
        differing([
            (words.name, in_words(&self.name), in_words(&there.name)),
            (words.email, in_words(&self.email), in_words(&there.email)),
            (words.role, role(self), role(there)),
            (words.sees, seen(&self.off), seen(&there.off)),
            (
                t().people.actions.title,
                may(&self.cannot),
                may(&there.cannot),
            ),
            (
                words.sites,
                told(self.sites.as_deref()),
                told(there.sites.as_deref()),
            ),
        ])
    }
}

/// What is switched off, in words.
#[must_use]
pub fn seen(off: &[Module]) -> String {
    let words = &t().person;
    let named: Vec<&str> = off.iter().map(|module| names::module(*module)).collect();
    if off.is_empty() {
        words.sees_all.to_owned()
    } else if off.len() == Module::ALL.len() {
        t().conflict.nothing.to_owned()
    } else {
        (words.sees_all_but)(&named.join(", "))
    }
}

/// What she may do, in words.
fn may(cannot: &[Action]) -> String {
    let named: Vec<&str> = cannot.iter().map(|one| names::action(*one)).collect();
    if cannot.is_empty() {
        t().people.actions.all.to_owned()
    } else {
        (t().people.actions.all_but)(&named.join(", "))
    }
}

/// What each role of her third party's type opens to do.
pub type Actions = BTreeMap<String, Vec<Action>>;

/// What stands in its fields.
#[derive(Clone, Copy)]
struct Typed {
    name: RwSignal<String>,
    email: RwSignal<String>,
    role: RwSignal<String>,
    off: RwSignal<Vec<Module>>,
    cannot: RwSignal<Vec<Action>>,
    sites: RwSignal<Option<Vec<SubjectId>>>,
}

impl Typed {
    fn new() -> Self {
        Self {
            name: RwSignal::new(String::new()),
            email: RwSignal::new(String::new()),
            role: RwSignal::new(String::new()),
            off: RwSignal::new(Vec::new()),
            cannot: RwSignal::new(Vec::new()),
            sites: RwSignal::new(None),
        }
    }

    fn values(self) -> Values {
        Values {
            name: self.name.get(),
            email: self.email.get(),
            role: self.role.get(),
            off: self.off.get(),
            cannot: self.cannot.get(),
            sites: self.sites.get(),
        }
    }
}

/// A form on its page, with the draft of it.
#[derive(Clone, Copy)]
pub struct Filling {
    pub form: Form,
    here: Here,
    typed: Typed,
    actions: RwSignal<Actions>,
    draft: Kept,
}

impl Filling {
    /// An empty one for the page of this address.
    #[must_use]
    pub fn new(here: Here, page: String) -> Self {
        let typed = Typed::new();
        Self {
            form: Form::new(here.app),
            here,
            typed,
            actions: RwSignal::new(Actions::new()),
            draft: Kept::new(here, page, move || typed.values().json()),
        }
    }

    #[must_use]
    pub fn values(self) -> Values {
        self.typed.values()
    }

    /// Without asking to be called again.
    #[must_use]
    pub fn now(self) -> Values {
        untrack(|| self.values())
    }

    /// What is to be sent.
    #[must_use]
    pub fn sendable(self) -> Values {
        self.now().within(&self.actions.get_untracked())
    }

    #[must_use]
    pub fn is_changed(self) -> bool {
        self.draft.is_changed(&self.now().json())
    }

    /// Begins with these, and offers what was typed before if that is something else.
    pub fn begin(self, values: Values) {
        self.draft.begin(values.json());
        self.put(values);
    }

    pub fn put(self, values: Values) {
        self.typed.name.set(values.name);
        self.typed.email.set(values.email);
        self.typed.role.set(values.role);
        self.typed.off.set(values.off);
        self.typed.cannot.set(values.cannot);
        self.typed.sites.set(values.sites);
    }

    /// It was sent: nothing of it is a draft any more.
    pub fn sent(self) {
        self.form.done();
        self.draft.sent();
    }

    /// "You had begun to fill this in."
    #[must_use]
    pub fn offer(self) -> View {
        self.draft.offer(move |draft| {
            if let Some(values) = Values::read(draft) {
                self.put(values);
            }
        })
    }

    /// Its fields, with the roles of the third party's type and what each opens. `above` is switched off for her anyhow.
    #[must_use]
    pub fn fields(self, party: &ThirdPartyView, above: &[SwitchedOff]) -> View {
        self.actions.set(party.actions.clone());
        let roles = &party.roles;
        let words = &t().person;
        let text = |field: El| field.with("autocomplete", "off").with("required", "");
        let name = text(self.form.field("name", self.typed.name)).with("maxlength", "200");
        let email = text(self.form.field("email", self.typed.email))
            .with("type", "email")
            .with("inputmode", "email")
            .with("autocapitalize", "none")
            .with("spellcheck", "false")
            .with("maxlength", "318")
            .with("aria-describedby", "email-help email-fault");
        vec![
            View::from(labelled(words.name, name)),
            self.form.fault("name").into(),
            labelled(words.email, email).into(),
            el("p")
                .class("soft field-help")
                .with("id", "email-help")
                .add(words.email_help)
                .into(),
            self.form.fault("email").into(),
            labelled(words.role, self.roles(roles)).into(),
            self.form.fault("role").into(),
            self.switches(above).into(),
            self.acts(),
            places(self.here, self.form, self.typed.sites),
            self.form.whole_fault().into(),
        ]
        .into()
    }

    fn roles(self, roles: &[String]) -> El {
        let option = |value: &str, name: &str| el("option").with("value", value).add(name);
        let first = option("", t().person.choose);
        let rest = roles.iter().map(|role| option(role, &names::role(role)));
        self.form
            .described(el("select"), "role")
            .with("required", "")
            .add(all(std::iter::once(first).chain(rest)))
            .chosen_now(move || self.typed.role.get())
            .on("change", move |event| {
                self.typed.role.set(ui::dom::value(&event))
            })
    }

    /// What she may do, of what the role that is chosen opens.
    fn acts(self) -> View {
        let opened = Memo::new(move |_| {
            let role = self.typed.role.get();
            self.actions
                .with(|actions| actions.get(&role).cloned().unwrap_or_default())
        });
        now(move || {
            let words = &t().people.actions;
            let opened = opened.get();
            if opened.is_empty() {
                return None;
            }
            let boxes = all(opened.into_iter().map(|action| {
                let input = el("input")
                    .with("type", "checkbox")
                    .with("name", action.name())
                    .checked_now(move || self.typed.cannot.with(|cannot| !cannot.contains(&action)))
                    .on("change", move |event| {
                        let on = checked(&event);
                        self.typed.cannot.update(|cannot| {
                            cannot.retain(|one| *one != action);
                            if !on {
                                cannot.push(action);
                                cannot.sort();
                            }
                        });
                    });
                check(input, names::action(action))
            }));
            let group = group(words.title)
                .class("group switches")
                .add(el("p").class("soft").add(words.help))
                .add(boxes);
            Some(View::from(vec![
                View::from(group),
                self.form.fault("cannot").into(),
            ]))
        })
    }

    fn switches(self, above: &[SwitchedOff]) -> El {
        let words = &t().person;
        let switches = all(Module::ALL.iter().map(|module| {
            let module = *module;
            let input = el("input")
                .with("type", "checkbox")
                .with("name", module.name())
                .checked_now(move || self.typed.off.with(|off| !off.contains(&module)))
                .on("change", move |event| {
                    let on = checked(&event);
                    self.typed.off.update(|off| {
                        off.retain(|one| *one != module);
                        if !on {
                            off.push(module);
                            off.sort();
                        }
                    });
                });
            check(input, names::module(module))
        }));
        group(words.sees)
            .class("group switches")
            .add(el("p").class("soft").add(words.sees_help))
            .add(switches)
            .add(off_above(above))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jo() -> Values {
        Values {
            name: "Jo Marsh".to_owned(),
            email: "jo@oakline.example".to_owned(),
            role: "bookkeeper".to_owned(),
            off: vec![Module::Photos],
            cannot: vec![Action::Pay],
            sites: Some(vec![SubjectId::from_bytes([2; 16])]),
        }
    }

    #[test]
    fn every_fault_is_told_at_once_and_at_its_field() {
        let faults = Values::default().faults();
        for field in ["name", "email", "role"] {
            assert!(faults.at(field).is_some(), "{field}");
        }
        let nowhere = Values {
            sites: Some(vec![]),
            ..jo()
        };
        assert!(nowhere.faults().at("sites").is_some());
        assert!(jo().faults().is_none());
        let slip = Values {
            email: "jo".to_owned(),
            ..jo()
        };
        assert_eq!(slip.faults(), Faults::one("email", t().person.not_an_email));
    }

    #[test]
    fn a_draft_comes_back_as_it_was_typed() {
        for values in [jo(), Values::default()] {
            let kept = values.json().write();
            assert_eq!(Values::read(&Json::parse(&kept).unwrap()).unwrap(), values);
        }
    }

    #[test]
    fn what_is_sent_is_what_the_server_takes() {
        assert_eq!(
            jo().json().write(),
            r#"{"name":"Jo Marsh","email":"jo@oakline.example","role":"bookkeeper","off":["photos"],"cannot":["pay"],"sites":["sub_02020202-0202-0202-0202-020202020202"]}"#
        );
        let all = Values {
            sites: None,
            ..jo()
        };
        assert_eq!(all.json().get("sites"), None);
    }

    #[test]
    fn what_another_role_does_not_open_is_not_sent() {
        let actions = Actions::from([("bookkeeper".to_owned(), vec![Action::Download])]);
        assert!(jo().within(&actions).cannot.is_empty());
        let actions = Actions::from([("bookkeeper".to_owned(), vec![Action::Pay])]);
        assert_eq!(jo().within(&actions).cannot, [Action::Pay]);
    }

    #[test]
    fn both_sides_of_a_conflict_are_told_where_they_differ() {
        let theirs = Values {
            name: "Jo Marsh-Lee".to_owned(),
            off: Module::ALL.to_vec(),
            sites: None,
            ..jo()
        };
        let told = jo().against(&theirs);
        let what: Vec<_> = told.iter().map(|(what, _, _)| *what).collect();
        assert_eq!(what, ["Name", "What she sees", "Where"]);
        assert_eq!(
            told.first()
                .map(|(_, here, there)| (here.as_str(), there.as_str())),
            Some(("Jo Marsh", "Jo Marsh-Lee"))
        );
        assert_eq!(
            told.get(1).map(|(_, _, there)| there.as_str()),
            Some("nothing")
        );
        assert!(jo().against(&jo()).is_empty());
    }
}
