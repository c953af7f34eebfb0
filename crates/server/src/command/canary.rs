//! `sightline canary`: reads as every contact and holds what she is shown against the rules.

use super::progress::Progress;
use crate::{config, wire};
use anyhow::bail;
use app::canary::{self, Extent};
use domain::policy::Unscoped;
use std::path::Path;

#[derive(clap::Args)]
#[command(
    after_help = "Example: sightline canary --data ./data\nWhat it finds is kept for the firm's staff. It exits with 1 if anybody is shown what she may not see."
)]
pub struct Args {
    /// Ids that are drawn for each contact
    #[arg(long, value_name = "N", default_value_t = 500)]
    sample: usize,
    /// Try every id there is, which may take long
    #[arg(long, conflicts_with = "sample")]
    all: bool,
    /// What the ids are drawn with [default: another one each day]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
}

#[expect(
    clippy::disallowed_methods,
    reason = "the canary looks at everything, for whoever runs the machine"
)]
pub async fn run(args: &Args, data: &Path) -> anyhow::Result<()> {
    let app = wire::app(data, &config::load(data)?).await?;
    let today = domain::day::date_number(app.clock.today());
    let extent = Extent {
        sample: (!args.all).then_some(args.sample),
        seed: args
            .seed
            .or_else(|| u64::try_from(today).ok())
            .unwrap_or_default(),
    };
    let unscoped = Unscoped::because("canary holds every contact's reads against the rules");
    let progress = Progress::new("contacts");
    let report = canary::walk(&app, unscoped, extent, |done| progress.at(done)).await?;
    progress.done();
    canary::keep(&app, &report).await?;
    app.receipts.close().await;
    let sum = report.sum();
    for found in &sum.found {
        println!("{found}");
    }
    println!(
        "{} contacts: {} pages of lists, {} first pages, {} details, {} files, {} searches, {} subjects",
        sum.contacts,
        sum.lists,
        sum.first_pages,
        sum.details,
        sum.files,
        sum.searches,
        sum.subjects
    );
    let drawn = match extent.sample {
        Some(sample) => format!("drawn: {sample} for each contact, seed {}", extent.seed),
        None => "all there are".to_owned(),
    };
    println!(
        "ids tried outside their slices: {} of records, {} of files, {} of subjects ({drawn})",
        sum.tried_records, sum.tried_files, sum.tried_subjects
    );
    println!("leaks: {}, missing: {}", sum.leaks, sum.missing);
    if sum.leaks > 0 {
        bail!("somebody is shown what she may not see");
    }
    if sum.missing > 0 {
        bail!("somebody is not shown what she may see; see `sightline index verify`");
    }
    Ok(())
}
