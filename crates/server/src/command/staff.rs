//! `sightline staff`: who of a firm may use the staff's app; the first owner can only be made here.

use super::firm;
use crate::{config, wire};
use anyhow::{Context as _, bail};
use app::staff::NewStaff;
use contract::email::Email;
use contract::staff::StaffRole;
use domain::receipt::{Act, Chain, Draft};
use std::path::Path;

#[derive(clap::Subcommand)]
pub enum Command {
    /// Make somebody staff, or something else than she was
    #[command(
        after_help = "Example: sightline staff add hal@halden.example --name \"Hal Denby\" --role owner"
    )]
    Add {
        email: String,
        /// What she is called [default: what stands before the @]
        #[arg(long)]
        name: Option<String>,
        /// owner, office or field
        #[arg(long, default_value = "owner")]
        role: String,
        /// Which firm, if there are several
        #[arg(long, value_name = "NAME")]
        firm: Option<String>,
    },
    /// End what somebody is at the firm
    #[command(after_help = "Example: sightline staff end hal@halden.example")]
    End {
        email: String,
        /// Which firm, if there are several
        #[arg(long, value_name = "NAME")]
        firm: Option<String>,
    },
    /// Name everybody
    #[command(after_help = "Example: sightline staff list")]
    List {
        /// Which firm, if there are several
        #[arg(long, value_name = "NAME")]
        firm: Option<String>,
    },
}

pub async fn run(command: &Command, data: &Path) -> anyhow::Result<()> {
    let app = wire::app(data, &config::load(data)?).await?;
    let (Command::Add { firm, .. } | Command::End { firm, .. } | Command::List { firm }) = command;
    let firm = firm::chosen(&app.db, firm.as_deref()).await?;
    let receipt = |act| Draft::system(Chain::firm(firm), act);
    match command {
        Command::Add {
            email, name, role, ..
        } => {
            let Some(role) = StaffRole::parse(role) else {
                bail!("there is no role `{role}`: it is owner, office or field");
            };
            let email = Email::parse(email).with_context(|| format!("`{email}`"))?;
            let before_the_at = email.as_str().split('@').next().unwrap_or_default();
            let name = name.clone().unwrap_or_else(|| before_the_at.to_owned());
            let new = NewStaff { name, email, role };
            let said = format!("{} <{}> is {}.", new.name, new.email, new.role);
            app::staff::add(&app, firm, new, receipt(Act::StaffAdded)).await?;
            println!("{said}");
        }
        Command::End { email, .. } => {
            let email = Email::parse(email).with_context(|| format!("`{email}`"))?;
            let tx = app.db.write().await?;
            let all = store::staff::list(&tx, firm).await?;
            drop(tx);
            let Some(one) = all.into_iter().find(|staff| staff.email == email) else {
                bail!("{email} is no staff of the firm");
            };
            app::staff::end(&app, firm, one.id, receipt(Act::StaffEnded)).await?;
            println!("{email} is staff no more.");
        }
        Command::List { .. } => {
            let tx = app.db.write().await?;
            for staff in store::staff::list(&tx, firm).await? {
                println!("{} <{}> {}", staff.name, staff.email, staff.role);
            }
        }
    }
    app.receipts.close().await;
    Ok(())
}
