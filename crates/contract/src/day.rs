//! A calendar day on the wire (`2026-03-14`), and what people in the UK type (`14/03/2026`).
//! Only days that exist between 1900 and 2999 can be held.

use std::fmt;
use std::str::FromStr;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADay;

impl fmt::Display for NotADay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is not a day; write 2026-03-14")
    }
}
impl std::error::Error for NotADay {}

impl Day {
    /// `None` for a day that no calendar has.
    #[must_use]
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let length = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        if year < 1900 || year > 2999 || day < 1 || day > length {
            return None;
        }
        Some(Self { year, month, day })
    }

    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// What a person or a spreadsheet writes: ISO, or day first with `/`, `.` or `-`. Never month first.
    pub fn parse_uk(text: &str) -> Result<Self, NotADay> {
        let text = text.trim();
        if let Ok(day) = text.parse() {
            return Ok(day);
        }
        let mut parts = text.split(['/', '.', '-']);
        let (Some(day), Some(month), Some(year), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(NotADay);
        };
        if day.len() > 2 || month.len() > 2 || year.len() != 4 {
            return Err(NotADay);
        }
        Self::new(number(year)?, number(month)?, number(day)?).ok_or(NotADay)
    }
}

fn number<T: FromStr>(text: &str) -> Result<T, NotADay> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NotADay);
    }
    text.parse().map_err(|_| NotADay)
}

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        let mut parts = text.split('-');
        let (Some(year), Some(month), Some(day), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(NotADay);
        };
        if year.len() != 4 || month.len() != 2 || day.len() != 2 {
            return Err(NotADay);
        }
        Self::new(number(year)?, number(month)?, number(day)?).ok_or(NotADay)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl serde::Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de> serde::Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Day {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(
                utoipa::openapi::KnownFormat::Date,
            )))
            .examples(["2026-03-14"])
            .into()
    }
}
#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Day {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_people_write_are_understood_day_first() {
        let expected = Day::new(2026, 3, 14);
        for text in [
            "2026-03-14",
            "14/03/2026",
            "14/3/2026",
            "14.03.2026",
            " 14-03-2026 ",
        ] {
            assert_eq!(Day::parse_uk(text).ok(), expected, "{text}");
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in [
            "",
            "2026-02-29",
            "31/04/2026",
            "03/14/2026",
            "2026-3-14",
            "14/03/26",
            "+1/03/2026",
            "0000-01-01",
            "3000-01-01",
            "2026-00-10",
            "2026-01-00",
            "14/03",
            "14/03/2026/1",
        ] {
            assert_eq!(Day::parse_uk(text), Err(NotADay), "{text}");
        }
        assert!(Day::new(2024, 2, 29).is_some());
        assert!(Day::new(1900, 2, 29).is_none());
    }
}
