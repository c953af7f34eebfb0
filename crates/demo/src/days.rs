//! Days counted from the one the demo is made for.

use chrono::{Datelike as _, Days, Months, NaiveDate, Weekday};

/// So many days after `day`, or before it.
pub fn shift(day: NaiveDate, by: i64) -> NaiveDate {
    let days = Days::new(by.unsigned_abs());
    let shifted = if by < 0 {
        day.checked_sub_days(days)
    } else {
        day.checked_add_days(days)
    };
    shifted.unwrap_or(day)
}

/// So many years after `day`, or before it.
pub fn years(day: NaiveDate, by: i32) -> NaiveDate {
    let months = Months::new(by.unsigned_abs() * 12);
    let shifted = if by < 0 {
        day.checked_sub_months(months)
    } else {
        day.checked_add_months(months)
    };
    shifted.unwrap_or(day)
}

/// The day itself, or the Friday before it.
pub fn worked(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => shift(day, -1),
        Weekday::Sun => shift(day, -2),
        _ => day,
    }
}

/// The day itself, or the Monday after it.
pub fn coming(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => shift(day, 2),
        Weekday::Sun => shift(day, 1),
        _ => day,
    }
}

/// The third of March that lies behind, or is today.
pub fn last_third_of_march(today: NaiveDate) -> NaiveDate {
    let this = NaiveDate::from_ymd_opt(today.year(), 3, 3).unwrap_or(today);
    if this <= today { this } else { years(this, -1) }
}

/// As it stands on paper: `3 March 2026`.
pub fn written(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

pub fn on_paper(day: NaiveDate) -> pdf::Day {
    let small = |number: u32| u8::try_from(number).unwrap_or(1);
    pdf::Day {
        year: u16::try_from(day.year()).unwrap_or_default(),
        month: small(day.month()),
        day: small(day.day()),
    }
}
