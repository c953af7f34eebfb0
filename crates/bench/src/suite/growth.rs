//! Growth: the same page at one client, out of a small and a large slice, and out of a small and a large firm.
//! Compared by latency and by processor time, because waiting for the disk hides work that grew.

use super::{Bench, Stage};
use crate::database::Engine;
use crate::dataset::{self, Dataset, Size};
use crate::lists::List;
use crate::measure::Ratios;
use crate::people::{Cast, FEW_VIEWERS, Viewer};
use crate::report::{Report, Verdict, at_most};
use anyhow::{Context as _, Result, bail};

fn budgets(ratios: &Ratios) -> Vec<Verdict> {
    vec![
        at_most("p50", ratios.p50, 1.3),
        at_most("CPU", ratios.cpu, 1.3),
    ]
}

/// One viewer with a small slice, one with the largest, on one server.
pub(super) fn slice(
    stage: &mut Stage<'_>,
    small: &Viewer,
    big: &Viewer,
    report: &mut Report,
) -> Result<()> {
    let alone = |viewer: &Viewer| vec![viewer.clone()];
    for list in List::BOTH {
        let rows = shortest(stage, &alone(small), list)?;
        if stage.open_list(big, list, rows)?.rows != rows {
            bail!(
                "the largest slice has fewer {} than the smallest",
                list.name()
            );
        }
        let a = stage.target("small", &list.requests(&alone(small), rows))?;
        let b = stage.target("big", &list.requests(&alone(big), rows))?;
        let comparison = stage.compare(&a, &b, 1)?;
        report.compared(
            stage.engine,
            &format!(
                "growth of the slice: {}, {rows} rows, one client",
                list.name()
            ),
            [small, big].map(|viewer| format!("{} records", grouped(viewer.contact.records))),
            comparison,
            budgets,
        );
    }
    Ok(())
}

/// The same slice in a firm of 50 third parties and in one of 50,000, each with its own server.
pub(super) fn third_parties(bench: &Bench, engine: Engine, report: &mut Report) -> Result<()> {
    let (mut few, few_viewers, few_parties) = firm(bench, engine, Size::GrowthFew)?;
    let (mut many, many_viewers, many_parties) = firm(bench, engine, Size::GrowthMany)?;
    for list in List::BOTH {
        let rows =
            shortest(&mut few, &few_viewers, list)?.min(shortest(&mut many, &many_viewers, list)?);
        let a = few.target("few", &list.requests(&few_viewers, rows))?;
        let b = many.target("many", &list.requests(&many_viewers, rows))?;
        let comparison = few.compare(&a, &b, 1)?;
        report.compared(
            engine,
            &format!(
                "growth of the firm: {}, {rows} rows, one client",
                list.name()
            ),
            [few_parties, many_parties].map(|n| format!("{} third parties", grouped(n))),
            comparison,
            budgets,
        );
    }
    few.server.stop()?;
    many.server.stop()
}

/// A firm, some of its people, and how many third parties have somebody to sign in.
fn firm(bench: &Bench, engine: Engine, size: Size) -> Result<(Stage<'_>, Vec<Viewer>, i64)> {
    let dataset: Dataset = dataset::prepare(bench, engine, size)?;
    let contacts = dataset.installation.database.contacts()?;
    let parties: std::collections::BTreeSet<_> = contacts.iter().map(|c| c.third_party).collect();
    let parties = i64::try_from(parties.len())?;
    let cast = Cast::of(contacts, FEW_VIEWERS)?;
    let stage = Stage::open(bench, engine, dataset)?;
    let viewers = stage.sign_in(&cast.viewers)?;
    Ok((stage, viewers, parties))
}

/// The length of the shortest page among these viewers, so that all can be asked for equally many rows.
fn shortest(stage: &mut Stage<'_>, viewers: &[Viewer], list: List) -> Result<usize> {
    let mut rows = Vec::new();
    for viewer in viewers {
        rows.push(stage.open_list(viewer, list, List::FULL_PAGE)?.rows);
    }
    rows.into_iter()
        .min()
        .filter(|rows| *rows > 0)
        .with_context(|| format!("there is nobody, or somebody without {}", list.name()))
}

/// `50000` as `50,000`.
fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_are_set_apart() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (50_000, "50,000")] {
            assert_eq!(grouped(number), text);
        }
    }
}
