//! A subject in words: where it lies, who has it, and since when.

use crate::names;
use crate::route;
use crate::strings::t;
use contract::day::Day;
use contract::tree::{FoundBy, InterestRow, TreeRow};
use ui::components::{Layout, RowParts, row};
use ui::dom::View;
use ui::format;

/// "Oakline Lettings manages it", for each that has it now.
#[must_use]
pub fn held(row: &TreeRow) -> Vec<String> {
    row.held_by
        .iter()
        .map(|interest| {
            let what = (t().subjects.holds)(&names::plain(interest.relation.name()));
            format!("{} {what}", interest.third_party_name)
        })
        .collect()
}

/// How it stands with an interest on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    Past,
    Now,
    ToCome,
}

#[must_use]
pub fn time(interest: &InterestRow, today: Day) -> Time {
    if interest.first_day > today {
        Time::ToCome
    } else if interest.last_day.is_some_and(|last| last < today) {
        Time::Past
    } else {
        Time::Now
    }
}

/// "since 1 Apr 2024", "1 Apr 2024 to 31 Mar 2025".
#[must_use]
pub fn days(interest: &InterestRow, today: Day) -> String {
    span_of(interest.first_day, interest.last_day, today)
}

/// The same of any span of days.
#[must_use]
pub fn span_of(first_day: Day, last_day: Option<Day>, today: Day) -> String {
    let words = &t().subjects;
    let first = format::day(first_day, today);
    match last_day {
        None if first_day > today => (words.from_day)(&first),
        None => (words.since)(&first),
        Some(last) => (words.between)(&first, &format::day(last, today)),
    }
}

/// It in a list; what lies above it is said where the list is of more than one place.
#[must_use]
pub fn subject_row(one: &TreeRow, is_among_its_own: bool) -> View {
    let words = &t().subjects;
    let above: Vec<&str> = one.path.iter().map(|step| step.name.as_str()).collect();
    let above = (!is_among_its_own && !above.is_empty()).then(|| above.join(", "));
    let below = (one.children > 0).then(|| (words.below)(u64::from(one.children)));
    let address = one
        .row
        .address
        .clone()
        .filter(|address| !address.is_empty());
    let found = one.found_by.map(|by| match by {
        FoundBy::Address => t().places.found_by_address.to_owned(),
        FoundBy::Postcode => t().places.found_by_postcode.to_owned(),
        FoundBy::Uprn => {
            let uprn = one.row.uprn.as_deref().unwrap_or_default();
            (t().places.found_by_uprn)(uprn)
        }
    });
    let under = found
        .into_iter()
        .chain(above)
        .chain(address)
        .chain(one.row.postcode.clone())
        .chain(held(one))
        .chain(below)
        .map(View::from)
        .collect();
    row(RowParts {
        layout: Layout::Whole,
        in_section: is_among_its_own,
        title: one.row.name.clone(),
        href: route::subject(one.row.id),
        under,
        ..RowParts::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::id::{InterestId, ThirdPartyId};
    use contract::kind::Relation;

    #[test]
    fn an_interest_is_past_in_force_or_to_come() {
        let today = Day::new(2026, 11, 24).unwrap();
        let interest = |first: (u8, u8), last: Option<(u8, u8)>| InterestRow {
            id: InterestId::from_bytes([1; 16]),
            third_party: ThirdPartyId::from_bytes([2; 16]),
            third_party_name: "Oakline".to_owned(),
            relation: Relation::Manages,
            first_day: Day::new(2026, first.0, first.1).unwrap(),
            last_day: last.map(|(month, day)| Day::new(2026, month, day).unwrap()),
            share: None,
            revision: String::new(),
        };
        for (first, last, is, told) in [
            ((4, 1), None, Time::Now, "since Wed 1 Apr"),
            ((4, 1), Some((11, 24)), Time::Now, "Wed 1 Apr to Tue 24 Nov"),
            (
                (4, 1),
                Some((11, 23)),
                Time::Past,
                "Wed 1 Apr to Mon 23 Nov",
            ),
            ((11, 25), None, Time::ToCome, "from Wed 25 Nov"),
        ] {
            let interest = interest(first, last);
            assert_eq!(time(&interest, today), is);
            assert_eq!(days(&interest, today), told);
        }
    }
}
