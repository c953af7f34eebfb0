//! What each role sees and does of what the rules open, to tick.

use super::called;
use super::form::read;
use super::work::{Work, allowed};
use crate::names;
use crate::strings::t;
use contract::kind::{Action, RecordKind};
use contract::profile::RoleForm;
use leptos::prelude::*;
use ui::dom::{El, all, checked, el, now};
use ui::form::{check, group};
use ui::format::capital;

#[must_use]
pub fn roles(work: Work) -> El {
    let texts = &t().profiles;
    let shape = read(work, |form| {
        let roles = form.roles.iter().map(|role| role.name.clone());
        (
            roles.collect::<Vec<_>>(),
            form.opens.clone(),
            form.allows.clone(),
        )
    });
    let list = now(move || {
        let (roles, opens, allows) = shape.get()?;
        Some(all(roles
            .into_iter()
            .map(|name| role(work, &name, &opens, &allows))))
    });
    el("section")
        .class("profile-part")
        .add(el("h3").add(texts.roles))
        .add(el("p").class("soft").add(texts.roles_help))
        .add(list)
}

/// What is known of a role now.
fn of_role<T: Default>(work: Work, name: &str, read: impl Fn(&RoleForm) -> T) -> T {
    work.form.with(|form| {
        let roles = form.iter().flat_map(|form| &form.roles);
        let found = roles.into_iter().find(|role| role.name == name);
        found.map(read).unwrap_or_default()
    })
}

fn role(work: Work, name: &str, opens: &[RecordKind], allows: &[Action]) -> El {
    let texts = &t().profiles;
    let title = names::role(name);
    let managed = {
        let name = name.to_owned();
        now(move || {
            let others = of_role(work, &name, |role| role.colleagues.clone());
            let others: Vec<String> = others.iter().map(|one| names::role(one)).collect();
            let said = (t().profiles.colleagues)(&others.join(", "));
            (!others.is_empty()).then(|| el("p").class("soft").add(said))
        })
    };
    let sees = Ticks {
        set: "see",
        list: "kinds",
        legend: texts.sees,
        of: (texts.sees_of)(&title),
        everything: texts.sees_all,
        all: |role| role.sees_all,
        some: |role| role.sees.iter().map(|kind| kind.name()).collect(),
    };
    let kinds = opens.iter().map(|kind| {
        let kind = *kind;
        let called = move || {
            work.form.with(|form| {
                let words = form.as_ref().map(|form| form.words.as_slice());
                capital(&called::many(words.unwrap_or_default(), kind))
            })
        };
        (kind.name(), Box::new(called) as Box<dyn Fn() -> String>)
    });
    let does = Ticks {
        set: "do",
        list: "actions",
        legend: texts.does,
        of: (texts.does_of)(&title),
        everything: texts.does_all,
        all: |role| role.does_all,
        some: |role| role.does.iter().map(|action| action.name()).collect(),
    };
    let actions = allows.iter().map(|action| {
        let called = capital(&called::of(texts.actions, action.name()));
        (
            action.name(),
            Box::new(move || called.clone()) as Box<dyn Fn() -> String>,
        )
    });
    group(&title)
        .class("group is-whole role")
        .add(managed)
        .add(sees.draw(work, name, kinds.collect()))
        .add(does.draw(work, name, actions.collect()))
}

/// One of a role's two lists, to tick.
struct Ticks {
    set: &'static str,
    list: &'static str,
    legend: &'static str,
    /// For ears, that hear it without the role's name above.
    of: String,
    everything: &'static str,
    all: fn(&RoleForm) -> bool,
    some: fn(&RoleForm) -> Vec<&'static str>,
}

type Named = (&'static str, Box<dyn Fn() -> String>);

impl Ticks {
    fn draw(self, work: Work, name: &str, named: Vec<Named>) -> El {
        let (set, list, is_all, some) = (self.set, self.list, self.all, self.some);
        let role = name.to_owned();
        let send = move |all: bool, names: Vec<&str>| {
            work.change(allowed(set, &role, list, all, names));
        };
        let every: Vec<&'static str> = named.iter().map(|(one, _)| *one).collect();
        let whole = {
            let (name, send) = (name.to_owned(), send.clone());
            el("input")
                .with("type", "checkbox")
                .checked_now(move || of_role(work, &name, is_all))
                // Without it she keeps what she has, one by one.
                .on("change", move |event| send(checked(&event), every.clone()))
        };
        let ticks = all(named.into_iter().map(|(one, called)| {
            let (shown, asked, send) = (name.to_owned(), name.to_owned(), send.clone());
            let hidden = name.to_owned();
            let input = el("input")
                .with("type", "checkbox")
                .with("name", one)
                .checked_now(move || of_role(work, &shown, |role| some(role).contains(&one)))
                .on("change", move |event| {
                    let mut names = untrack(|| of_role(work, &asked, some));
                    names.retain(|known| *known != one);
                    if checked(&event) {
                        names.push(one);
                    }
                    send(false, names);
                });
            el("label")
                .class("check")
                .now("hidden", move || {
                    of_role(work, &hidden, is_all).then(String::new)
                })
                .add(input)
                .add(el("span").text_now(called))
        }));
        el("fieldset")
            .class("ticks")
            .with("aria-label", &self.of)
            .add(el("legend").add(self.legend))
            .add(check(whole, self.everything))
            .add(ticks)
    }
}
