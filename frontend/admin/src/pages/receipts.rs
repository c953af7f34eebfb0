//! The firm's log: who did what, for whom and when, whether the log is whole, and a way to take it along. What narrows it
//! stands in the address.

use crate::here::Here;
use crate::names;
use crate::route;
use crate::strings::t;
use contract::audit::{ChainState, FirmReceiptPage, FirmReceiptRow};
use contract::kind::Grade;
use contract::paths;
use contract::people::{ThirdPartyPage, ThirdPartyView};
use leptos::prelude::*;
use ui::client::file_link;
use ui::clock;
use ui::components::{
    Entry, State, by_day, frame, pager, part, proofs, skeleton_rows, state, timeline,
};
use ui::dom::{El, View, all, checked, div, el, link, now, span, value};
use ui::form::{check, labelled};
use ui::format;
use ui::icon::{Icon, icon};
use ui::nav::{Go, Place, narrowing};
use ui::query::Address;
use ui::source::{Follows, Source, Wish, one, pages};

/// As many third parties as the server names at once, to choose from.
const LIMIT: &str = "200";

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Filters {
    third_party: Option<String>,
    person: Option<String>,
    act: Option<String>,
    from: Option<String>,
    to: Option<String>,
    /// What nobody did with her own hands, too.
    all: bool,
}

impl Filters {
    fn read(place: &Place) -> Self {
        let read = |name: &str| place.get(name).filter(|value| !value.is_empty());
        Self {
            third_party: read("third_party"),
            person: read("person"),
            act: read("act"),
            from: read("from"),
            to: read("to"),
            all: read("all").is_some(),
        }
    }

    fn on(&self, path: &str) -> Address {
        Address::new(path)
            .with("third_party", self.third_party.as_deref())
            .with("person", self.person.as_deref())
            .with("act", self.act.as_deref())
            .with("from", self.from.as_deref())
            .with("to", self.to.as_deref())
    }

    fn address(&self) -> String {
        self.on(route::RECEIPTS)
            .with("all", self.all.then_some("yes"))
            .text()
    }

    /// What is asked of the server, of the list or of the table.
    fn ask(&self, path: &str) -> String {
        let by_hand = (!self.all).then_some(Grade::Person.name());
        self.on(path).with("grade", by_hand).text()
    }
}

/// The log of one third party, or of one of its people.
#[must_use]
pub fn log_of(third_party: &str, person: Option<&str>) -> String {
    Filters {
        third_party: Some(third_party.to_owned()),
        person: person.map(ToOwned::to_owned),
        ..Filters::default()
    }
    .address()
}

pub fn receipts(here: Here) -> View {
    let place = here.app.nav.place;
    let filters = Memo::new(move |_| place.with(Filters::read));
    let source = Source::new(here.app, pages::<FirmReceiptPage>, move || {
        Some(Wish {
            path: filters.get().ask(paths::FIRM_RECEIPTS),
            // Looking at receipts makes receipts: following them would never end.
            follows: Follows::Nothing,
        })
    });
    let list = frame(
        here.app,
        source,
        skeleton_rows,
        move |pages: &Vec<FirmReceiptPage>| {
            let rows: Vec<&FirmReceiptRow> = pages.iter().flat_map(|page| &page.items).collect();
            if rows.is_empty() {
                return empty(&filters.get());
            }
            draw(&rows)
        },
    );
    let head = here
        .head(|| Some(t().receipts.title.to_owned()))
        .add(el("p").class("head-under").add(t().receipts.help))
        .add(here.as_of(source));
    vec![
        head.into(),
        chain(here),
        tools(here, filters),
        list,
        pager(source),
    ]
    .into()
}

/// Whether every line is as it was written.
fn chain(here: Here) -> View {
    let source = Source::new(here.app, one::<ChainState>, || {
        Some(Wish {
            path: paths::RECEIPT_CHAIN.to_owned(),
            follows: Follows::Nothing,
        })
    });
    now(move || {
        let words = &t().receipts;
        let Some(state) = source.found::<ChainState>() else {
            // Without an answer nothing is claimed.
            let failed = source.shown.with(|shown| shown.failure.is_some());
            return (!failed).then(|| el("p").class("chain soft").add(words.checking));
        };
        Some(told_chain(&state))
    })
}

fn told_chain(state: &ChainState) -> El {
    let words = &t().receipts;
    if !state.whole {
        let fault = state.fault.as_deref().unwrap_or_default();
        return el("p")
            .class("chain is-bad")
            .with("role", "alert")
            .add(icon(Icon::Warning))
            .add(span(
                "",
                &format!("{}. {}", words.broken, format::capital(fault)),
            ));
    }
    let signed = match &state.signed {
        Some(head) => (words.signed)(head.number, &clock::instant(&head.at).short),
        None => words.unsigned.to_owned(),
    };
    let since = (state.checked_from > 1).then(|| (words.since)(state.checked_from));
    let told = [(words.whole)(state.entries), signed]
        .into_iter()
        .chain(since)
        .collect::<Vec<_>>()
        .join(" ");
    el("p")
        .class("chain is-good")
        .add(icon(Icon::CheckCircle))
        .add(span("", &told))
}

fn empty(filters: &Filters) -> View {
    let words = &t().receipts;
    let nothing = state(&State::empty(words.none).and(words.none_help), None);
    if *filters == Filters::default() {
        return nothing;
    }
    let clear = narrowing(route::RECEIPTS)
        .class("button")
        .add(ui::strings::t().lists.clear);
    vec![nothing, el("p").class("state-way").add(clear).into()].into()
}

type Change<'a> = &'a dyn Fn(&mut Filters);

fn tools(here: Here, filters: Memo<Filters>) -> View {
    let words = &t().receipts;
    let nav = here.app.nav;
    let narrow = move |change: Change<'_>| {
        let mut changed = filters.get_untracked();
        change(&mut changed);
        nav.go(&changed.address(), Go::Narrow);
    };
    let day = move |name: &'static str,
                    get: fn(&Filters) -> Option<String>,
                    set: fn(&mut Filters, Option<String>)| {
        let field = el("input")
            .with("type", "date")
            .value_now(move || filters.with(get).unwrap_or_default())
            .on("change", move |event| {
                let day = chosen(&event);
                narrow(&|filters| set(filters, day.clone()));
            });
        labelled(name, field)
    };
    let acts = choice(
        words.act,
        words.every_act,
        words
            .acts
            .iter()
            .map(|(act, name)| (*act, (*name).to_owned())),
    )
    .chosen_now(move || filters.with(|f| f.act.clone()).unwrap_or_default())
    .on("change", move |event| {
        let act = chosen(&event);
        narrow(&|filters| filters.act.clone_from(&act));
    });
    let by_itself = el("input")
        .with("type", "checkbox")
        .checked_now(move || filters.with(|f| f.all))
        .on("change", move |event| {
            let is_all = checked(&event);
            narrow(&|filters| filters.all = is_all);
        });
    let export = now(move || {
        let hat = here.app.client.hat.get();
        let path = filters.get().ask(paths::RECEIPT_EXPORT);
        // The hat is named after whatever else is asked.
        let href = if path.contains('?') {
            hat.map_or_else(|| path.clone(), |hat| format!("{path}&hat={hat}"))
        } else {
            file_link(&path, hat)
        };
        link(&href)
            .class("button")
            .with("download", "")
            .add(icon(Icon::Download))
            .add(words.export)
    });
    div("sieve")
        .add(third_parties(here, filters, narrow))
        .add(people(here, filters, narrow))
        .add(labelled(words.act, acts))
        .add(day(words.from, |f| f.from.clone(), |f, day| f.from = day))
        .add(day(words.to, |f| f.to.clone(), |f, day| f.to = day))
        .add(check(by_itself, words.all))
        .add(export)
        .into()
}

fn chosen(event: &web_sys::Event) -> Option<String> {
    Some(value(event)).filter(|value| !value.is_empty())
}

fn choice<'a>(label: &str, every: &str, named: impl IntoIterator<Item = (&'a str, String)>) -> El {
    let option = |value: &str, name: &str| el("option").with("value", value).add(name);
    let rest: Vec<El> = named
        .into_iter()
        .map(|(value, name)| option(value, &name))
        .collect();
    el("select")
        .with("aria-label", label)
        .add(option("", every))
        .add(all(rest))
}

fn third_parties(
    here: Here,
    filters: Memo<Filters>,
    narrow: impl Fn(Change<'_>) + Copy + 'static,
) -> View {
    let source = Source::new(here.app, one::<ThirdPartyPage>, || {
        Some(Wish {
            path: Address::new(paths::THIRD_PARTIES)
                .with("limit", Some(LIMIT))
                .text(),
            follows: Follows::Nothing,
        })
    });
    now(move || {
        let words = &t().receipts;
        let found = source.found::<ThirdPartyPage>()?;
        let ids: Vec<(String, String)> = found
            .items
            .iter()
            .map(|party| (party.id.to_string(), party.name.clone()))
            .collect();
        let named = ids.iter().map(|(id, name)| (id.as_str(), name.clone()));
        let list = choice(words.third_party, words.every_third_party, named)
            .chosen_now(move || filters.with(|f| f.third_party.clone()).unwrap_or_default())
            .on("change", move |event| {
                let party = chosen(&event);
                narrow(&|filters| {
                    filters.third_party.clone_from(&party);
                    filters.person = None;
                });
            });
        Some(labelled(words.third_party, list))
    })
}

/// The people of the third party that is chosen.
fn people(
    here: Here,
    filters: Memo<Filters>,
    narrow: impl Fn(Change<'_>) + Copy + 'static,
) -> View {
    let source = Source::new(here.app, one::<ThirdPartyView>, move || {
        let id = filters.with(|f| f.third_party.as_deref().and_then(|id| id.parse().ok()))?;
        Some(Wish {
            path: paths::third_party(id),
            follows: Follows::Nothing,
        })
    });
    now(move || {
        let words = &t().receipts;
        let found = source.found::<ThirdPartyView>()?;
        let ids: Vec<(String, String)> = found
            .people
            .iter()
            .map(|person| (person.id.to_string(), person.name.clone()))
            .collect();
        let named = ids.iter().map(|(id, name)| (id.as_str(), name.clone()));
        let list = choice(words.person, words.everybody, named)
            .chosen_now(move || filters.with(|f| f.person.clone()).unwrap_or_default())
            .on("change", move |event| {
                let person = chosen(&event);
                narrow(&|filters| filters.person.clone_from(&person));
            });
        Some(labelled(words.person, list))
    })
}

fn draw(rows: &[&FirmReceiptRow]) -> View {
    let today = clock::today();
    let dated: Vec<_> = rows
        .iter()
        .map(|row| {
            let at = clock::parts(&row.at);
            (at.map_or(today, |(day, _)| day), *row)
        })
        .collect();
    all(by_day(dated).into_iter().map(|(day, rows)| {
        let heading = el("h2")
            .with("title", &format::day_exact(day))
            .add(format::capital(&format::day_near(day, today)));
        let list = timeline(rows.into_iter().map(entry).collect());
        el("section").class("section").add(heading).add(list)
    }))
}

/// What counts for less, or came to nothing, in words.
fn notes(row: &FirmReceiptRow) -> Vec<String> {
    let words = &ui::strings::t().receipts;
    let grade = match row.grade {
        Grade::Person => words.by_person,
        Grade::Refresh => words.refresh,
        Grade::Offline => words.offline,
        Grade::Prefetch => words.prefetch,
        Grade::Preview => words.preview,
        Grade::Api => words.api,
        Grade::System => words.system,
    };
    let outcome = match row.outcome.as_str() {
        "unchanged" => words.unchanged,
        "partial" => words.partial,
        "refused" => words.refused,
        _ => "",
    };
    let typed = row.typed.as_deref().map(t().receipts.typed);
    let as_whom = row.as_whom.as_deref().map(t().receipts.as_whom);
    as_whom
        .into_iter()
        .chain(typed)
        .chain([outcome.to_owned(), grade.to_owned()])
        .filter(|note| !note.is_empty())
        .collect()
}

fn entry(row: &FirmReceiptRow) -> Entry {
    let at = clock::instant(&row.at);
    let hour = clock::parts(&row.at).map_or_else(|| at.short.clone(), |(_, clock)| clock);
    let hour = el("time")
        .with("datetime", &at.machine)
        .with("title", &at.exact)
        .add(hour);
    let is_refused = row.outcome == "refused";
    let which = match row.action.as_str() {
        _ if is_refused => Icon::Lock,
        "file.download" | "receipts.exported" => Icon::Download,
        "search" => Icon::Search,
        action if action.starts_with("contact.") || action.starts_with("staff.") => Icon::Person,
        action if action.starts_with("third_party.") => Icon::Building,
        _ => Icon::Eye,
    };
    let about = row
        .title
        .as_ref()
        .map(|title| span("soft", &format!(": {title}")));
    let title = View::from(vec![
        View::from(el("b").add(row.who.as_str())),
        View::from(format!(" {}", row.did)),
        about.into(),
    ]);
    let notes = el("p")
        .class("row-under")
        .add(all(notes(row).into_iter().map(part)));
    Entry {
        icon: which,
        done: !is_refused,
        title,
        under: vec![notes.into(), proof(row)].into(),
        when: hour.into(),
    }
}

/// What only somebody who checks wants to see.
fn proof(row: &FirmReceiptRow) -> View {
    let words = &t().receipts;
    let shared = &ui::strings::t().receipts;
    let number = format::number(row.number);
    let erased = row.erased.iter().map(|what| names::plain(what));
    let erased = erased.collect::<Vec<_>>().join(", ");
    let some = |name, text: &'_ Option<String>| text.clone().map(|text| (name, text));
    let facts: Vec<(&str, String)> = [
        Some((words.number, number)),
        some(words.asked, &row.query),
        some(words.address, &row.ip),
        some(words.browser, &row.agent),
        Some((words.erased, erased)).filter(|(_, erased)| !erased.is_empty()),
        some(shared.fingerprint, &row.sha256),
        Some((shared.entry, row.hash.clone())),
    ]
    .into_iter()
    .flatten()
    .collect();
    proofs(facts.iter().map(|(name, text)| (*name, text.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::id::ReceiptId;

    #[test]
    fn what_narrows_the_log_stands_in_the_address() {
        let filters = Filters::read(&Place::read(
            "/admin/receipts?third_party=tp_1&person=con_2&act=search&from=2026-11-01&to=",
        ));
        assert_eq!(
            filters.address(),
            "/admin/receipts?third_party=tp_1&person=con_2&act=search&from=2026-11-01"
        );
        assert_eq!(
            filters.ask(paths::RECEIPT_EXPORT),
            "/api/v1/admin/receipts/export?third_party=tp_1&person=con_2&act=search&from=2026-11-01&grade=person"
        );
        assert_eq!(
            log_of("tp_1", Some("con_2")),
            "/admin/receipts?third_party=tp_1&person=con_2"
        );
    }

    #[test]
    fn what_pages_fetched_by_themselves_is_left_out_until_it_is_asked_for() {
        let usual = Filters::default();
        assert_eq!(
            usual.ask(paths::FIRM_RECEIPTS),
            "/api/v1/admin/receipts?grade=person"
        );
        let all = Filters::read(&Place::read("/admin/receipts?all=yes"));
        assert_eq!(all.ask(paths::FIRM_RECEIPTS), "/api/v1/admin/receipts");
        assert_eq!(all.address(), "/admin/receipts?all=yes");
    }

    #[test]
    fn a_line_says_for_whom_and_what_it_is_worth() {
        let row = FirmReceiptRow {
            id: ReceiptId::from_bytes([1; 16]),
            number: 1,
            at: String::new(),
            who: "Jo".to_owned(),
            who_id: None,
            as_whom: Some("Oakline".to_owned()),
            third_party: None,
            action: "search".to_owned(),
            did: "searched".to_owned(),
            object: None,
            title: None,
            record: None,
            version: None,
            sha256: None,
            query: None,
            typed: Some("mill lane".to_owned()),
            ip: None,
            agent: None,
            grade: Grade::Person,
            outcome: "refused".to_owned(),
            erased: vec![],
            hash: String::new(),
        };
        assert_eq!(
            notes(&row),
            [
                "for Oakline",
                "typed \u{201c}mill lane\u{201d}",
                "Refused: nothing was shown"
            ]
        );
    }
}
