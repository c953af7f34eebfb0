//! `sightline link EMAIL`: a way in without a mail, for whoever runs the machine.

use crate::{config, wire};
use anyhow::Context as _;
use contract::email::Email;
use std::path::Path;

#[derive(clap::Args)]
#[command(after_help = "Example: sightline link jo.marsh@oakline.example --data ./data")]
pub struct Args {
    /// The address of somebody who may sign in; several addresses give a line each
    #[arg(required = true)]
    email: Vec<String>,
}

pub async fn run(args: &Args, data: &Path) -> anyhow::Result<()> {
    let emails: Vec<Email> = args
        .email
        .iter()
        .map(|text| Email::parse(text).with_context(|| format!("`{text}`")))
        .collect::<Result<_, _>>()?;
    let app = wire::app(data, &config::load(data)?).await?;
    for email in emails {
        let token = app::sign_in::mint_link(&app, &email)
            .await
            .with_context(|| format!("no link can be made for {email}"))?;
        println!("{}", app::sign_in::link_url(&app, &token));
    }
    app.receipts.close().await;
    Ok(())
}
