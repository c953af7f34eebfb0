//! Everything one contact sees: how much of each kind, and each of it under what it is about, exactly as her own lists
//! have it.

use super::guide;
use super::why::why;
use crate::here::Here;
use crate::names;
use crate::route;
use crate::strings::t;
use contract::id::{ContactId, RecordId};
use contract::kind::RecordKind;
use contract::paths;
use contract::record::{RecordRow, SubjectRef};
use contract::staff::StaffRight;
use contract::why::{KindCount, SliceView};
use leptos::prelude::*;
use ui::components::{Shape, State, chips, frame, pager, part, rows, sheet, skeleton_rows, state};
use ui::dom::{El, View, all, button, div, el, link, now, span, unseen};
use ui::format;
use ui::icon::{Icon, icon};
use ui::nav::narrowing;
use ui::query::Address;
use ui::source::{Follows, Source, Wish, pages};
use ui::standing;
use ui::words::Words;

/// As many as the server gives at once: the list is read by what it is about, which its pages are not.
const LIMIT: &str = "200";
const KIND: &str = "kind";

#[derive(Clone, Copy)]
struct Page {
    here: Here,
    contact: ContactId,
    asking: RwSignal<bool>,
    /// Of what she wants to know why it is seen.
    about: RwSignal<Option<(RecordId, String)>>,
}

/// The kind that the address names.
fn kind(here: Here) -> Option<RecordKind> {
    let named = here.app.nav.place.with(|place| place.get(KIND))?;
    RecordKind::parse(&named)
}

/// What is about the same together, in the order in which each is met first.
fn by_subject(rows: &[RecordRow]) -> Vec<(&SubjectRef, Vec<&RecordRow>)> {
    let mut groups: Vec<(&SubjectRef, Vec<&RecordRow>)> = Vec::new();
    for row in rows {
        match groups
            .iter_mut()
            .find(|(subject, _)| subject.id == row.subject.id)
        {
            Some((_, of_it)) => of_it.push(row),
            None => groups.push((&row.subject, vec![row])),
        }
    }
    groups
}

pub fn sight(here: Here, contact: ContactId) -> View {
    let page = Page {
        here,
        contact,
        asking: RwSignal::new(false),
        about: RwSignal::new(None),
    };
    let source = Source::new(here.app, pages::<SliceView>, move || {
        Some(Wish {
            path: Address::new(&paths::contact_slice(contact))
                .with(KIND, kind(here).map(RecordKind::name))
                .with("limit", Some(LIMIT))
                .text(),
            follows: Follows::Nothing,
        })
    });
    let first = move || source.found::<Vec<SliceView>>()?.first().cloned();
    let title = move || {
        first()
            .map(|first| (t().sight.all_of)(&first.name))
            .or_else(|| {
                let failed = source.shown.with(|shown| shown.failure.is_some());
                failed.then(|| t().sight.all.to_owned())
            })
    };
    let under = now(move || {
        let first = first()?;
        let role = names::role(&first.role);
        let place = (t().sight.role_at)(&role, &first.third_party_name);
        let back = link(&route::contact(contact)).add(place);
        Some(
            el("p")
                .class("head-under")
                .add(part(back))
                .add(part(guide())),
        )
    });
    let list = frame(
        here.app,
        source,
        skeleton_rows,
        move |found: &Vec<SliceView>| page.draw(found),
    );
    let asked = sheet(
        page.asking,
        || t().sight.why_title.to_owned(),
        Shape::Plain,
        move || page.why(),
    );
    vec![
        here.head(title).add(under).add(here.as_of(source)).into(),
        list,
        pager(source),
        asked,
    ]
    .into()
}

impl Page {
    fn draw(self, found: &[SliceView]) -> View {
        let Some(first) = found.first() else {
            return View::nothing();
        };
        if first.counts.is_empty() {
            let words = &t().sight;
            return state(&State::empty(words.none).and(words.none_help), None);
        }
        let rows: Vec<RecordRow> = found.iter().flat_map(|page| page.items.clone()).collect();
        let groups = all(by_subject(&rows)
            .into_iter()
            .map(|(subject, rows)| self.group(subject, &rows)));
        vec![self.kinds(&first.counts).into(), groups].into()
    }

    /// How much of each kind, each a way to it alone.
    fn kinds(self, counts: &[KindCount]) -> El {
        let words = Words::default();
        let chosen = kind(self.here);
        let address = Address::new(&route::sight(self.contact));
        let tab = |href: &str, is_on: bool, text: String| {
            let way = narrowing(href)
                .with_some("aria-current", is_on.then_some("true"))
                .add(text);
            el("li").add(way)
        };
        let whole = counts.iter().map(|one| one.count).sum();
        let whole = tab(
            &address.clone().text(),
            chosen.is_none(),
            (t().sight.in_all)(whole),
        );
        let each = all(counts.iter().map(|one| {
            let name = one.kind.name();
            tab(
                &address.clone().with(KIND, Some(name)).text(),
                chosen == Some(one.kind),
                words.count(one.count, name),
            )
        }));
        el("nav")
            .class("section")
            .with("aria-label", t().sight.kinds)
            .add(el("ul").class("tabs").add(whole).add(each))
    }

    fn group(self, subject: &SubjectRef, of_it: &[&RecordRow]) -> El {
        let name = if self.here.can(StaffRight::SeeSubjects) {
            View::from(link(&route::subject(subject.id)).add(subject.name.as_str()))
        } else {
            subject.name.as_str().into()
        };
        let postcode = subject
            .postcode
            .as_deref()
            .map(|code| el("small").add(code));
        el("section")
            .class("section")
            .add(el("h2").add(name).add(postcode))
            .add(rows(of_it.iter().map(|row| self.row(row)).collect()))
    }

    fn row(self, row: &RecordRow) -> View {
        let today = ui::clock::today();
        let sort = format::capital(&Words::default().sort(row.kind, &row.sub_kind));
        let day = row.happened_on.or(row.due_on);
        let under = el("p")
            .class("row-under")
            .add((sort != row.title).then(|| part(sort)))
            .add(day.map(|day| part(format::day(day, today))))
            .add(row.total.map(|sum| part(format::money(sum))));
        let title = if self.here.can(StaffRight::SeeRecords) {
            View::from(link(&route::record(row.id)).add(row.title.as_str()))
        } else {
            row.title.as_str().into()
        };
        let text = div("row-text")
            .add(el("h3").class("row-title").add(title))
            .add(under);
        let about = (row.id, row.title.clone());
        let ask = button("button", move || {
            self.about.set(Some(about.clone()));
            self.asking.set(true);
        })
        .with("aria-haspopup", "dialog")
        .add(t().sight.why)
        .add(unseen(&format!(", {}, {}", row.title, row.subject.name)));
        el("li")
            .class("row is-record")
            .add(div("row-main").add(text))
            .add(chips(&[standing::record(row, today)]))
            .add(div("row-acts").add(ask))
            .into()
    }

    fn why(self) -> View {
        let Some((record, title)) = self.about.get_untracked() else {
            return View::nothing();
        };
        let about = el("p").add(icon(Icon::Document)).add(span("", &title));
        vec![
            View::from(about.class("why-about")),
            why(self.here, self.contact, record),
        ]
        .into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::id::SubjectId;
    use contract::kind::Status;

    fn row(n: u8, subject: u8) -> RecordRow {
        RecordRow {
            id: RecordId::from_bytes([n; 16]),
            kind: RecordKind::Job,
            sub_kind: String::new(),
            title: format!("Job {n}"),
            status: Status::Done,
            subject: SubjectRef {
                id: SubjectId::from_bytes([subject; 16]),
                name: format!("{subject} Mill Lane"),
                postcode: None,
            },
            happened_on: None,
            due_on: None,
            validity: None,
            total: None,
            open: None,
            file: None,
            photos: None,
            can: vec![],
        }
    }

    #[test]
    fn what_is_about_the_same_stands_together_in_the_order_it_came() {
        let rows = [row(1, 9), row(2, 8), row(3, 9)];
        let told: Vec<_> = by_subject(&rows)
            .into_iter()
            .map(|(subject, rows)| {
                let titles: Vec<_> = rows.iter().map(|row| row.title.as_str()).collect();
                format!("{}: {}", subject.name, titles.join(", "))
            })
            .collect();
        assert_eq!(told, ["9 Mill Lane: Job 1, Job 3", "8 Mill Lane: Job 2"]);
        assert!(by_subject(&[]).is_empty());
    }
}
