//! What a day begins with: what runs out before anybody asks for it.

use crate::here::Here;
use crate::route;
use crate::strings::t;
use contract::day::Day;
use contract::duty::{DutyPage, DutyRow};
use contract::paths;
use ui::components::{Layout, RowParts, State, frame, row, rows, skeleton_rows, state};
use ui::dom::{View, el};
use ui::format;
use ui::source::{Follows, Source, Wish, one};
use ui::standing::paper;

pub fn today(here: Here) -> View {
    let source = Source::new(here.app, one::<DutyPage>, || {
        Some(Wish {
            path: paths::DUTIES.to_owned(),
            follows: Follows::Nothing,
        })
    });
    let head = here
        .head(|| Some(t().today.title.to_owned()))
        .add(here.as_of(source));
    let duties = frame(here.app, source, skeleton_rows, draw);
    vec![head.into(), duties].into()
}

fn draw(page: &DutyPage) -> View {
    let words = &t().today;
    if page.items.is_empty() {
        return state(&State::empty(words.none).and(words.none_help), None);
    }
    let shown = u64::try_from(page.items.len()).unwrap_or(u64::MAX);
    let more = page.count.saturating_sub(shown);
    el("section")
        .class("section")
        .add(el("h2").add(words.duties))
        .add(el("p").class("section-help soft").add(words.duties_help))
        .add(rows(
            page.items.iter().map(|one| duty(one, page.today)).collect(),
        ))
        .add((more > 0).then(|| el("p").class("soft").add((words.more)(more).as_str())))
        .into()
}

fn duty(one: &DutyRow, today: Day) -> View {
    row(RowParts {
        layout: Layout::Whole,
        in_section: true,
        title: one.subject.name.clone(),
        aside: Some(one.title.clone()),
        href: route::subject(one.subject.id),
        under: under(one, today).into_iter().map(View::from).collect(),
        chips: vec![paper(&one.sub_kind, one.validity, Some(one.due_on), today)],
        ..RowParts::default()
    })
}

fn under(one: &DutyRow, today: Day) -> Vec<String> {
    let words = &t().today;
    let visit = match one.visit_on {
        Some(day) => (words.visit)(&format::day_near(day, today)),
        None => words.no_visit.to_owned(),
    };
    let held = one.held_by.iter().map(|party| party.name.clone());
    let postcode = one.subject.postcode.clone();
    postcode.into_iter().chain(held).chain([visit]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::firm_record::ThirdPartyRef;
    use contract::id::{RecordId, SubjectId, ThirdPartyId};
    use contract::kind::Validity;
    use contract::record::SubjectRef;

    #[test]
    fn a_row_says_for_whom_it_is_and_whether_a_visit_is_arranged() {
        let today = Day::new(2026, 11, 24).unwrap();
        let row = |visit_on| DutyRow {
            record: RecordId::from_bytes([1; 16]),
            sub_kind: "eicr".to_owned(),
            title: "EICR".to_owned(),
            subject: SubjectRef {
                id: SubjectId::from_bytes([2; 16]),
                name: "22 Park Road".to_owned(),
                postcode: Some("LS6 1QT".to_owned()),
            },
            due_on: today,
            validity: Validity::DueSoon,
            visit_on,
            held_by: vec![ThirdPartyRef {
                id: ThirdPartyId::from_bytes([3; 16]),
                name: "Oakline".to_owned(),
            }],
        };
        let tomorrow = Day::new(2026, 11, 25);
        assert_eq!(
            under(&row(tomorrow), today),
            ["LS6 1QT", "Oakline", "visit tomorrow"]
        );
        assert_eq!(
            under(&row(None), today),
            ["LS6 1QT", "Oakline", "no visit arranged"]
        );
    }
}
