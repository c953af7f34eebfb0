//! `sightline staff`: who of a firm may use the staff's app; the first owner can only be made here.

use super::firm;
use crate::{config, wire};
use anyhow::{Context as _, bail};
use app::App;
use app::once::Once;
use contract::email::Email;
use contract::id::FirmId;
use contract::staff::{NewStaff, StaffEdit, StaffRole};
use domain::receipt::{Act, Chain, Draft};
use domain::revision::Expected;
use std::path::Path;
use store::staff::Staff;

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
    /// Take somebody's passkeys away, who has lost them; she is signed out everywhere and told by mail
    #[command(after_help = "Example: sightline staff reset-passkeys hal@halden.example")]
    ResetPasskeys { email: String },
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
    let chosen = async |firm: &Option<String>| firm::chosen(&app.db, firm.as_deref()).await;
    let receipt = |firm, act| Draft::system(Chain::firm(firm), act);
    match command {
        Command::Add {
            email,
            name,
            role,
            firm,
        } => {
            let firm = chosen(firm).await?;
            let Some(role) = StaffRole::parse(role) else {
                bail!("there is no role `{role}`: it is owner, office or field");
            };
            let email = Email::parse(email).with_context(|| format!("`{email}`"))?;
            let before_the_at = email.as_str().split('@').next().unwrap_or_default();
            let name = name.clone().unwrap_or_else(|| before_the_at.to_owned());
            let said = format!("{name} <{email}> is {role}.");
            let once = Once::default();
            match known(&app, firm, &email).await? {
                Some(one) if one.name == name && one.role == role => {
                    bail!("{said} Nothing about it would change.");
                }
                Some(one) => {
                    let (edit, receipt) =
                        (StaffEdit { name, role }, receipt(firm, Act::StaffChanged));
                    app::staff::edit(&app, firm, one.id, edit, &Expected::Any, &once, receipt)
                        .await?;
                }
                None => {
                    let new = NewStaff { name, email, role };
                    app::staff::add(&app, firm, new, &once, receipt(firm, Act::StaffAdded)).await?;
                }
            }
            println!("{said}");
        }
        Command::End { email, firm } => {
            let firm = chosen(firm).await?;
            let email = Email::parse(email).with_context(|| format!("`{email}`"))?;
            let Some(one) = known(&app, firm, &email).await? else {
                bail!("{email} is no staff of the firm");
            };
            app::staff::end(&app, firm, one.id, receipt(firm, Act::StaffEnded)).await?;
            println!("{email} is staff no more.");
        }
        Command::ResetPasskeys { email } => reset_passkeys(&app, email).await?,
        Command::List { firm } => {
            let firm = chosen(firm).await?;
            let tx = app.db.write().await?;
            for staff in store::staff::list(&tx, firm).await? {
                println!("{} <{}> {}", staff.name, staff.email, staff.role);
            }
        }
    }
    app.receipts.close().await;
    Ok(())
}

/// Of a person, not of a firm: she has her passkeys wherever she signs in.
async fn reset_passkeys(app: &App, email: &str) -> anyhow::Result<()> {
    let email = Email::parse(email).with_context(|| format!("`{email}`"))?;
    let receipt = Draft::system(Chain::INSTALLATION, Act::StaffPasskeysReset);
    let gone = app::passkeys::reset(app, &email, receipt)
        .await
        .with_context(|| format!("nothing was changed for {email}"))?;
    let were = if gone == 1 {
        "passkey is"
    } else {
        "passkeys are"
    };
    println!(
        "{gone} {were} gone. {email} is signed out everywhere and is told by mail; the way in is a link now."
    );
    Ok(())
}

/// Whoever has this address and is staff of the firm now.
async fn known(app: &App, firm: FirmId, email: &Email) -> anyhow::Result<Option<Staff>> {
    let tx = app.db.write().await?;
    let all = store::staff::list(&tx, firm).await?;
    Ok(all.into_iter().find(|staff| staff.email == *email))
}
