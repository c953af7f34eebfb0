//! Money on the wire, the parser of sums people write, and the VAT on them, which forms reckon as the server does.
//! Always whole pence, never a float.

use std::fmt;

#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    serde::Serialize,
    serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Currency {
    #[default]
    #[serde(rename = "GBP")]
    Gbp,
}

/// A sum of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Money {
    /// Whole pence; a credit is negative.
    #[cfg_attr(feature = "openapi", schema(example = 16000))]
    pub pence: i64,
    pub currency: Currency,
}

impl Money {
    #[must_use]
    pub const fn gbp(pence: i64) -> Self {
        Self {
            pence,
            currency: Currency::Gbp,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotMoney;

impl fmt::Display for NotMoney {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is not a sum of money; write 1234.50")
    }
}
impl std::error::Error for NotMoney {}

/// Reads `1234.5`, `£1,234.50`, `-12.00` or `(12.00)` as pence. More than two decimals are refused, not rounded.
pub fn parse_pence(text: &str) -> Result<i64, NotMoney> {
    let mut rest = text.trim();
    let mut negative = false;
    if let Some(inner) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
        negative = true;
        rest = inner.trim();
    }
    if let Some(inner) = rest.strip_prefix('-') {
        if negative {
            return Err(NotMoney);
        }
        negative = true;
        rest = inner.trim_start();
    }
    rest = rest.strip_prefix('£').unwrap_or(rest).trim_start();
    let (whole, part) = rest.split_once('.').unwrap_or((rest, "0"));
    let pounds = parse_whole(whole)?;
    let pence = match (part.len(), part.bytes().all(|b| b.is_ascii_digit())) {
        (1, true) => part.parse::<i64>().map_err(|_| NotMoney)? * 10,
        (2, true) => part.parse::<i64>().map_err(|_| NotMoney)?,
        _ => return Err(NotMoney),
    };
    let total = pounds
        .checked_mul(100)
        .and_then(|p| p.checked_add(pence))
        .ok_or(NotMoney)?;
    Ok(if negative { -total } else { total })
}

/// Digits with optional, correctly placed thousands separators.
fn parse_whole(text: &str) -> Result<i64, NotMoney> {
    let groups: Vec<&str> = text.split(',').collect();
    let well_grouped = groups.len() == 1
        || groups.iter().enumerate().all(|(i, g)| {
            if i == 0 {
                (1..=3).contains(&g.len())
            } else {
                g.len() == 3
            }
        });
    let digits = groups.concat();
    if !well_grouped
        || digits.is_empty()
        || digits.len() > 13
        || !digits.bytes().all(|b| b.is_ascii_digit())
    {
        return Err(NotMoney);
    }
    digits.parse().map_err(|_| NotMoney)
}

/// VAT on a net sum at a rate in hundredths of a per cent, rounded half away from zero.
#[must_use]
pub fn vat(net_pence: i64, rate: u32) -> i64 {
    let product = i128::from(net_pence) * i128::from(rate);
    let rounded = (product.abs() + 5_000) / 10_000;
    i64::try_from(rounded * product.signum()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vat_is_rounded_to_the_nearest_penny() {
        assert_eq!(vat(10_000, 2000), 2000);
        assert_eq!(vat(1, 2000), 0);
        assert_eq!(vat(3, 2000), 1);
        assert_eq!(vat(-3, 2000), -1);
        assert_eq!(vat(12_345, 500), 617);
    }

    #[test]
    fn sums_people_write_become_pence() {
        for (text, pence) in [
            ("0", 0),
            ("12", 1200),
            ("12.5", 1250),
            ("12.50", 1250),
            ("£1,234.50", 123_450),
            (" £ 1,234,567.89 ", 123_456_789),
            ("-3.10", -310),
            ("(3.10)", -310),
            ("-£3", -300),
        ] {
            assert_eq!(parse_pence(text), Ok(pence), "{text}");
        }
    }

    #[test]
    fn anything_doubtful_is_refused() {
        for text in [
            "",
            "£",
            "1.234",
            "1,23",
            "12,34.00",
            "1e3",
            "12.",
            ".50",
            "--1",
            "(-1)",
            "1 000",
            "99999999999999",
            "1,2345",
            "£-",
            "twelve",
            "12.5p",
        ] {
            assert_eq!(parse_pence(text), Err(NotMoney), "{text}");
        }
    }
}
