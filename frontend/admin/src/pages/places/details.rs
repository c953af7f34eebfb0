//! What a subject is called and where it is: typed for a new one, or set right.

use super::choose::{Chosen, What, choose};
use super::{about, head, subject_of};
use crate::conflict::{Difference, both_sides, differing, in_words};
use crate::draft::Kept;
use crate::here::Here;
use crate::names;
use crate::route::{self, At};
use crate::strings::t;
use contract::id::SubjectId;
use contract::kind::SubjectKind;
use contract::paths;
use contract::people::Made;
use contract::tree::TreeView;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::client::{Ask, Failure, Method};
use ui::components::{frame, skeleton_page};
use ui::dom::{El, View, all, div, effect, el, link, now, value};
use ui::form::{Faults, Form, labelled};
use ui::json::Json;
use ui::nav::Go;

const FIELDS: [&str; 6] = ["kind", "name", "address", "postcode", "uprn", "parent"];
const TEXTS: [&str; 4] = ["name", "address", "postcode", "uprn"];

/// What is filled in, as plain texts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Values {
    kind: String,
    /// In the order of [`TEXTS`].
    texts: [String; 4],
}

impl Values {
    fn of(found: &TreeView) -> Self {
        let row = &found.row.row;
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            kind: row.kind.name().to_owned(),
            texts: [
                row.name.clone(),
                text(&row.address),
                text(&row.postcode),
                text(&row.uprn),
            ],
        }
    }

    fn json(&self) -> Json {
        let texts = TEXTS
            .iter()
            .copied()
            .zip(self.texts.iter().map(|t| t.trim()));
        let all: Vec<(&str, &str)> = std::iter::once(("kind", self.kind.as_str()))
            .chain(texts)
            .collect();
        Json::texts(&all)
    }

    fn read(json: &Json) -> Option<Self> {
        let text = |name| json.get(name)?.text().map(ToOwned::to_owned);
        let [name, address, postcode, uprn] = TEXTS.map(text);
        Some(Self {
            kind: text("kind")?,
            texts: [name?, address?, postcode?, uprn?],
        })
    }

    fn faults(&self) -> Faults {
        let mut faults = Faults::default();
        let [name, ..] = &self.texts;
        if name.trim().is_empty() {
            faults.add("name", t().places.name_missing);
        }
        faults
    }

    fn against(&self, there: &Self) -> Vec<Difference> {
        let words = &t().places;
        let names = [words.name, words.address, words.postcode, words.uprn];
        let kinds = (
            words.kind,
            names::role(&self.kind),
            names::role(&there.kind),
        );
        let each = names.into_iter().zip(self.texts.iter().zip(&there.texts));
        let texts = each.map(|(what, (here, there))| (what, in_words(here), in_words(there)));
        differing(std::iter::once(kinds).chain(texts))
    }
}

#[derive(Clone, Copy)]
struct Filling {
    here: Here,
    form: Form,
    kind: RwSignal<String>,
    texts: [RwSignal<String>; 4],
}

impl Filling {
    fn new(here: Here) -> Self {
        Self {
            here,
            form: Form::new(here.app),
            kind: RwSignal::new(SubjectKind::Property.name().to_owned()),
            texts: std::array::from_fn(|_| RwSignal::new(String::new())),
        }
    }

    fn values(self) -> Values {
        Values {
            kind: self.kind.get(),
            texts: self.texts.map(|text| text.get()),
        }
    }

    fn put(self, values: Values) {
        self.kind.set(values.kind);
        for (signal, text) in self.texts.into_iter().zip(values.texts) {
            signal.set(text);
        }
    }

    fn fields(self) -> View {
        let words = &t().places;
        let form = self.form;
        let kinds = SubjectKind::ALL.iter().map(|kind| {
            el("option")
                .with("value", kind.name())
                .add(names::role(kind.name()))
        });
        let kind = form
            .described(el("select"), "kind")
            .add(all(kinds))
            .chosen_now(move || self.kind.get())
            .on("change", move |event| self.kind.set(value(&event)));
        let [name, address, postcode, uprn] = self.texts;
        let text = |field: &'static str, signal, most: &str| {
            form.field(field, signal)
                .with("autocomplete", "off")
                .with("maxlength", most)
        };
        let uprn = text("uprn", uprn, "12")
            .with("inputmode", "numeric")
            .with("aria-describedby", "uprn-help uprn-fault");
        let help = el("p")
            .class("soft field-help")
            .with("id", "uprn-help")
            .add(words.uprn_help);
        vec![
            View::from(labelled(words.kind, kind)),
            form.fault("kind").into(),
            labelled(words.name, text("name", name, "200").with("required", "")).into(),
            form.fault("name").into(),
            labelled(words.address, text("address", address, "500")).into(),
            form.fault("address").into(),
            labelled(words.postcode, text("postcode", postcode, "10")).into(),
            form.fault("postcode").into(),
            labelled(words.uprn, uprn).into(),
            help.into(),
            form.fault("uprn").into(),
        ]
        .into()
    }
}

pub fn new(here: Here) -> View {
    let words = &t().places;
    let filling = Filling::new(here);
    let below = RwSignal::new(None::<Chosen>);
    let wanted = here
        .app
        .nav
        .place
        .with_untracked(|place| place.get("below"));
    if let Some(wanted) = wanted.and_then(|id| id.parse::<SubjectId>().ok()) {
        spawn_local(async move {
            let ask = Ask {
                path: paths::in_tree(wanted),
                ..Ask::default()
            };
            let answer = here.app.client.change(ask).await;
            if let Ok(found) = answer.and_then(|answer| answer.read::<TreeView>()) {
                below.try_set(Some(Chosen {
                    id: wanted.to_string(),
                    name: found.row.row.name,
                    kind: String::new(),
                }));
            }
        });
    }
    let kept = Kept::new(here, route::NEW_SUBJECT.to_owned(), move || {
        filling.values().json()
    });
    kept.begin(untrack(|| filling.values().json()));
    let send = move || add(filling, below, kept);
    let cancel = link(route::SUBJECTS)
        .class("button")
        .add(ui::strings::t().app.cancel);
    let acts = div("form-acts")
        .add(filling.form.submit(words.add, words.adding))
        .add(cancel);
    let form = filling
        .form
        .draw(send)
        .class("form is-wide")
        .add(filling.fields())
        .add(choose(
            here,
            filling.form,
            ("parent", words.below),
            What::Subject,
            below,
        ))
        .add(filling.form.whole_fault())
        .add(acts);
    let head = here
        .head(|| Some(t().places.new.to_owned()))
        .add(el("p").class("head-under").add(words.new_help));
    let put = move |json: &Json| {
        if let Some(values) = Values::read(json) {
            filling.put(values);
        }
    };
    vec![head.into(), kept.offer(put), form.into(), about().into()].into()
}

fn add(filling: Filling, below: RwSignal<Option<Chosen>>, kept: Kept) {
    let values = untrack(|| filling.values());
    let faults = values.faults();
    if !faults.is_none() {
        filling.form.refuse(faults);
        return;
    }
    let mut body = values.json();
    if let (Json::Object(fields), Some(below)) = (&mut body, below.get_untracked()) {
        fields.push(("parent".to_owned(), Json::Text(below.id)));
    }
    filling.form.begin();
    spawn_local(async move {
        let (app, body) = (filling.here.app, body.write());
        let ask = Ask {
            method: Method::Post,
            path: paths::TREE.to_owned(),
            key: filling.form.key(&body),
            body: Some(body),
            ..Ask::default()
        };
        let answer = app.client.change(ask).await;
        if filling.form.is_gone() {
            return;
        }
        match answer.and_then(|answer| answer.read::<Made>()) {
            Ok(made) => {
                kept.sent();
                let [name, ..] = &values.texts;
                app.say(&(t().places.added)(name.trim()));
                let made = made.id.parse();
                let to = made.map_or_else(|_| route::SUBJECTS.to_owned(), route::subject);
                app.nav.go(&to, Go::Instead);
            }
            Err(failure) => filling.form.refuse(Faults::of(&failure, &FIELDS)),
        }
    });
}

pub fn edit(here: Here, id: SubjectId) -> View {
    let source = subject_of(here, id);
    let filling = Filling::new(here);
    let kept = Kept::new(here, route::at_subject(id, At::Edit), move || {
        filling.values().json()
    });
    let (revision, conflict) = (
        RwSignal::new(None::<String>),
        RwSignal::new(None::<(Values, String)>),
    );
    effect(move || {
        let Some(found) = source.found::<TreeView>() else {
            return;
        };
        // Filled once: what is typed is left alone.
        if revision.get_untracked().is_none() {
            revision.set(Some(found.revision.clone()));
            filling.put(Values::of(&found));
            kept.begin(Values::of(&found).json());
        }
    });
    let save = move || {
        let values = untrack(|| filling.values());
        let faults = values.faults();
        if !faults.is_none() {
            filling.form.refuse(faults);
            return;
        }
        filling.form.begin();
        spawn_local(async move {
            let (app, body) = (here.app, values.json().write());
            let ask = Ask {
                method: Method::Patch,
                path: paths::in_tree(id),
                key: filling.form.key(&body),
                body: Some(body),
                revision: revision.get_untracked(),
                ..Ask::default()
            };
            let answer = app.client.change(ask).await;
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
                    app.say(t().places.saved);
                    app.nav.go(&route::subject(id), Go::Instead);
                }
                (Err(_), Some(there)) => {
                    filling.form.done();
                    conflict.set(Some((Values::of(&there), there.revision.clone())));
                }
                (Err(failure), None) => filling.form.refuse(Faults::of(&failure, &FIELDS)),
            }
        });
    };
    let both = now(move || {
        let (there, its_revision) = conflict.get()?;
        let told = untrack(|| filling.values()).against(&there);
        let keep_revision = its_revision.clone();
        let keep = move || {
            revision.set(Some(keep_revision.clone()));
            conflict.set(None);
            save();
        };
        let take = move || {
            revision.set(Some(its_revision.clone()));
            conflict.set(None);
            filling.put(there.clone());
            kept.sent();
            kept.begin(there.json());
        };
        Some(both_sides(told, keep, take))
    });
    let is_there = Memo::new(move |_| source.has_found());
    let form = now(move || {
        is_there.get().then(|| {
            let cancel = link(&route::subject(id))
                .class("button")
                .add(ui::strings::t().app.cancel);
            let acts = div("form-acts")
                .add(filling.form.submit(t().app.save, t().app.saving))
                .add(cancel);
            filling
                .form
                .draw(save)
                .class("form is-wide")
                .add(filling.fields())
                .add(filling.form.whole_fault())
                .add(acts)
        })
    });
    let waiting = frame(here.app, source, skeleton_page, |_: &TreeView| {
        View::nothing()
    });
    let put = move |json: &Json| {
        if let Some(values) = Values::read(json) {
            filling.put(values);
        }
    };
    let title: El = head(here, id, source, t().places.edit);
    vec![
        title.into(),
        waiting,
        kept.offer(put),
        both,
        form,
        about().into(),
    ]
    .into()
}

/// What is there now.
pub(super) async fn look(here: Here, id: SubjectId) -> Result<TreeView, Failure> {
    let ask = Ask {
        path: paths::in_tree(id),
        refresh: true,
        ..Ask::default()
    };
    here.app.client.change(ask).await?.read::<TreeView>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house() -> Values {
        Values {
            kind: "property".to_owned(),
            texts: ["14 Mill Lane", "Leeds", "LS7 3AB", ""].map(ToOwned::to_owned),
        }
    }

    #[test]
    fn a_draft_comes_back_as_it_was_typed() {
        assert_eq!(Values::read(&house().json()), Some(house()));
    }

    #[test]
    fn a_subject_has_a_name_and_only_what_differs_is_told() {
        assert!(house().faults().is_none());
        assert!(Values::default().faults().at("name").is_some());
        let mut there = house();
        there.texts[2] = "LS8 1QQ".to_owned();
        let told = house().against(&there);
        assert_eq!(
            told,
            [(
                t().places.postcode,
                "LS7 3AB".to_owned(),
                "LS8 1QQ".to_owned()
            )]
        );
    }
}
