//! How a table's width is shared: by weight, but no column so narrow that a word in it would be cut, while there is room.

/// `minimums` are met unless together they exceed the measure; then the weights alone decide.
pub(crate) fn widths(measure: f32, weights: &[f32], minimums: &[f32]) -> Vec<f32> {
    let weights: Vec<f32> = weights.iter().map(|weight| sane(*weight)).collect();
    let mut widths = vec![None; weights.len()];
    // Each round fixes the columns whose share is too small; there are at most as many rounds as columns.
    for _ in 0..weights.len() {
        let (share, _) = share(measure, &weights, &widths);
        let mut is_settled = true;
        for ((width, weight), minimum) in widths.iter_mut().zip(&weights).zip(minimums) {
            if width.is_none() && weight * share < *minimum {
                *width = Some(*minimum);
                is_settled = false;
            }
        }
        if is_settled {
            break;
        }
    }
    let (mut each, left) = share(measure, &weights, &widths);
    if left < 0.0 || widths.iter().all(Option::is_some) {
        widths.fill(None);
        each = share(measure, &weights, &widths).0;
    }
    widths
        .iter()
        .zip(&weights)
        .map(|(width, weight)| width.unwrap_or(weight * each))
        .collect()
}

/// The width for a weight of one among the columns not fixed yet, and what is left for them.
fn share(measure: f32, weights: &[f32], widths: &[Option<f32>]) -> (f32, f32) {
    let left = measure - widths.iter().flatten().sum::<f32>();
    let open = weights
        .iter()
        .zip(widths)
        .filter(|(_, width)| width.is_none());
    (
        left / open
            .map(|(weight, _)| weight)
            .sum::<f32>()
            .max(f32::EPSILON),
        left,
    )
}

fn sane(weight: f32) -> f32 {
    if weight.is_finite() {
        weight.clamp(0.05, 1000.0)
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_follow_the_weights_where_words_fit() {
        assert_eq!(widths(400.0, &[1.0, 3.0], &[50.0, 50.0]), [100.0, 300.0]);
    }

    #[test]
    fn a_column_is_as_wide_as_its_longest_word_and_the_others_give_way() {
        assert_eq!(widths(400.0, &[1.0, 3.0], &[160.0, 50.0]), [160.0, 240.0]);
    }

    #[test]
    fn weights_decide_where_the_words_do_not_fit_anyway() {
        assert_eq!(widths(400.0, &[1.0, 1.0], &[300.0, 300.0]), [200.0, 200.0]);
    }

    #[test]
    fn senseless_weights_still_fill_the_measure() {
        for weights in [[f32::NAN, 1.0], [0.0, -4.0], [f32::INFINITY, 1.0]] {
            let sum: f32 = widths(400.0, &weights, &[10.0, 10.0]).iter().sum();
            assert!((sum - 400.0).abs() < 0.01, "{weights:?}");
        }
    }
}
