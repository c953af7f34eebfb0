//! What is around every page once somebody is signed in: whose page it is, the search box, the ways to the pages,
//! and the notices that concern all of them.

use crate::account::account_sheet;
use crate::here::Here;
use crate::looking::own_page;
use crate::pages;
use crate::route::{self, Route};
use crate::search_box::search_box;
use contract::kind::RecordKind;
use contract::session::Hat;
use leptos::prelude::*;
use ui::components::{Way, firm_names, main_part, skip_to, two_names, way, ways_around};
use ui::dom::{View, all, button, div, el, link, now, span, unseen};
use ui::format::capital;
use ui::icon::{Icon, icon};
use ui::looking;
use ui::strings::t;
use ui::words::Words;

/// The ways this hat has: a kind that its profile never shows has none.
#[must_use]
pub fn ways(hat: &Hat, words: &Words) -> Vec<Way> {
    let of = |name: String, href: &str, icon| Way::new(capital(&name), href, icon);
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
    .map(|(kind, icon)| Way::new(capital(&words.many(kind.name())), &route::list(kind), icon))
    .collect()
}

pub fn shell(here: Here) -> View {
    let account = RwSignal::new(false);
    let top = el("header")
        .class("top")
        .add(whose(here, account))
        .add(search_box(here));
    let main = main_part(here.app).add(page(here));
    let skip = skip_to(&main);
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
        Route::Devices | Route::Preferences if looking::whom().is_some() => own_page(here),
        Route::Devices => pages::devices::devices(here),
        Route::Preferences => pages::preferences::preferences(here),
        Route::Nowhere => pages::missing::missing(here),
    })
}

/// The firm, for whom she is here, and who she is.
fn whose(here: Here, account: RwSignal<bool>) -> View {
    now(move || {
        let hat = here.hat.get()?;
        let firm = link(route::HOME).class("firm").add(firm_names(
            &hat.firm,
            &hat.logo,
            &(t().app.for_whom)(&hat.third_party),
        ));
        let me = button("me", move || account.set(true))
            .with("aria-haspopup", "dialog")
            .add(two_names("me-names", &hat.name, &role(&hat)))
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
    let entry = move |one: &Way, class: &str| {
        way(one, class, move |href| {
            here.app
                .nav
                .place
                .with(|place| route::is_under(href, &place.path, place.get("kind").as_deref()))
        })
    };
    let list = now(move || {
        let hat = here.hat.get()?;
        let words = Words::of(Some(&hat));
        let receipts = Way::new(t().receipts.title, route::RECEIPTS, Icon::History);
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
    ways_around(list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::id::ContactId;
    use contract::logo::FirmLogo;
    use std::collections::BTreeMap;

    fn hat(kinds: &[RecordKind]) -> Hat {
        Hat {
            id: ContactId::from_bytes([1; 16]),
            name: "Jo".to_owned(),
            role: "part-owner".to_owned(),
            third_party: "The Blue Syndicate".to_owned(),
            firm: "Hill Stables".to_owned(),
            brand: None,
            logo: FirmLogo::default(),
            offline: true,
            words: BTreeMap::from([(
                "subject".to_owned(),
                vec!["horse".to_owned(), "horses".to_owned()],
            )]),
            can: kinds.iter().map(|kind| (*kind, vec![])).collect(),
            colleagues: false,
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
