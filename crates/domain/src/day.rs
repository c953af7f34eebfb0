//! Days as numbers (days since 1970), which both databases sort alike, with sentinels in place of NULL.

use chrono::{Datelike as _, NaiveDate};
use contract::day::Day;

/// Stands for "no day" in a column; sorts before every real day.
pub const NO_DAY: i32 = i32::MIN;
/// Stands for "no last day" in a column; sorts after every real day.
pub const FOREVER: i32 = i32::MAX;

#[must_use]
pub fn number(day: Day) -> i32 {
    date(day).map_or(NO_DAY, date_number)
}

#[must_use]
pub fn date_number(date: NaiveDate) -> i32 {
    date.num_days_from_ce() - 719_163
}

/// `None` for the sentinels.
#[must_use]
pub fn from_number(number: i32) -> Option<Day> {
    let date = NaiveDate::from_num_days_from_ce_opt(number.checked_add(719_163)?)?;
    from_date(date)
}

#[must_use]
pub fn date(day: Day) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(
        i32::from(day.year()),
        u32::from(day.month()),
        u32::from(day.day()),
    )
}

#[must_use]
pub fn from_date(date: NaiveDate) -> Option<Day> {
    Day::new(
        u16::try_from(date.year()).ok()?,
        u8::try_from(date.month()).ok()?,
        u8::try_from(date.day()).ok()?,
    )
}

/// `None` where the calendar begins.
#[must_use]
pub fn before(day: Day) -> Option<Day> {
    from_number(number(day).checked_sub(1)?)
}

/// `None` where the calendar ends.
#[must_use]
pub fn after(day: Day) -> Option<Day> {
    from_number(number(day).checked_add(1)?)
}

#[must_use]
pub fn or_none(day: Option<Day>) -> i32 {
    day.map_or(NO_DAY, number)
}

#[must_use]
pub fn or_forever(day: Option<Day>) -> i32 {
    day.map_or(FOREVER, number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_are_the_same_thing() {
        assert_eq!(number(Day::new(1970, 1, 1).unwrap()), 0);
        for n in [-25_000, -1, 0, 1, 20_000, 300_000] {
            assert_eq!(number(from_number(n).unwrap()), n);
        }
        assert_eq!(from_number(NO_DAY), None);
        assert_eq!(from_number(FOREVER), None);
    }
}
