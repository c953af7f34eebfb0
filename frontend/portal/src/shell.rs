//! What is around every page once somebody is signed in: whose page it is, the search box, the ways to the pages,
//! and the notices that concern all of them.

use crate::account::AccountSheet;
use crate::here::Here;
use crate::pages;
use crate::route;
use crate::search_box::SearchBox;
use contract::kind::RecordKind;
use contract::session::Hat;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route};
use leptos_router::hooks::use_location;
use leptos_router::path;
use ui::browser;
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

#[component]
pub fn Shell() -> impl IntoView {
    let here = Here::now();
    let account = RwSignal::new(false);
    view! {
        <a class="skip" href="#main" rel="external">
            {t().app.skip}
        </a>
        <div class="shell">
            <header class="top">
                <Whose account=account/>
                <SearchBox/>
            </header>
            <Navigation account=account/>
            <main id="main" tabindex="-1">
                <Newer/>
                <Pages/>
            </main>
        </div>
        <AccountSheet open=account app=here.app/>
    }
}

/// The firm, for whom she is here, and who she is.
#[component]
fn Whose(account: RwSignal<bool>) -> impl IntoView {
    let here = Here::now();
    move || {
        here.hat.get().map(|hat| {
            view! {
                <a class="firm" href=route::HOME>
                    <span class="mark" aria-hidden="true">
                        {initial(&hat.firm)}
                    </span>
                    <span class="firm-names">
                        <b>{hat.firm}</b>
                        <span class="soft">{(t().app.for_whom)(&hat.third_party)}</span>
                    </span>
                </a>
                <button
                    type="button"
                    class="me"
                    aria-haspopup="dialog"
                    on:click=move |_| account.set(true)
                >
                    <span class="me-names">
                        <b>{hat.name}</b>
                        <span class="soft">{hat.role.replace(['-', '_'], " ")}</span>
                    </span>
                    {icon(Icon::ChevronDown)}
                    <span class="unseen">{t().app.account}</span>
                </button>
            }
        })
    }
}

#[component]
fn Navigation(account: RwSignal<bool>) -> impl IntoView {
    let here = Here::now();
    let path = use_location().pathname;
    let link = move |way: Way, class: &'static str| {
        let href = way.href.clone();
        let current = move || {
            path.with(|path| route::is_under(&href, path))
                .then_some("page")
        };
        view! {
            <li class=class>
                <a href=way.href aria-current=current>
                    {icon(way.icon)}
                    <span>{way.name}</span>
                </a>
            </li>
        }
    };
    view! {
        <nav class="ways" aria-label=t().app.main_nav>
            {move || {
                let hat = here.hat.get()?;
                let words = here.words.get();
                let main = ways(&hat, &words);
                let mut further = further_ways(&hat, &words);
                further
                    .push(Way {
                        name: t().receipts.title.to_owned(),
                        href: route::RECEIPTS.to_owned(),
                        icon: Icon::History,
                    });
                Some(
                    view! {
                        <ul>
                            {main.into_iter().map(|way| link(way, "way")).collect_view()}
                            {further
                                .into_iter()
                                .map(|way| link(way, "way is-wide-only"))
                                .collect_view()}
                            <li class="way is-narrow-only">
                                <button
                                    type="button"
                                    aria-haspopup="dialog"
                                    on:click=move |_| account.set(true)
                                >
                                    {icon(Icon::Ellipsis)}
                                    <span>{t().app.more}</span>
                                </button>
                            </li>
                        </ul>
                    },
                )
            }}
        </nav>
    }
}

/// The server serves a newer app: said once, and taken up when it suits.
#[component]
fn Newer() -> impl IntoView {
    let here = Here::now();
    view! {
        <Show when=move || here.app.client.newer.get()>
            <div class="notice" role="status">
                {icon(Icon::Refresh)}
                <p>{t().app.newer} " " {t().app.newer_help}</p>
                <button
                    type="button"
                    class="button"
                    on:click=|_| {
                        if let Some(window) = browser::window() {
                            let _ = window.location().reload();
                        }
                    }
                >
                    {t().app.reload}
                </button>
            </div>
        </Show>
    }
}

#[component]
fn Pages() -> impl IntoView {
    view! {
        <FlatRoutes fallback=pages::missing::missing>
            <Route path=path!("/") view=pages::home::home/>
            <Route path=path!("/t/:slug") view=pages::home::home/>
            <Route path=path!("/subjects") view=pages::subjects::subjects/>
            <Route path=path!("/properties") view=pages::subjects::subjects/>
            <Route path=path!("/subjects/:id") view=pages::subject::subject/>
            <Route path=path!("/documents") view=pages::list::documents/>
            <Route path=path!("/invoices") view=pages::list::invoices/>
            <Route path=path!("/records") view=pages::list::records/>
            <Route path=path!("/records/:id") view=pages::record::record/>
            <Route path=path!("/search") view=pages::search::search/>
            <Route path=path!("/receipts") view=pages::receipts::receipts/>
            <Route path=path!("/devices") view=pages::devices::devices/>
            <Route path=path!("/preferences") view=pages::preferences::preferences/>
        </FlatRoutes>
    }
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
