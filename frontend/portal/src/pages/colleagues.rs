//! Colleagues: who else of her own third party may sign in, and letting them in and out. What she may is the server's to
//! say, and so is why not.

use crate::here::Here;
use contract::colleague::{ColleagueAct, ColleagueList, ColleagueRow};
use contract::email::Email;
use contract::id::ContactId;
use contract::kind::Module;
use contract::paths;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::client::{Ask, Method};
use ui::clock;
use ui::components::{Shape, chip, frame, moment, part, rows, sheet, skeleton_rows};
use ui::dom::{El, View, all, button, checked, div, el, link, now, unseen, value};
use ui::form::{Faults, Form, check, group, labelled};
use ui::format::capital;
use ui::icon::Icon;
use ui::json::Json;
use ui::source::{Follows, Source, Wish, one};
use ui::standing::{Chip, Tone};
use ui::strings::t;
use ui::words::module_name;

const GUIDE: &str = "/help/your-colleagues";
/// The fields that the server's faults are told at.
const FIELDS: [&str; 4] = ["name", "email", "role", "off"];

#[derive(Clone, Copy)]
struct Page {
    here: Here,
    source: Source,
    adding: RwSignal<bool>,
    changing: RwSignal<bool>,
    ending: RwSignal<bool>,
    /// Who is to be changed or ended, as she was read last.
    whom: RwSignal<Option<ColleagueRow>>,
}

pub fn colleagues(here: Here) -> View {
    let page = Page {
        here,
        source: Source::new(here.app, one::<ColleagueList>, || {
            Some(Wish {
                path: paths::COLLEAGUES.to_owned(),
                follows: Follows::Nothing,
            })
        }),
        adding: RwSignal::new(false),
        changing: RwSignal::new(false),
        ending: RwSignal::new(false),
        whom: RwSignal::new(None),
    };
    page.draw()
}

/// A role or what is off, as a person would write it.
fn plain(name: &str) -> String {
    capital(&name.replace(['-', '_'], " "))
}

/// What is off for somebody, in words; nothing where nothing is.
fn told_off(off: &[Module]) -> Option<String> {
    let names: Vec<_> = off.iter().map(|one| module_name(*one)).collect();
    (!names.is_empty()).then(|| (t().colleagues.without)(&names.join(", ")))
}

/// How she stands now, where somebody else changed her meanwhile.
fn there_now(row: &ColleagueRow) -> String {
    let off = row
        .details
        .as_ref()
        .and_then(|details| told_off(&details.off));
    let parts = [Some(row.name.clone()), Some(plain(&row.role)), off];
    let told: Vec<_> = parts.into_iter().flatten().collect();
    (t().colleagues.changed)(&told.join(", "))
}

/// What is filled in: about somebody new, or about one who is there.
#[derive(Clone, Copy)]
struct Filling {
    form: Form,
    name: RwSignal<String>,
    email: RwSignal<String>,
    role: RwSignal<String>,
    off: RwSignal<Vec<Module>>,
}

/// What is wrong with it; whoever is there keeps her address.
fn faults(name: &str, email: Option<&str>, role: &str) -> Faults {
    let words = &t().colleagues;
    let mut faults = Faults::default();
    if name.trim().is_empty() {
        faults.add("name", words.name_missing);
    }
    if email.is_some_and(|email| Email::parse(email).is_err()) {
        faults.add("email", words.not_an_email);
    }
    if role.is_empty() {
        faults.add("role", words.role_missing);
    }
    faults
}

impl Filling {
    fn new(here: Here, row: Option<&ColleagueRow>) -> Self {
        let details = row.and_then(|row| row.details.as_ref());
        Self {
            form: Form::new(here.app),
            name: RwSignal::new(row.map(|row| row.name.clone()).unwrap_or_default()),
            email: RwSignal::new(String::new()),
            role: RwSignal::new(row.map(|row| row.role.clone()).unwrap_or_default()),
            off: RwSignal::new(details.map(|one| one.off.clone()).unwrap_or_default()),
        }
    }

    fn faults(self, is_new: bool) -> Faults {
        let email = self.email.get_untracked();
        let role = self.role.get_untracked();
        faults(
            &self.name.get_untracked(),
            is_new.then_some(email.as_str()),
            &role,
        )
    }

    /// As the server takes it.
    fn json(self, row: Option<&ColleagueRow>) -> String {
        let text = |text: &str| Json::Text(text.trim().to_owned());
        let off = self.off.get_untracked();
        let off = off.iter().map(|one| text(one.name())).collect();
        let mut fields = vec![
            ("name".to_owned(), text(&self.name.get_untracked())),
            ("role".to_owned(), text(&self.role.get_untracked())),
            ("off".to_owned(), Json::List(off)),
        ];
        match row {
            None => fields.push(("email".to_owned(), text(&self.email.get_untracked()))),
            // Where she sees is not changed here, and stays as it was.
            Some(row) => {
                let sites = row.details.as_ref().and_then(|one| one.sites.as_ref());
                if let Some(sites) = sites {
                    let sites = sites.iter().map(|one| text(&one.to_string())).collect();
                    fields.push(("sites".to_owned(), Json::List(sites)));
                }
            }
        }
        Json::Object(fields).write()
    }

    fn draw(self, roles: &[String], is_new: bool, acts: El, send: impl Fn() + 'static) -> View {
        let (form, words) = (self.form, &t().colleagues);
        let name = form
            .field("name", self.name)
            .with("autocomplete", "off")
            .with("maxlength", "200");
        let email = is_new.then(|| {
            let field = form
                .field("email", self.email)
                .with("type", "email")
                .with("autocomplete", "off")
                .with("autocapitalize", "none")
                .with("maxlength", "318");
            vec![
                View::from(labelled(words.email, field)),
                form.fault("email").into(),
            ]
        });
        let option = |value: &str, name: &str| el("option").with("value", value).add(name);
        let role = form
            .described(el("select"), "role")
            .add(option("", words.choose))
            .add(all(roles.iter().map(|role| option(role, &plain(role)))))
            .chosen_now(move || self.role.get())
            .on("change", move |event| self.role.set(value(&event)));
        form.draw(send)
            .add(labelled(words.name, name))
            .add(form.fault("name"))
            .add(email.map(View::from))
            .add(labelled(words.role, role))
            .add(form.fault("role"))
            .add(self.switches())
            .add(form.fault("off"))
            .add(form.whole_fault())
            .add(acts)
            .into()
    }

    fn switches(self) -> El {
        let switches = all(Module::ALL.iter().map(|module| {
            let module = *module;
            let input = el("input")
                .with("type", "checkbox")
                .checked_now(move || self.off.with(|off| !off.contains(&module)))
                .on("change", move |event| {
                    let on = checked(&event);
                    self.off.update(|off| {
                        off.retain(|one| *one != module);
                        if !on {
                            off.push(module);
                            off.sort();
                        }
                    });
                });
            check(input, module_name(module))
        }));
        group(t().colleagues.sees).add(switches)
    }
}

impl Page {
    fn draw(self) -> View {
        let here = self.here;
        let words = &t().colleagues;
        // Whoever manages nobody is told so, and offered nothing.
        let add = now(move || {
            self.source.has_found().then(|| {
                let open = button("button is-main", move || self.adding.set(true));
                here.app
                    .act(open)
                    .with("aria-haspopup", "dialog")
                    .add(words.add)
            })
        });
        let list = frame(
            here.app,
            self.source,
            skeleton_rows,
            move |list: &ColleagueList| rows(list.items.iter().map(|one| self.row(one)).collect()),
        );
        let sheets = [
            sheet(
                self.adding,
                || t().colleagues.add.to_owned(),
                Shape::Plain,
                move || self.add(),
            ),
            sheet(
                self.changing,
                move || (t().colleagues.change_title)(&self.name()),
                Shape::Plain,
                move || self.change(),
            ),
            sheet(
                self.ending,
                move || (t().colleagues.end_title)(&self.name()),
                Shape::Plain,
                move || self.end(),
            ),
        ];
        let guide = link(GUIDE).with("rel", "external").add(words.guide);
        let head = here
            .head(|| Some(t().colleagues.title.to_owned()))
            .add(
                el("p")
                    .class("head-under")
                    .add(words.help)
                    .add(" ")
                    .add(guide),
            )
            .add(here.as_of(self.source));
        vec![head.into(), div("tools").add(add).into(), list, all(sheets)].into()
    }

    fn name(self) -> String {
        self.whom.get().map(|one| one.name).unwrap_or_default()
    }

    fn row(self, one: &ColleagueRow) -> View {
        let words = &t().colleagues;
        let seen = match one.last_seen_at.as_deref() {
            Some(at) => vec![
                View::from(words.last_in),
                moment(&clock::instant(at)).into(),
            ]
            .into(),
            None => View::from(words.never_in),
        };
        let details = one.details.as_ref();
        let under = el("p")
            .class("row-under")
            .add(part(plain(&one.role)))
            .add(details.map(|details| part(details.email.as_str())))
            .add(part(seen))
            .add(details.and_then(|one| told_off(&one.off)).map(part));
        let text = div("row-text")
            .add(el("h2").class("row-title").add(one.name.as_str()))
            .add(under);
        let act = |act: ColleagueAct, words: &'static str, open: RwSignal<bool>| {
            let row = one.clone();
            one.can.contains(&act).then(|| {
                let press = button("button", move || {
                    self.whom.set(Some(row.clone()));
                    open.set(true);
                });
                self.here
                    .app
                    .act(press)
                    .with("aria-haspopup", "dialog")
                    .add(words)
                    .add(unseen(&format!(", {}", one.name)))
            })
        };
        let acts = div("row-acts")
            .add(
                one.me
                    .then(|| chip(&Chip::new(Tone::Good, Icon::Check, words.me))),
            )
            .add(act(ColleagueAct::Change, words.change, self.changing))
            .add(act(ColleagueAct::End, words.end, self.ending));
        el("li")
            .class("row is-record is-pair")
            .add(div("row-main").add(text))
            .add(acts)
            .into()
    }

    /// The roles she can give; a colleague's own is among them.
    fn roles(self, own: Option<&str>) -> Vec<String> {
        let list = untrack(|| self.source.found::<ColleagueList>());
        let mut roles = list.map(|list| list.roles.clone()).unwrap_or_default();
        if let Some(own) = own
            && !roles.iter().any(|role| role == own)
        {
            roles.push(own.to_owned());
        }
        roles
    }

    fn add(self) -> View {
        let words = &t().colleagues;
        let filling = Filling::new(self.here, None);
        let acts = acts(filling.form.submit(words.invite, words.saving), self.adding);
        let help = el("p").class("soft").add(words.add_help);
        let send = move || self.send(filling, None);
        vec![
            View::from(help),
            filling.draw(&self.roles(None), true, acts, send),
        ]
        .into()
    }

    fn change(self) -> View {
        let Some(row) = self.whom.get_untracked() else {
            return View::nothing();
        };
        let words = &t().colleagues;
        let filling = Filling::new(self.here, Some(&row));
        let acts = acts(filling.form.submit(words.save, words.saving), self.changing);
        let send = move || self.send(filling, self.whom.get_untracked());
        filling.draw(&self.roles(Some(&row.role)), false, acts, send)
    }

    /// Lets somebody in, or changes the one who is there.
    fn send(self, filling: Filling, row: Option<ColleagueRow>) {
        let form = filling.form;
        let faults = filling.faults(row.is_none());
        if !faults.is_none() {
            form.refuse(faults);
            return;
        }
        form.begin();
        let body = filling.json(row.as_ref());
        let revision = row.as_ref().and_then(|row| row.details.as_ref());
        let ask = Ask {
            method: row.as_ref().map_or(Method::Post, |_| Method::Put),
            path: row.as_ref().map_or_else(
                || paths::COLLEAGUES.to_owned(),
                |row| paths::colleague(row.id),
            ),
            key: form.key(&body),
            revision: revision.map(|details| details.revision.clone()),
            body: Some(body),
            ..Ask::default()
        };
        spawn_local(async move {
            let sent = self.here.app.client.change(ask).await;
            if form.is_gone() {
                return;
            }
            let name = filling.name.get_untracked().trim().to_owned();
            match (sent, row) {
                (Err(failure), Some(row)) if failure.is_stale() => self.look(form, row.id).await,
                (Err(failure), _) => form.refuse(Faults::of(&failure, &FIELDS)),
                (Ok(_), None) => {
                    self.adding.set(false);
                    self.done(&(t().colleagues.added)(&name));
                }
                (Ok(_), Some(_)) => {
                    self.changing.set(false);
                    self.done(&(t().colleagues.saved)(&name));
                }
            }
        });
    }

    fn done(self, said: &str) {
        self.here.app.say(said);
        self.source.retry();
    }

    /// Somebody else changed her meanwhile: what she typed stays beside what is there, and the next try is made on that.
    async fn look(self, form: Form, id: ContactId) {
        let ask = Ask {
            path: paths::COLLEAGUES.to_owned(),
            refresh: true,
            ..Ask::default()
        };
        let answer = self.here.app.client.change(ask).await;
        if form.is_gone() {
            return;
        }
        match answer.and_then(|answer| answer.read::<ColleagueList>()) {
            Ok(list) => {
                let row = list.items.into_iter().find(|one| one.id == id);
                let told = row.as_ref().map(there_now);
                form.refuse(Faults::one("name", &told.unwrap_or_default()));
                self.whom.set(row);
            }
            Err(failure) => form.refuse(Faults::of(&failure, &FIELDS)),
        }
    }

    fn end(self) -> View {
        let words = &t().colleagues;
        let form = Form::new(self.here.app);
        let submit = form
            .submit(words.end, words.ending)
            .class("button is-danger");
        form.draw(move || self.send_end(form))
            .add(el("p").add((words.end_help)(&self.here.firm())))
            .add(form.whole_fault())
            .add(acts(submit, self.ending))
            .into()
    }

    fn send_end(self, form: Form) {
        let Some(row) = self.whom.get_untracked() else {
            return;
        };
        form.begin();
        spawn_local(async move {
            let ask = Ask {
                method: Method::Delete,
                path: paths::colleague(row.id),
                ..Ask::default()
            };
            let ended = self.here.app.client.change(ask).await;
            if form.is_gone() {
                return;
            }
            match ended {
                Err(failure) if !failure.is_hidden() => form.refuse(Faults::of(&failure, &[])),
                // Ended by somebody else already: that is what was wanted.
                _ => {
                    self.ending.set(false);
                    self.done(&(t().colleagues.ended)(&row.name));
                }
            }
        });
    }
}

fn acts(submit: El, open: RwSignal<bool>) -> El {
    let cancel = button("button", move || open.set(false)).add(t().app.cancel);
    div("sheet-acts").add(submit).add(cancel)
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::colleague::ColleagueDetails;

    #[test]
    fn somebody_new_has_a_name_an_address_and_a_role() {
        let none = faults(" ", Some("nia"), "");
        for field in ["name", "email", "role"] {
            assert!(none.at(field).is_some(), "{field}");
        }
        assert!(faults("Nia", Some("nia@oakline.example"), "bookkeeper").is_none());
        // Whoever is there keeps her address.
        assert!(faults("Nia", None, "bookkeeper").is_none());
    }

    #[test]
    fn what_somebody_else_made_of_her_is_told_in_words() {
        let row = ColleagueRow {
            id: ContactId::from_bytes([1; 16]),
            name: "Nia Ellis".to_owned(),
            role: "part-owner".to_owned(),
            me: false,
            last_seen_at: None,
            can: vec![],
            details: Some(ColleagueDetails {
                email: Email::parse("nia@oakline.example").unwrap(),
                off: vec![Module::Photos],
                cannot: vec![],
                sites: None,
                revision: String::new(),
            }),
        };
        assert!(there_now(&row).contains("Nia Ellis, Part owner, without photos"));
        assert_eq!(told_off(&[]), None);
    }
}
