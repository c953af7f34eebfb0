//! The canary: reads as every contact, through the reads that answer her, and holds what it is shown against the rules
//! in plain code. What is shown and may not be is a leak, found by us before it is found by somebody else.

mod nightly;
mod report;
mod walk;

pub use nightly::{nightly, tonight};
pub use report::{FirmReport, Report};

use crate::App;
use domain::policy::Unscoped;
use domain::receipt::{Act, Chain, Draft};
use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;
use store::StoreError;
use walk::Walk;

/// How much is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Rows of her lists and ids outside her slice that are tried for each contact; all of them if there is none.
    pub sample: Option<usize>,
    /// What the ids are drawn with.
    pub seed: u64,
}

/// Walks as every contact of every firm. `progress` hears how many contacts are done.
pub async fn walk(
    app: &App,
    unscoped: Unscoped,
    extent: Extent,
    mut progress: impl FnMut(u64),
) -> Result<Report, StoreError> {
    let today = app.clock.today();
    let people =
        store::session::people(&app.db, &app.profiles, unscoped, None, u32::MAX, today).await?;
    let newest = store::canary::newest_record(&app.db, unscoped).await?;
    let mut report = Report::new(extent, app.clock.now());
    for firm in store::firms::list(&app.db).await? {
        report.firms.insert(firm.id, FirmReport::default());
    }
    let mut done = 0;
    for person in people {
        // Whoever has no access is answered nothing by anybody.
        let Some(viewer) = person.viewer else {
            continue;
        };
        let of_firm = report.firms.entry(viewer.firm()).or_default();
        // Each draws for herself, so that one contact more changes nothing for the others.
        let mut dice = ChaCha8Rng::seed_from_u64(extent.seed ^ of_bytes(viewer.contact().bytes()));
        let mut walk = Walk {
            app,
            unscoped,
            scope: domain::policy::scope_all(&viewer),
            viewer: &viewer,
            third_party: &person.third_party_name,
            extent,
            report: of_firm,
        };
        // One of them that cannot be read is no reason to leave the others unwatched.
        if let Err(error) = walk.all(&mut dice, newest).await {
            tracing::error!(%error, contact = %viewer.contact(), "the canary could not read as somebody");
            walk.report.missing(&format!(
                "{} could not be read to the end; see the log",
                viewer.contact()
            ));
        }
        done += 1;
        progress(done);
    }
    report.ended_at = app.clock.now();
    Ok(report)
}

/// Keeps what was found, each firm's for itself, with a receipt in its chain.
pub async fn keep(app: &App, report: &Report) -> Result<(), StoreError> {
    for (firm, of_firm) in &report.firms {
        let run = report.run(of_firm);
        let tx = app.db.write().await?;
        store::canary::put(&tx, *firm, report.ended_at.timestamp_micros(), &run).await?;
        let mut receipt = Draft::system(Chain::firm(*firm), Act::CanaryRun);
        receipt.query = Some(format!(
            "contacts={}&reads={}&tried={}&leaks={}&missing={}",
            run.contacts, run.reads, run.tried, run.leaks, run.missing
        ));
        app.commit(tx, receipt).await?;
    }
    Ok(())
}

fn of_bytes(bytes: [u8; 16]) -> u64 {
    let (_, last) = bytes.split_at(8);
    last.iter()
        .fold(0, |all, byte| (all << 8) | u64::from(*byte))
}
