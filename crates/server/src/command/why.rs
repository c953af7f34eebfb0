//! `sightline why CONTACT RECORD`: the decision on one record for one person, with its reasons.

use crate::{config, wire};
use anyhow::Context as _;
use contract::id::{ContactId, RecordId};
use domain::policy::{self, Unscoped, scope_all};
use domain::slice::Verdict;
use std::path::Path;

#[derive(clap::Args)]
#[command(after_help = "Example: sightline why con_0198… rec_0198…")]
pub struct Args {
    /// The contact's id, as in her session's hats
    contact: String,
    /// The record's id
    record: String,
}

#[expect(
    clippy::disallowed_methods,
    reason = "explaining reads what the contact may not see, for whoever runs the machine"
)]
pub async fn run(args: &Args, data: &Path) -> anyhow::Result<()> {
    let contact: ContactId = args.contact.parse().context("the contact's id")?;
    let record: RecordId = args.record.parse().context("the record's id")?;
    let app = wire::app(data, &config::load(data)?).await?;
    let unscoped = Unscoped::because("why explains a decision to whoever runs the machine");
    let viewer =
        store::session::as_contact(&app.db, &app.profiles, unscoped, contact, app.clock.today())
            .await?
            .context("there is no such contact, or she has no role any more")?;
    let scope = scope_all(&viewer);
    let facts = store::why::facts(&app.db, unscoped, &scope, record)
        .await?
        .context("there is no such record in her firm")?;
    let why = policy::why(&viewer, &facts);
    println!(
        "{} ({}, {}) {} {record}:",
        viewer.contact_name(),
        viewer.role(),
        viewer.profile().id,
        if why.verdict == Verdict::Hidden {
            "does not see"
        } else {
            "sees"
        }
    );
    for reason in why.reasons {
        println!("  - {reason}");
    }
    app.receipts.close().await;
    Ok(())
}
