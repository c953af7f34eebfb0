//! Pence: the exact split of a sum over shares. VAT is reckoned where both sides of the wire can.

use crate::share::Fraction;

pub use contract::money::vat;

/// Splits a sum over shares by largest remainder: the parts differ from the exact shares by less than a penny
/// and, where the shares make up the whole, add up to the sum. Ties go to the earlier share, so the order
/// given must be a fixed one.
#[must_use]
pub fn split(pence: i64, shares: &[Fraction]) -> Vec<i64> {
    let sign = pence.signum();
    let amount = i128::from(pence).abs();
    let mut parts = Vec::with_capacity(shares.len());
    let mut remainders = Vec::with_capacity(shares.len());
    let mut exact = Fraction::ZERO;
    for (index, share) in shares.iter().enumerate() {
        let (whole, remainder) = share.of(amount);
        parts.push(whole);
        remainders.push((remainder, index));
        exact = exact.plus(*share);
    }
    // What all shares together are owed, rounded down once, is what may be handed out.
    let owed = exact.of(amount).0;
    let mut left = owed - parts.iter().sum::<i128>();
    remainders.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, index) in remainders {
        if left <= 0 {
            break;
        }
        if let Some(part) = parts.get_mut(index) {
            *part += 1;
            left -= 1;
        }
    }
    parts
        .into_iter()
        .map(|p| i64::try_from(p).unwrap_or(i64::MAX) * sign)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_penny_that_does_not_divide_goes_to_the_largest_remainder() {
        let third = Fraction::new(1, 3).unwrap();
        assert_eq!(split(100, &[third, third, third]), [34, 33, 33]);
        assert_eq!(split(-100, &[third, third, third]), [-34, -33, -33]);
        let quarter = Fraction::new(1, 4).unwrap();
        assert_eq!(split(101, &[quarter, quarter]), [25, 25]);
    }

    proptest! {
        #[test]
        fn parts_of_a_whole_add_up_to_the_penny(
            pence in -1_000_000_000i64..1_000_000_000,
            weights in proptest::collection::vec(1u32..1000, 1..12),
        ) {
            let total: u32 = weights.iter().sum();
            let shares: Vec<_> = weights.iter().map(|w| Fraction::new(*w, total).unwrap()).collect();
            let parts = split(pence, &shares);
            prop_assert_eq!(parts.iter().sum::<i64>(), pence);
            for (part, weight) in parts.iter().zip(&weights) {
                let exact = pence as f64 * f64::from(*weight) / f64::from(total);
                prop_assert!((*part as f64 - exact).abs() < 1.0 + 1e-6);
            }
        }
    }
}
