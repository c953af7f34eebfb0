//! Opening records to others and taking them back: those that are named, and never one more.

use super::names::all_names;
use crate::here::Here;
use crate::strings::t;
use contract::firm_record::ThirdPartyRef;
use contract::id::RecordId;
use contract::kind::Standing;
use contract::paths;
use contract::people::ThirdPartyPage;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use ui::client::{Ask, Failure, Method};
use ui::components::{Shape, sheet};
use ui::dom::{El, View, all, button, div, el, now, span, unseen, value};
use ui::form::{Faults, Form, complaint, labelled};
use ui::icon::{Icon, icon};
use ui::json::Json;
use ui::query::Address;
use ui::source::{Follows, Source, Wish, one};

/// As many third parties as the server names at once, to choose from.
const LIMIT: &str = "200";

/// A record as far as it is needed here: what is done is told by its title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    pub id: RecordId,
    pub title: String,
    pub standing: Standing,
    pub shared_with: Vec<ThirdPartyRef>,
}

/// What is chosen at the moment.
type All = Arc<dyn Fn() -> Vec<Chosen> + Send + Sync>;

/// The acts on what is chosen.
#[derive(Clone, Copy)]
pub struct Opening {
    here: Here,
    form: Form,
    chosen: StoredValue<All>,
    done: StoredValue<Arc<dyn Fn() + Send + Sync>>,
    sharing: RwSignal<bool>,
    /// Whom it will be shared with.
    parties: RwSignal<Vec<ThirdPartyRef>>,
}

/// What is sent: these records, and no other.
fn body(chosen: &[Chosen], standing: Standing, parties: &[ThirdPartyRef]) -> Json {
    let text = |text: String| Json::Text(text);
    let ids = chosen.iter().map(|one| text(one.id.to_string())).collect();
    let mut fields = vec![
        ("ids".to_owned(), Json::List(ids)),
        ("standing".to_owned(), text(standing.name().to_owned())),
    ];
    if standing == Standing::Shared {
        let ids = parties.iter().map(|party| text(party.id.to_string()));
        fields.push(("shared_with".to_owned(), Json::List(ids.collect())));
    }
    Json::Object(fields)
}

/// Why nothing was done, each record by its title.
fn told(failure: &Failure, chosen: &[Chosen]) -> String {
    let Failure::Refused(problem) = failure else {
        return complaint(failure);
    };
    let named: Vec<String> = problem
        .errors
        .iter()
        .filter_map(|error| {
            let at: usize = error.field.strip_prefix("ids.")?.parse().ok()?;
            let title = &chosen.get(at)?.title;
            Some(format!("{title}: {}.", error.message))
        })
        .collect();
    if named.is_empty() {
        return complaint(failure);
    }
    format!("{} {}", t().records.bar.nothing_done, named.join(" "))
}

impl Opening {
    pub fn new(
        here: Here,
        chosen: impl Fn() -> Vec<Chosen> + Send + Sync + 'static,
        done: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        Self {
            here,
            form: Form::new(here.app),
            chosen: StoredValue::new(Arc::new(chosen)),
            done: StoredValue::new(Arc::new(done)),
            sharing: RwSignal::new(false),
            parties: RwSignal::new(Vec::new()),
        }
    }

    fn chosen(self) -> Vec<Chosen> {
        self.chosen.get_value()()
    }

    /// The buttons that make sense of what is chosen, and what was refused.
    #[must_use]
    pub fn acts(self) -> View {
        let words = &t().records.bar;
        let busy = move |one: El| one.now_bool("aria-disabled", move || self.form.busy.get());
        let buttons = now(move || {
            let chosen = self.chosen();
            let any = |standing: Standing| chosen.iter().any(|one| one.standing == standing);
            let is_open = any(Standing::ByRule) || any(Standing::Shared);
            let is_closed = any(Standing::Internal) || any(Standing::Shared);
            let publish = is_closed.then(|| {
                busy(button("button is-main", move || {
                    self.send(Standing::ByRule);
                }))
                .add(icon(Icon::Eye))
                .add(words.publish)
            });
            let share = button("button", move || self.begin_sharing())
                .with("aria-haspopup", "dialog")
                .add(icon(Icon::Person))
                .add(words.share);
            let withdraw = is_open.then(|| {
                busy(button("button", move || self.send(Standing::Internal)))
                    .add(icon(Icon::Lock))
                    .add(words.withdraw)
            });
            div("form-acts").add(publish).add(share).add(withdraw)
        });
        vec![buttons, self.form.whole_fault().into()].into()
    }

    /// The sheet that asks with whom.
    #[must_use]
    pub fn share_sheet(self) -> View {
        sheet(
            self.sharing,
            || t().records.bar.share_title.to_owned(),
            Shape::Plain,
            move || self.share(),
        )
    }

    fn begin_sharing(self) {
        // Whoever has it already stays, unless she is taken off.
        let chosen = untrack(|| self.chosen());
        let had = match chosen.as_slice() {
            [one] => one.shared_with.clone(),
            _ => Vec::new(),
        };
        self.parties.set(had);
        self.form.refuse(Faults::default());
        self.sharing.set(true);
    }

    fn share(self) -> View {
        let words = &t().records.bar;
        let send = move || {
            if self.parties.with_untracked(Vec::is_empty) {
                self.form.refuse(Faults::one("shared_with", words.nobody));
            } else {
                self.send(Standing::Shared);
            }
        };
        let cancel =
            button("button", move || self.sharing.set(false)).add(ui::strings::t().app.cancel);
        let acts = div("sheet-acts")
            .add(self.form.submit(words.share_title, words.acting))
            .add(cancel);
        let named = now(move || {
            let items = all(self
                .parties
                .get()
                .into_iter()
                .map(|party| self.named(&party)));
            el("ul").class("places").add(items)
        });
        let count = el("p").class("soft").text_now(move || {
            let n = self.chosen().len() as u64;
            (t().records.bar.ticked)(n)
        });
        vec![
            View::from(el("p").add(words.share_help)),
            count.into(),
            self.form
                .draw(send)
                .add(named)
                .add(self.add_party())
                .add(self.form.fault("shared_with"))
                .add(self.form.whole_fault())
                .add(acts)
                .into(),
        ]
        .into()
    }

    fn named(self, party: &ThirdPartyRef) -> El {
        let id = party.id;
        let remove = button("button is-quiet is-square", move || {
            self.parties.update(|all| all.retain(|one| one.id != id));
        });
        let about = unseen(&(t().records.bar.remove_party)(&party.name));
        el("li")
            .add(span("", &party.name))
            .add(remove.add(icon(Icon::Close)).add(about))
    }

    fn add_party(self) -> View {
        let words = &t().records.bar;
        let source = third_parties(self.here);
        now(move || {
            let page = source.found::<ThirdPartyPage>();
            let options = page.iter().flat_map(|page| &page.items);
            let options: Vec<El> = options
                .map(|party| option(&party.id.to_string(), &party.name))
                .collect();
            let list = self
                .form
                .described(el("select"), "shared_with")
                .add(option("", words.choose))
                .add(all(options));
            let field = list.clone();
            let picked = move |event: web_sys::Event| {
                let id = value(&event);
                let found = page.as_ref().and_then(|page| {
                    let party = page.items.iter().find(|one| one.id.to_string() == id)?;
                    Some(ThirdPartyRef {
                        id: party.id,
                        name: party.name.clone(),
                    })
                });
                if let Some(party) = found {
                    self.parties.update(|all| {
                        all.retain(|one| one.id != party.id);
                        all.push(party);
                    });
                }
                // It is for adding: it shows what it asks for, not what was added last.
                field.choose("");
            };
            labelled(words.add_party, list.on("change", picked))
        })
    }

    fn send(self, standing: Standing) {
        if self.form.busy.get_untracked() {
            return;
        }
        let chosen = untrack(|| self.chosen());
        let parties = if standing == Standing::Shared {
            self.parties.get_untracked()
        } else {
            Vec::new()
        };
        if chosen.is_empty() {
            return;
        }
        self.form.begin();
        spawn_local(async move {
            let sent = body(&chosen, standing, &parties).write();
            let ask = Ask {
                method: Method::Post,
                path: paths::PUBLICATION.to_owned(),
                key: self.form.key(&sent),
                body: Some(sent),
                ..Ask::default()
            };
            let answer = self.here.app.client.change(ask).await;
            if self.form.is_gone() {
                return;
            }
            match answer {
                Ok(_) => {
                    self.form.done();
                    self.sharing.set(false);
                    self.here.app.say(&said(standing, &chosen, &parties));
                    self.done.get_value()();
                }
                Err(failure) => self.form.refuse(Faults::all(&told(&failure, &chosen))),
            }
        });
    }
}

/// What was done, to how many.
fn said(standing: Standing, chosen: &[Chosen], parties: &[ThirdPartyRef]) -> String {
    let words = &t().records.bar;
    let n = chosen.len() as u64;
    match standing {
        Standing::Internal => (words.withdrawn)(n),
        Standing::ByRule => (words.published)(n),
        Standing::Shared => (words.shared)(n, &all_names(parties)),
    }
}

/// Those of the firm's that can be named.
pub fn third_parties(here: Here) -> Source {
    Source::new(here.app, one::<ThirdPartyPage>, || {
        Some(Wish {
            path: Address::new(paths::THIRD_PARTIES)
                .with("limit", Some(LIMIT))
                .text(),
            follows: Follows::Nothing,
        })
    })
}

pub fn option(value: &str, name: &str) -> El {
    el("option").with("value", value).add(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::id::ThirdPartyId;

    fn chosen(n: u8) -> Chosen {
        Chosen {
            id: RecordId::from_bytes([n; 16]),
            title: format!("Record {n}"),
            standing: Standing::Internal,
            shared_with: vec![],
        }
    }

    fn oakline() -> ThirdPartyRef {
        ThirdPartyRef {
            id: ThirdPartyId::from_bytes([4; 16]),
            name: "Oakline".to_owned(),
        }
    }

    #[test]
    fn one_that_is_chosen_is_one_that_is_sent() {
        let id = chosen(1).id;
        assert_eq!(
            body(&[chosen(1)], Standing::ByRule, &[oakline()]).write(),
            format!(r#"{{"ids":["{id}"],"standing":"by_rule"}}"#)
        );
        let party = oakline().id;
        assert_eq!(
            body(&[chosen(1)], Standing::Shared, &[oakline()]).write(),
            format!(r#"{{"ids":["{id}"],"standing":"shared","shared_with":["{party}"]}}"#)
        );
    }

    #[test]
    fn what_was_done_is_said_with_how_many_and_to_whom() {
        let two = [chosen(1), chosen(2)];
        assert_eq!(
            said(Standing::Shared, &two, &[oakline()]),
            "2 records are shared with Oakline, and with nobody else."
        );
        assert_eq!(
            said(Standing::Internal, &two[..1], &[]),
            "1 record is the firm\u{2019}s own again. Nobody outside sees it."
        );
    }

    #[test]
    fn what_cannot_be_opened_is_told_by_its_title() {
        let body = r#"{"type":"/problems/invalid","title":"Some of this is not right","status":422,"trace_id":"x",
            "errors":[{"field":"ids.1","code":"draft","message":"a draft is the firm's own until it is issued"}]}"#;
        assert_eq!(
            told(&Failure::read(422, body), &[chosen(1), chosen(2)]),
            "Nothing was changed. Record 2: a draft is the firm's own until it is issued."
        );
    }
}
