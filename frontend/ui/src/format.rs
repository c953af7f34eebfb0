//! Money, days and sizes as people in the UK read them. Pure: today is handed in, and the names of days and
//! months come from the catalogue. Instants are in `clock`, where the browser's `Intl` is.

use crate::strings::t;
use contract::day::Day;
use contract::kind::Validity;
use contract::money::Money;

/// Days ahead in which a day is told by how far off it is.
const NEAR: i64 = 60;

/// `£1,234.50`, with a real minus sign before a credit.
#[must_use]
pub fn money(sum: Money) -> String {
    let sign = if sum.pence < 0 { "\u{2212}" } else { "" };
    let pence = sum.pence.unsigned_abs();
    format!("{sign}£{}.{:02}", number(pence / 100), pence % 100)
}

/// `12,345`.
#[must_use]
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `20%`, from hundredths of a per cent.
#[must_use]
pub fn rate(hundredths: u32) -> String {
    match (hundredths / 100, hundredths % 100) {
        (whole, 0) => format!("{whole}%"),
        (whole, part) => format!("{whole}.{part:02}%").replace("0%", "%"),
    }
}

/// `640 KB`, `1.2 MB`.
#[must_use]
pub fn size(bytes: u64) -> String {
    const KB: u64 = 1_000;
    match bytes {
        0..KB => format!("{bytes} B"),
        KB..1_000_000 => format!("{} KB", bytes.div_ceil(KB)),
        _ => {
            let tenths = bytes / 100_000;
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

/// Days since 1970, so that days can be counted.
#[must_use]
pub fn day_number(day: Day) -> i64 {
    let (month, date) = (i64::from(day.month()), i64::from(day.day()));
    // Years begin in March, so that the leap day comes last.
    let year = i64::from(day.year()) - i64::from(month <= 2);
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + date - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// How many days lie between; negative where `day` has passed.
#[must_use]
pub fn days_from(today: Day, day: Day) -> i64 {
    day_number(day) - day_number(today)
}

fn weekday(day: Day) -> usize {
    // The first of January 1970 was a Thursday; weeks begin on Monday.
    usize::try_from((day_number(day) + 3).rem_euclid(7)).unwrap_or_default()
}

fn name<'a>(names: &[&'a str], at: usize) -> &'a str {
    names.get(at).copied().unwrap_or_default()
}

fn month_at(day: Day) -> usize {
    usize::from(day.month()).saturating_sub(1)
}

/// `Tue 14 Apr`, with the year where it is another than this.
#[must_use]
pub fn day(day: Day, today: Day) -> String {
    let words = &t().days;
    let month = name(&words.months_short, month_at(day));
    if day.year() == today.year() {
        let weekday = name(&words.weekdays_short, weekday(day));
        format!("{weekday} {} {month}", day.day())
    } else {
        format!("{} {month} {}", day.day(), day.year())
    }
}

/// `Tuesday 14 April 2026`: what stands behind every short form.
#[must_use]
pub fn day_exact(day: Day) -> String {
    let words = &t().days;
    format!(
        "{} {} {} {}",
        name(&words.weekdays, weekday(day)),
        day.day(),
        name(&words.months, month_at(day)),
        day.year()
    )
}

/// `today`, `yesterday`, `tomorrow`, else the day.
#[must_use]
pub fn day_near(at: Day, today: Day) -> String {
    let words = &t().days;
    match days_from(today, at) {
        -1 => words.yesterday.to_owned(),
        0 => words.today.to_owned(),
        1 => words.tomorrow.to_owned(),
        _ => day(at, today),
    }
}

/// `April 2026`; `April` alone if no year was named.
#[must_use]
pub fn month(text: &str) -> Option<String> {
    let (year, month) = match text.split_once('-') {
        Some((year, month)) => (Some(year), month),
        None => (None, text),
    };
    let at: usize = month.parse().ok()?;
    let month = t().days.months.get(at.checked_sub(1)?)?;
    Some(match year {
        Some(year) => format!("{month} {year}"),
        None => (*month).to_owned(),
    })
}

/// How a certificate stands: `until Nov 2031`, `due in 12 days`, `expired 2 Nov`.
#[must_use]
pub fn validity(validity: Validity, due_on: Option<Day>, today: Day) -> String {
    let words = &t().validity;
    let Some(due) = due_on else {
        return match validity {
            Validity::Expired => words.expired_undated,
            Validity::Valid | Validity::DueSoon | Validity::Undated => words.undated,
        }
        .to_owned();
    };
    match validity {
        Validity::Expired if days_from(today, due) >= 0 => words.replaced.to_owned(),
        Validity::Expired => (words.expired)(&date(due, today)),
        Validity::DueSoon => (words.due)(days_from(today, due)),
        Validity::Valid | Validity::Undated => (words.until)(&far(due, today)),
    }
}

/// `14 Aug`, with the year where it is another.
fn date(day: Day, today: Day) -> String {
    let month = name(&t().days.months_short, month_at(day));
    if day.year() == today.year() {
        format!("{} {month}", day.day())
    } else {
        format!("{} {month} {}", day.day(), day.year())
    }
}

/// The day within a year, where it needs no year of its own; the month beyond: nobody needs the day of a date
/// in 2031.
fn far(day: Day, today: Day) -> String {
    let month = name(&t().days.months_short, month_at(day));
    if days_from(today, day) <= 330 {
        return format!("{} {month}", day.day());
    }
    format!("{month} {}", day.year())
}

/// When an unpaid sum is due: `due in 5 days`, `12 days overdue`, `overdue since 2 Apr`.
#[must_use]
pub fn payment_due(due: Day, today: Day) -> String {
    let words = &t().money;
    match days_from(today, due) {
        left if left > NEAR => (words.due_on)(&date(due, today)),
        left if left >= 0 => (words.due_in)(left),
        gone if gone >= -NEAR => (words.overdue_by)(-gone),
        _ => (words.overdue_since)(&date(due, today)),
    }
}

/// `9–11`, `9:30–11`, from the wire's `09:00-11:00`; what is not two hours is left as it is.
#[must_use]
pub fn window(text: &str) -> String {
    fn hour(text: &str) -> Option<String> {
        let (hour, minute) = text.trim().split_once(':')?;
        let hour: u8 = hour.parse().ok()?;
        let minute: u8 = minute.parse().ok()?;
        Some(match minute {
            0 => hour.to_string(),
            _ => format!("{hour}:{minute:02}"),
        })
    }
    text.split_once('-')
        .and_then(|(from, to)| Some(format!("{}\u{2013}{}", hour(from)?, hour(to)?)))
        .unwrap_or_else(|| text.to_owned())
}

/// `Tue 14 Apr, 9–11`; near days by name.
#[must_use]
pub fn appointment(on: Day, hours: Option<&str>, today: Day) -> String {
    let day = day_near(on, today);
    match hours {
        Some(hours) => format!("{day}, {}", window(hours)),
        None => day,
    }
}

/// `today 17:05`, `Tue 14 Apr 17:05`.
#[must_use]
pub fn moment(day: Day, clock: &str, today: Day) -> String {
    format!("{} {clock}", day_near(day, today))
}

/// The first letter as a capital, the rest as it is.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// What a mark shows of a name: its first letter.
#[must_use]
pub fn initial(name: &str) -> String {
    name.chars()
        .find(|c| c.is_alphanumeric())
        .map(|c| c.to_uppercase().collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn money_has_its_pence_its_commas_and_a_real_minus() {
        for (pence, text) in [
            (0, "£0.00"),
            (5, "£0.05"),
            (123_450, "£1,234.50"),
            (100_000_000, "£1,000,000.00"),
            (-1_200, "\u{2212}£12.00"),
            (i64::MIN, "\u{2212}£92,233,720,368,547,758.08"),
        ] {
            assert_eq!(money(Money::gbp(pence)), text);
        }
    }

    #[test]
    fn days_are_counted_over_leap_years_and_centuries() {
        assert_eq!(day_number(on("1970-01-01")), 0);
        assert_eq!(day_number(on("2000-03-01")), 11_017);
        assert_eq!(day_number(on("1969-12-31")), -1);
        assert_eq!(days_from(on("2024-02-28"), on("2024-03-01")), 2);
        assert_eq!(days_from(on("2026-02-28"), on("2026-03-01")), 1);
        assert_eq!(days_from(on("2026-11-24"), on("2026-11-24")), 0);
    }

    #[test]
    fn a_day_is_short_this_year_and_whole_behind() {
        let today = on("2026-11-24");
        assert_eq!(day(on("2026-04-14"), today), "Tue 14 Apr");
        assert_eq!(day(on("2027-04-14"), today), "14 Apr 2027");
        assert_eq!(day_exact(on("2026-04-14")), "Tuesday 14 April 2026");
        assert_eq!(day_near(on("2026-11-25"), today), "tomorrow");
        assert_eq!(day_near(on("2026-11-23"), today), "yesterday");
        assert_eq!(moment(today, "17:05", today), "today 17:05");
    }

    #[test]
    fn a_certificate_says_how_it_stands() {
        let today = on("2026-11-24");
        for (state, due, text) in [
            (Validity::Valid, Some("2031-11-20"), "until Nov 2031"),
            (Validity::Valid, Some("2027-03-13"), "until 13 Mar"),
            (Validity::Valid, Some("2027-11-23"), "until Nov 2027"),
            (Validity::DueSoon, Some("2026-12-06"), "due in 12 days"),
            (Validity::DueSoon, Some("2026-11-25"), "due tomorrow"),
            (Validity::DueSoon, Some("2026-11-24"), "due today"),
            (Validity::Expired, Some("2026-11-02"), "expired 2 Nov"),
            (Validity::Expired, Some("2025-11-02"), "expired 2 Nov 2025"),
            (
                Validity::Expired,
                Some("2030-11-02"),
                "replaced by a newer one",
            ),
            (Validity::Undated, None, "no expiry date"),
        ] {
            assert_eq!(validity(state, due.map(on), today), text);
        }
    }

    #[test]
    fn what_is_owed_says_since_when() {
        let today = on("2026-11-24");
        for (due, text) in [
            ("2026-11-24", "due today"),
            ("2026-11-29", "due in 5 days"),
            ("2027-03-01", "due 1 Mar 2027"),
            ("2026-11-23", "1 day overdue"),
            ("2026-11-12", "12 days overdue"),
            ("2026-04-02", "overdue since 2 Apr"),
        ] {
            assert_eq!(payment_due(on(due), today), text);
        }
    }

    #[test]
    fn hours_are_said_as_people_say_them() {
        for (wire, text) in [
            ("09:00-11:00", "9\u{2013}11"),
            ("09:30-11:00", "9:30\u{2013}11"),
            ("all day", "all day"),
            ("morning - noon", "morning - noon"),
        ] {
            assert_eq!(window(wire), text);
        }
        let today = on("2026-11-24");
        assert_eq!(
            appointment(on("2026-11-24"), Some("09:00-11:00"), today),
            "today, 9\u{2013}11"
        );
        assert_eq!(appointment(on("2026-12-01"), None, today), "Tue 1 Dec");
    }

    #[test]
    fn rates_sizes_and_months_are_short() {
        assert_eq!(rate(2000), "20%");
        assert_eq!(rate(1750), "17.5%");
        assert_eq!(rate(0), "0%");
        assert_eq!(size(999), "999 B");
        assert_eq!(size(64_100), "65 KB");
        assert_eq!(size(1_234_567), "1.2 MB");
        assert_eq!(month("2026-03").as_deref(), Some("March 2026"));
        assert_eq!(month("03").as_deref(), Some("March"));
        assert_eq!(month("2026-13"), None);
        assert_eq!(month("x"), None);
    }

    #[test]
    fn names_begin_with_a_capital() {
        assert_eq!(capital("properties"), "Properties");
        assert_eq!(capital("élan"), "Élan");
        assert_eq!(capital(""), "");
        assert_eq!(initial("  halden electrical"), "H");
    }
}
