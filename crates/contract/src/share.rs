//! Exact shares of a subject and the register that holds them. A register never comes to more than the whole.

use std::fmt;

/// Parts that can be told apart.
const MOST_PARTS: u128 = 1_000_000;

/// A fraction from 0 to 1 in lowest terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fraction {
    over: u128,
    under: u128,
}

const fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl Fraction {
    pub const ZERO: Self = Self { over: 0, under: 1 };
    pub const WHOLE: Self = Self { over: 1, under: 1 };

    /// `None` for nothing, for more than the whole, and for parts finer than a millionth.
    #[must_use]
    pub fn new(over: u32, under: u32) -> Option<Self> {
        if over == 0 || under == 0 || over > under || under as u128 > MOST_PARTS {
            return None;
        }
        Some(Self::reduced(u128::from(over), u128::from(under)))
    }

    const fn reduced(over: u128, under: u128) -> Self {
        let by = gcd(over, under);
        Self {
            over: over / by,
            under: under / by,
        }
    }

    /// Reads `1/4`, `25%` or `12.5%`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(percent) = text.strip_suffix('%') {
            let (whole, part) = percent
                .trim()
                .split_once('.')
                .unwrap_or((percent.trim(), ""));
            if part.len() > 4 || whole.is_empty() {
                return None;
            }
            let digits = format!("{whole}{part:0<4}");
            if !digits.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            return Self::new(digits.parse().ok()?, 1_000_000);
        }
        let (over, under) = text.split_once('/')?;
        Self::new(over.trim().parse().ok()?, under.trim().parse().ok()?)
    }

    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        // Reduced denominators of at most a million keep a register of dozens of holders inside u128;
        // a sum that would not fit saturates above the whole, which every caller refuses.
        match (
            self.over.checked_mul(other.under),
            other.over.checked_mul(self.under),
            self.under.checked_mul(other.under),
        ) {
            (Some(a), Some(b), Some(under)) => match a.checked_add(b) {
                Some(over) => Self::reduced(over, under),
                None => Self { over: 2, under: 1 },
            },
            _ => Self { over: 2, under: 1 },
        }
    }

    #[must_use]
    pub const fn exceeds_whole(self) -> bool {
        self.over > self.under
    }

    /// This share of an amount: the whole part, and the rest scaled to a common measure for comparison.
    #[must_use]
    pub fn of(self, amount: i128) -> (i128, u128) {
        let product = u128::try_from(amount)
            .unwrap_or(0)
            .saturating_mul(self.over);
        let whole = product / self.under;
        let rest = product % self.under;
        // Remainders of different denominators are compared as parts of 10^18.
        let scaled = rest.saturating_mul(1_000_000_000_000_000_000) / self.under;
        (i128::try_from(whole).unwrap_or(0), scaled)
    }

    /// As stored: numerator and denominator. `None` only for a sum too fine to store.
    #[must_use]
    pub fn parts(self) -> Option<(i32, i32)> {
        Some((
            i32::try_from(self.over).ok()?,
            i32::try_from(self.under).ok()?,
        ))
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.over, self.under)
    }
}

/// How far a total is from the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Balance {
    Whole,
    /// So much is nobody's.
    Missing(Fraction),
    /// So much is too much; nothing if it cannot be told exactly.
    Over(Option<Fraction>),
}

impl Fraction {
    #[must_use]
    pub const fn balance(self) -> Balance {
        if self.over == self.under {
            Balance::Whole
        } else if self.over < self.under {
            Balance::Missing(Self::reduced(self.under - self.over, self.under))
        } else if self.under == 1 && self.over == 2 {
            Balance::Over(None)
        } else {
            Balance::Over(Some(Self::reduced(self.over - self.under, self.under)))
        }
    }
}

/// Shares as parts of one number, the least that all of them are whole parts of: how many are issued, and how many each
/// has. `None` if that would be more than a million.
#[must_use]
pub fn issued(shares: &[Fraction]) -> Option<(u32, Vec<u32>)> {
    let mut of: u128 = 1;
    for share in shares {
        of = of / gcd(of, share.under) * share.under;
        if of > MOST_PARTS {
            return None;
        }
    }
    let parts = shares
        .iter()
        .map(|share| u32::try_from(share.over * (of / share.under)).ok());
    Some((u32::try_from(of).ok()?, parts.collect::<Option<_>>()?))
}

/// What all shares of one subject come to on one day.
#[must_use]
pub fn total(shares: impl IntoIterator<Item = Fraction>) -> Fraction {
    shares.into_iter().fold(Fraction::ZERO, Fraction::plus)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_as_people_write_them() {
        assert_eq!(Fraction::parse("1/4"), Fraction::new(1, 4));
        assert_eq!(Fraction::parse("25%"), Fraction::new(1, 4));
        assert_eq!(Fraction::parse("12.5%"), Fraction::new(1, 8));
        assert_eq!(Fraction::parse("100%"), Some(Fraction::WHOLE));
        for wrong in [
            "",
            "0/4",
            "5/4",
            "1/0",
            "101%",
            "-1/4",
            "1/4/2",
            "%",
            "a%",
            "1/99999999",
        ] {
            assert_eq!(Fraction::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_missing_or_too_much_is_told_exactly() {
        let parse = |text: &str| Fraction::parse(text).unwrap();
        let balance = |all: &[&str]| total(all.iter().map(|text| parse(text))).balance();
        assert_eq!(balance(&["1/3", "1/3", "1/3"]), Balance::Whole);
        assert_eq!(balance(&["1/2", "12.5 %"]), Balance::Missing(parse("3/8")));
        assert_eq!(balance(&["1/2", "5/8"]), Balance::Over(Some(parse("1/8"))));
        assert_eq!(balance(&[]), Balance::Missing(Fraction::WHOLE));
    }

    #[test]
    fn shares_are_written_as_parts_of_one_number() {
        let parse = |text: &str| Fraction::parse(text).unwrap();
        let shares = ["1/2", "12.5%", "3/8"].map(parse);
        assert_eq!(issued(&shares), Some((8, vec![4, 1, 3])));
        assert_eq!(issued(&["1/999983", "1/2"].map(parse)), None);
    }

    #[test]
    fn a_register_over_the_whole_is_seen_exactly() {
        let third = Fraction::new(1, 3).unwrap();
        assert_eq!(total([third; 3]), Fraction::WHOLE);
        assert!(total([third, third, third, Fraction::new(1, 1_000_000).unwrap()]).exceeds_whole());
        let odd: Vec<_> = (0..40)
            .map(|i| Fraction::new(1, 999_900 + i).unwrap())
            .collect();
        assert!(total(odd.iter().copied().chain([Fraction::WHOLE])).exceeds_whole());
    }
}
