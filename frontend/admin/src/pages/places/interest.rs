//! Who has to do with a subject, how and when: begun, given other days, ended, or withdrawn as a mistake.

use super::choose::{Chosen, What, choose};
use super::details::look;
use super::told::{Told, looked};
use super::{about, head, subject_of};
use crate::conflict::{both_sides, differing, in_words};
use crate::draft::Kept;
use crate::here::Here;
use crate::names;
use crate::pages::third_parties::types;
use crate::route::{self, At};
use crate::strings::t;
use contract::day::Day;
use contract::id::{InterestId, SubjectId};
use contract::kind::Relation;
use contract::paths;
use contract::people::TypeList;
use contract::tree::{InterestRow, TreeView};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::client::{Ask, Method};
use ui::clock;
use ui::components::{Shape, State, frame, sheet, skeleton_page, state};
use ui::dom::{El, View, all, button, div, effect, el, link, now, value};
use ui::form::{Faults, Form, labelled};
use ui::json::Json;
use ui::nav::Go;

const FIELDS: [&str; 4] = ["third_party", "relation", "first_day", "last_day"];

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Days {
    first: String,
    last: String,
}

impl Days {
    fn of(row: &InterestRow) -> Self {
        Self {
            first: row.first_day.to_string(),
            last: row.last_day.map(|day| day.to_string()).unwrap_or_default(),
        }
    }

    fn faults(&self) -> Faults {
        let words = &t().places;
        let mut faults = Faults::default();
        if self.first.parse::<Day>().is_err() {
            faults.add("first_day", words.first_missing);
        }
        if !self.last.is_empty() && self.last.parse::<Day>().is_err() {
            faults.add("last_day", words.not_a_day);
        }
        faults
    }

    /// As the server takes them; that it goes on is said.
    fn fields(&self) -> Vec<(String, Json)> {
        let last = if self.last.is_empty() {
            Json::Null
        } else {
            Json::Text(self.last.clone())
        };
        vec![
            ("first_day".to_owned(), Json::Text(self.first.clone())),
            ("last_day".to_owned(), last),
        ]
    }
}

#[derive(Clone, Copy)]
struct Span {
    form: Form,
    first: RwSignal<String>,
    last: RwSignal<String>,
}

impl Span {
    fn days(self) -> Days {
        Days {
            first: self.first.get(),
            last: self.last.get(),
        }
    }

    fn put(self, days: Days) {
        self.first.set(days.first);
        self.last.set(days.last);
    }

    fn draw(self) -> View {
        let (words, form) = (&t().places, self.form);
        let first = form.field("first_day", self.first).with("type", "date");
        let last = form
            .field("last_day", self.last)
            .with("type", "date")
            .with("aria-describedby", "last_day-help last_day-fault");
        let help = el("p")
            .class("soft field-help")
            .with("id", "last_day-help")
            .add(words.last_help);
        vec![
            View::from(labelled(words.first_day, first)),
            form.fault("first_day").into(),
            labelled(words.last_day, last).into(),
            help.into(),
            form.fault("last_day").into(),
        ]
        .into()
    }
}

pub fn begin(here: Here, id: SubjectId) -> View {
    let words = &t().places;
    let source = subject_of(here, id);
    let types = types(here);
    let form = Form::new(here.app);
    let span = Span {
        form,
        first: RwSignal::new(clock::today().to_string()),
        last: RwSignal::new(String::new()),
    };
    let party = RwSignal::new(None::<Chosen>);
    let relation = RwSignal::new(String::new());
    let filled = move || {
        let mut fields = span.days().fields();
        fields.push(("relation".to_owned(), Json::Text(relation.get())));
        let party = party.get().map_or(Json::Null, |party| party.json());
        fields.push(("party".to_owned(), party));
        Json::Object(fields)
    };
    let kept = Kept::new(here, route::at_subject(id, At::Begin), filled);
    kept.begin(untrack(filled));
    let send = move || {
        let days = untrack(|| span.days());
        let mut faults = days.faults();
        let (Some(who), how) = (party.get_untracked(), relation.get_untracked()) else {
            faults.add("third_party", t().places.who_missing);
            return form.refuse(faults);
        };
        if how.is_empty() {
            faults.add("relation", t().places.relation_missing);
        }
        if !faults.is_none() {
            return form.refuse(faults);
        }
        let mut fields = days.fields();
        fields.push(("third_party".to_owned(), Json::Text(who.id)));
        fields.push(("relation".to_owned(), Json::Text(how)));
        form.begin();
        spawn_local(async move {
            let body = Json::Object(fields).write();
            let ask = Ask {
                method: Method::Post,
                path: paths::interests(id),
                key: form.key(&body),
                body: Some(body),
                ..Ask::default()
            };
            let answer = here.app.client.change(ask).await;
            if form.is_gone() {
                return;
            }
            match answer {
                Ok(_) => {
                    kept.sent();
                    here.app.say(t().places.begun);
                    here.app.nav.go(&route::subject(id), Go::Instead);
                }
                Err(failure) => form.refuse(Faults::of(&failure, &FIELDS)),
            }
        });
    };
    let relations = now(move || {
        let list = types.found::<TypeList>()?;
        let kind = party.get()?.kind;
        let of_kind = list.items.iter().find(|one| one.id == kind)?;
        let offered: Vec<Relation> = of_kind
            .relations
            .iter()
            .copied()
            .filter(|relation| *relation != Relation::HoldsShare)
            .collect();
        Some(how(form, relation, &offered))
    });
    let put = move |json: &Json| {
        let text = |name| json.get(name).and_then(Json::text).unwrap_or_default();
        party.set(json.get("party").and_then(Chosen::read));
        relation.set(text("relation").to_owned());
        span.put(Days {
            first: text("first_day").to_owned(),
            last: text("last_day").to_owned(),
        });
    };
    let cancel = link(&route::subject(id))
        .class("button")
        .add(ui::strings::t().app.cancel);
    let acts = div("form-acts")
        .add(form.submit(words.begin, words.beginning))
        .add(cancel);
    let drawn = form
        .draw(send)
        .class("form is-wide")
        .add(el("p").class("soft").add(words.begin_help))
        .add(choose(
            here,
            form,
            ("third_party", words.who),
            What::ThirdParty,
            party,
        ))
        .add(relations)
        .add(span.draw())
        .add(form.whole_fault())
        .add(acts);
    vec![
        head(here, id, source, words.begin).into(),
        kept.offer(put),
        drawn.into(),
        about().into(),
    ]
    .into()
}

/// How it has to do with it: what its type knows, and the only one there is without asking.
fn how(form: Form, relation: RwSignal<String>, offered: &[Relation]) -> View {
    let words = &t().places;
    let now_chosen = relation.get_untracked();
    if !offered.iter().any(|one| one.name() == now_chosen) {
        let only = match offered {
            [only] => only.name(),
            _ => "",
        };
        relation.set(only.to_owned());
    }
    let option = |value: &str, name: &str| el("option").with("value", value).add(name);
    let first = (offered.len() != 1).then(|| option("", words.choose));
    let rest = offered
        .iter()
        .map(|one| option(one.name(), &names::role(one.name())));
    let select = form
        .described(el("select"), "relation")
        .add(all(first.into_iter().chain(rest)))
        .chosen_now(move || relation.get())
        .on("change", move |event| relation.set(value(&event)));
    vec![
        View::from(labelled(words.relation, select)),
        form.fault("relation").into(),
    ]
    .into()
}

pub fn change(here: Here, id: SubjectId, interest: InterestId) -> View {
    let source = subject_of(here, id);
    let found = move || {
        let subject = source.found::<TreeView>()?;
        subject
            .interests
            .iter()
            .find(|one| one.id == interest)
            .cloned()
    };
    let form = Form::new(here.app);
    let span = Span {
        form,
        first: RwSignal::new(String::new()),
        last: RwSignal::new(String::new()),
    };
    let revision = RwSignal::new(None::<String>);
    let conflict = RwSignal::new(None::<InterestRow>);
    let withdrawing = RwSignal::new(false);
    effect(move || {
        let Some(row) = found() else { return };
        if revision.get_untracked().is_none() {
            revision.set(Some(row.revision.clone()));
            span.put(Days::of(&row));
        }
    });
    let save = move || {
        let days = untrack(|| span.days());
        let faults = days.faults();
        if !faults.is_none() {
            return form.refuse(faults);
        }
        form.begin();
        spawn_local(async move {
            let body = Json::Object(days.fields()).write();
            let ask = Ask {
                method: Method::Patch,
                path: paths::interest(interest),
                key: form.key(&body),
                body: Some(body),
                revision: revision.get_untracked(),
                ..Ask::default()
            };
            let answer = here.app.client.change(ask).await;
            let there = match &answer {
                Err(failure) if failure.is_stale() => look(here, id).await.ok(),
                _ => None,
            };
            if form.is_gone() {
                return;
            }
            let there = there.and_then(|subject| {
                let mut rows = subject.interests.into_iter();
                rows.find(|one| one.id == interest)
            });
            match (answer, there) {
                (Ok(_), _) => {
                    here.app.say(t().places.saved);
                    here.app.nav.go(&route::subject(id), Go::Instead);
                }
                (Err(_), Some(there)) => {
                    form.done();
                    conflict.set(Some(there));
                }
                (Err(failure), None) => form.refuse(Faults::of(&failure, &FIELDS)),
            }
        });
    };
    let both = now(move || {
        let there = conflict.get()?;
        let (mine, theirs) = (untrack(|| span.days()), Days::of(&there));
        let words = &t().places;
        let told = differing([
            (
                words.first_day,
                in_words(&mine.first),
                in_words(&theirs.first),
            ),
            (words.last_day, in_words(&mine.last), in_words(&theirs.last)),
        ]);
        let its = there.revision;
        let take_its = its.clone();
        let keep = move || {
            revision.set(Some(its.clone()));
            conflict.set(None);
            save();
        };
        let take = move || {
            revision.set(Some(take_its.clone()));
            conflict.set(None);
            span.put(theirs.clone());
        };
        Some(both_sides(told, keep, take))
    });
    let is_there = Memo::new(move |_| found().is_some());
    let drawn = now(move || {
        is_there.get().then(|| {
            let row = untrack(found);
            days_form(id, span, row.as_ref(), save, withdrawing)
        })
    });
    let waiting = frame(
        here.app,
        source,
        skeleton_page,
        move |subject: &TreeView| {
            let is_here = subject.interests.iter().any(|one| one.id == interest);
            if is_here {
                View::nothing()
            } else {
                state(&State::missing(t().places.withdrawn), None)
            }
        },
    );
    let asking = sheet(
        withdrawing,
        || t().places.withdraw.to_owned(),
        Shape::Plain,
        move || withdrawal(here, id, interest, revision, withdrawing),
    );
    vec![
        head(here, id, source, t().places.change_days).into(),
        waiting,
        both,
        drawn,
        about().into(),
        asking,
    ]
    .into()
}

fn days_form(
    id: SubjectId,
    span: Span,
    row: Option<&InterestRow>,
    save: impl Fn() + 'static,
    withdrawing: RwSignal<bool>,
) -> El {
    let words = &t().places;
    let who = row.map(|row| {
        let how = (t().subjects.holds)(&names::plain(row.relation.name()));
        el("p").add(format!("{} {how}", row.third_party_name))
    });
    let cancel = link(&route::subject(id))
        .class("button")
        .add(ui::strings::t().app.cancel);
    let acts = div("form-acts")
        .add(span.form.submit(t().app.save, t().app.saving))
        .add(cancel);
    let mistake = button("button is-danger", move || withdrawing.set(true))
        .with("aria-haspopup", "dialog")
        .add(words.withdraw);
    let form = span
        .form
        .draw(save)
        .class("form is-wide")
        .add(who)
        .add(span.draw())
        .add(span.form.whole_fault())
        .add(acts);
    div("").add(form).add(el("p").class("section").add(mistake))
}

/// What withdrawing it would take, and the button that does it.
fn withdrawal(
    here: Here,
    id: SubjectId,
    interest: InterestId,
    revision: RwSignal<Option<String>>,
    open: RwSignal<bool>,
) -> View {
    let words = &t().places;
    let form = Form::new(here.app);
    let told: Told = RwSignal::new(None);
    let foreseen = looked(
        here,
        told,
        move || paths::withdrawal_effect(interest),
        || Ok(None),
        move |faults| form.refuse(faults),
        &[],
    );
    let send = move || {
        form.begin();
        spawn_local(async move {
            let ask = Ask {
                method: Method::Post,
                path: paths::withdrawal(interest),
                key: form.key(""),
                revision: revision.get_untracked(),
                ..Ask::default()
            };
            let answer = here.app.client.change(ask).await;
            if form.is_gone() {
                return;
            }
            match answer {
                Ok(_) => {
                    open.set(false);
                    here.app.say(t().places.withdrawn);
                    here.app.nav.go(&route::subject(id), Go::Instead);
                }
                Err(failure) => form.refuse(Faults::of(&failure, &[])),
            }
        });
    };
    let cancel = button("button", move || open.set(false)).add(ui::strings::t().app.cancel);
    let acts = div("sheet-acts")
        .add(
            form.submit(words.withdraw, words.withdrawing)
                .class("button is-danger"),
        )
        .add(cancel);
    vec![
        View::from(el("p").add(words.withdraw_help)),
        form.draw(send)
            .add(foreseen)
            .add(form.whole_fault())
            .add(acts)
            .into(),
    ]
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn that_it_goes_on_is_said_and_a_day_is_one() {
        let days = |first: &str, last: &str| Days {
            first: first.to_owned(),
            last: last.to_owned(),
        };
        let open = days("2026-01-01", "");
        assert!(open.faults().is_none());
        assert_eq!(
            Json::Object(open.fields()).write(),
            r#"{"first_day":"2026-01-01","last_day":null}"#
        );
        let wrong = days("", "soon").faults();
        assert!(wrong.at("first_day").is_some() && wrong.at("last_day").is_some());
    }
}
