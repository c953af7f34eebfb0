//! The strip of figures, each with the list behind it.

use crate::filters::{Filters, List, OUTSTANDING};
use crate::here::Here;
use crate::route;
use contract::block::{Total, TotalsBlock};
use contract::kind::RecordKind;
use ui::components::{Figure, totals};
use ui::dom::View;
use ui::format;
use ui::standing;
use ui::words::Words;

#[must_use]
pub fn draw(block: &TotalsBlock, here: Here) -> View {
    let words = here.words();
    let figures: Vec<_> = block
        .totals
        .iter()
        .map(|total| figure(total, &words))
        .collect();
    totals(&figures)
}

fn figure(total: &Total, words: &Words) -> Figure {
    Figure {
        value: total
            .money
            .map_or_else(|| format::number(total.count), format::money),
        words: standing::total_words(&total.of, total.count, words),
        tone: standing::total(&total.of, total.count),
        href: behind(&total.of),
    }
}

/// The list that a figure counts, the pressing ones on top.
fn behind(of: &str) -> Option<String> {
    let first_due = |path, kind, usual_state| {
        let list = List {
            path,
            kinds: vec![kind],
            usual_state,
        };
        let filters = Filters {
            sort: Some("due".to_owned()),
            ..Filters::default()
        };
        filters.with_state(&list, OUTSTANDING).address(&list)
    };
    match of {
        "due" | "overdue" => Some(first_due(route::INVOICES, RecordKind::Invoice, OUTSTANDING)),
        "expiring" | "expired" => {
            Some(first_due(route::DOCUMENTS, RecordKind::Document, "current"))
        }
        "booked" => Some(route::list(RecordKind::Visit)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::money::Money;
    use ui::standing::Tone;

    #[test]
    fn a_figure_is_money_or_a_count_and_leads_to_its_list() {
        let due = Total {
            of: "due".to_owned(),
            money: Some(Money::gbp(1_002_870)),
            count: 27,
        };
        assert_eq!(
            figure(&due, &Words::default()),
            Figure {
                value: "£10,028.70".to_owned(),
                words: "to pay, 27 invoices".to_owned(),
                tone: Tone::Plain,
                href: Some("/invoices?order=due".to_owned()),
            }
        );
        let expired = Total {
            of: "expired".to_owned(),
            money: None,
            count: 3,
        };
        let figure = figure(&expired, &Words::default());
        assert_eq!((figure.value.as_str(), figure.tone), ("3", Tone::Bad));
        assert_eq!(
            figure.href.as_deref(),
            Some("/documents?state=outstanding&order=due")
        );
    }

    #[test]
    fn a_figure_nobody_knows_here_is_still_shown() {
        let other = Total {
            of: "entries-open".to_owned(),
            money: None,
            count: 2,
        };
        let figure = figure(&other, &Words::default());
        assert_eq!(figure.words, "entries open");
        assert_eq!(figure.href, None);
    }
}
