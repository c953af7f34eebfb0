//! What is around every page once somebody is signed in: whose page it is, the search box, the ways to the pages,
//! and the notices that concern all of them.

use crate::account::account_sheet;
use crate::here::Here;
use crate::pages;
use crate::route::{self, Route};
use crate::search_box::search_box;
use contract::kind::RecordKind;
use contract::session::Hat;
use leptos::prelude::*;
use ui::browser;
use ui::dom::{View, all, button, div, el, link, now, span, unseen};
use ui::format::{capital, initial};
use ui::icon::{Icon, icon};
use ui::strings::t;
use ui::words::Words;

/// One way of the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    pub name: String,
    pub href: String,
    pub icon: Icon,
}

/// The ways this hat has: a kind that its profile never shows has none.
#[must_use]
pub fn ways(hat: &Hat, words: &Words) -> Vec<Way> {
    let of = |name: String, href: &str, icon| Way {
        name: capital(&name),
        href: href.to_owned(),
        icon,
    };
    let sees = |kind| hat.can.contains_key(&kind);
    let mut ways = vec![
        of(t().app.home.to_owned(), route::HOME, Icon::House),
        of(words.many("subject"), route::SUBJECTS, Icon::Building),
    ];
    if sees(RecordKind::Document) {
        ways.push(of(words.many("document"), route::DOCUMENTS, Icon::Document));
    }
    if sees(RecordKind::Invoice) || sees(RecordKind::StagePayment) {
        ways.push(of(words.many("invoice"), route::INVOICES, Icon::Receipt));
    }
    ways
}

/// The kinds without a page of their own: beside the others on a wide screen, under "More" on a narrow one.
#[must_use]
pub fn further_ways(hat: &Hat, words: &Words) -> Vec<Way> {
    [
        (RecordKind::Visit, Icon::Calendar),
        (RecordKind::Job, Icon::Wrench),
        (RecordKind::PhotoSet, Icon::Photos),
        (RecordKind::Milestone, Icon::Flag),
    ]
    .into_iter()
    .filter(|(kind, _)| hat.can.contains_key(kind))
    .map(|(kind, icon)| Way {
        name: capital(&words.many(kind.name())),
        href: route::list(kind),
        icon,
    })
    .collect()
}

pub fn shell(here: Here) -> View {
    let account = RwSignal::new(false);
    let top = el("header")
        .class("top")
        .add(whose(here, account))
        .add(search_box(here));
    let main = el("main")
        .with("id", "main")
        .with("tabindex", "-1")
        .add(newer(here))
        .add(page(here));
    let target = main.clone();
    let skip = link("#main")
        .class("skip")
        .on("click", move |event| {
            // No entry in the history, and no other place on the page.
            event.prevent_default();
            target.focus();
        })
        .add(t().app.skip);
    let shell = div("shell")
        .add(top)
        .add(navigation(here, account))
        .add(main);
    vec![skip.into(), shell.into(), account_sheet(here, account)].into()
}

/// The page of the address. Another path is another page, drawn from the start.
fn page(here: Here) -> View {
    let route = Memo::new(move |_| here.app.nav.place.with(|place| Route::of(&place.path)));
    now(move || match route.get() {
        Route::Home => pages::home::home(here),
        Route::Subjects => pages::subjects::subjects(here),
        Route::Subject(id) => pages::subject::subject(here, id),
        Route::Documents => pages::list::documents(here),
        Route::Invoices => pages::list::invoices(here),
        Route::Records => pages::list::records(here),
        Route::Record(id) => pages::record::record(here, id),
        Route::Search => pages::search::search(here),
        Route::Receipts => pages::receipts::receipts(here),
        Route::Devices => pages::devices::devices(here),
        Route::Preferences => pages::preferences::preferences(here),
        Route::Nowhere => pages::missing::missing(here),
    })
}

/// The firm, for whom she is here, and who she is.
fn whose(here: Here, account: RwSignal<bool>) -> View {
    now(move || {
        let hat = here.hat.get()?;
        let names = |class: &str, first: &str, second: &str| {
            el("span")
                .class(class)
                .add(el("b").add(first))
                .add(span("soft", second))
        };
        let firm = link(route::HOME)
            .class("firm")
            .add(span("mark", &initial(&hat.firm)).with("aria-hidden", "true"))
            .add(names(
                "firm-names",
                &hat.firm,
                &(t().app.for_whom)(&hat.third_party),
            ));
        let me = button("me", move || account.set(true))
            .with("aria-haspopup", "dialog")
            .add(names("me-names", &hat.name, &role(&hat)))
            .add(icon(Icon::ChevronDown))
            .add(unseen(t().app.account));
        Some(vec![View::from(firm), me.into()])
    })
}

/// The hat's role as a person would write it.
#[must_use]
pub fn role(hat: &Hat) -> String {
    hat.role.replace(['-', '_'], " ")
}

fn navigation(here: Here, account: RwSignal<bool>) -> View {
    let entry = move |way: &Way, class: &str| {
        let href = way.href.clone();
        let is_here = move || {
            let under =
                here.app.nav.place.with(|place| {
                    route::is_under(&href, &place.path, place.get("kind").as_deref())
                });
            under.then(|| "page".to_owned())
        };
        let inside = link(&way.href)
            .now("aria-current", is_here)
            .add(icon(way.icon))
            .add(span("", &way.name));
        el("li").class(class).add(inside)
    };
    let list = now(move || {
        let hat = here.hat.get()?;
        let words = Words::of(Some(&hat));
        let receipts = Way {
            name: t().receipts.title.to_owned(),
            href: route::RECEIPTS.to_owned(),
            icon: Icon::History,
        };
        let further = further_ways(&hat, &words).into_iter().chain([receipts]);
        let more = button("", move || account.set(true))
            .with("aria-haspopup", "dialog")
            .add(icon(Icon::Ellipsis))
            .add(span("", t().app.more));
        Some(
            el("ul")
                .add(all(ways(&hat, &words).iter().map(|way| entry(way, "way"))))
                .add(all(further.map(|way| entry(&way, "way is-wide-only"))))
                .add(el("li").class("way is-narrow-only").add(more)),
        )
    });
    el("nav")
        .class("ways")
        .with("aria-label", t().app.main_nav)
        .add(list)
        .into()
}

/// The server serves a newer app: said once, and taken up when it suits.
fn newer(here: Here) -> View {
    now(move || {
        here.app.client.newer.get().then(|| {
            let reload = button("button", || {
                if let Some(window) = browser::window() {
                    let _ = window.location().reload();
                }
            });
            div("notice is-calm")
                .with("role", "status")
                .add(icon(Icon::Refresh))
                .add(el("p").add(format!("{} {}", t().app.newer, t().app.newer_help)))
                .add(reload.add(t().app.reload))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::id::ContactId;
    use std::collections::BTreeMap;

    fn hat(kinds: &[RecordKind]) -> Hat {
        Hat {
            id: ContactId::from_bytes([1; 16]),
            name: "Jo".to_owned(),
            role: "part-owner".to_owned(),
            third_party: "The Blue Syndicate".to_owned(),
            firm: "Hill Stables".to_owned(),
            brand: None,
            offline: true,
            words: BTreeMap::from([(
                "subject".to_owned(),
                vec!["horse".to_owned(), "horses".to_owned()],
            )]),
            can: kinds.iter().map(|kind| (*kind, vec![])).collect(),
        }
    }

    fn names(ways: &[Way]) -> Vec<&str> {
        ways.iter().map(|way| way.name.as_str()).collect()
    }

    #[test]
    fn a_hat_has_ways_only_to_what_it_can_see() {
        let part_owner = hat(&[RecordKind::Invoice, RecordKind::Visit]);
        let words = Words::of(Some(&part_owner));
        assert_eq!(
            names(&ways(&part_owner, &words)),
            ["Home", "Horses", "Invoices"]
        );
        assert_eq!(names(&further_ways(&part_owner, &words)), ["Visits"]);
        let nobody = hat(&[]);
        assert_eq!(names(&ways(&nobody, &words)), ["Home", "Horses"]);
    }
}
