//! What the demo's own pages show: the people to try, a fresh link for each, and the mails in the outbox.

use api::demo::{DemoMail, DemoPages, Persona};
use app::App;
use connectors::mail::outbox;
use contract::email::Email;
use std::path::PathBuf;

/// Mails shown on the demo's page.
const MAILS: usize = 30;

pub struct Pages {
    pub app: App,
    pub outbox: PathBuf,
}

pub fn personas() -> Vec<Persona> {
    let people = demo::personas().into_iter().map(|p| Persona {
        name: p.name.to_owned(),
        email: p.email.to_owned(),
        role: format!("{} at {}", p.role, p.third_party),
    });
    let staff = demo::STAFF.iter().map(|(name, email, role)| Persona {
        name: (*name).to_owned(),
        email: (*email).to_owned(),
        role: format!("{role} of {}", demo::FIRM),
    });
    people.chain(staff).collect()
}

/// A fresh link for somebody of the demo.
pub async fn link(app: &App, email: &str) -> anyhow::Result<String> {
    let email = Email::parse(email)?;
    let token = app::sign_in::mint_link(app, &email).await?;
    Ok(app::sign_in::link_url(app, &token))
}

impl DemoPages for Pages {
    fn personas(&self) -> futures_util::future::BoxFuture<'_, Vec<Persona>> {
        Box::pin(async { personas() })
    }

    fn link<'a>(&'a self, email: &'a str) -> futures_util::future::BoxFuture<'a, Option<String>> {
        Box::pin(async move {
            // Only the demo's own people: the page must not sign anybody else in.
            if !personas().iter().any(|p| p.email == email) {
                return None;
            }
            link(&self.app, email)
                .await
                .inspect_err(|error| tracing::error!(%error, "no demo link"))
                .ok()
        })
    }

    fn mails(&self) -> futures_util::future::BoxFuture<'_, Vec<DemoMail>> {
        Box::pin(async {
            let entries = outbox::list(&self.outbox, MAILS).await.unwrap_or_default();
            entries
                .into_iter()
                .map(|e| DemoMail {
                    id: e.file,
                    to: e.to.email,
                    subject: e.subject,
                    text: String::new(),
                })
                .collect()
        })
    }

    fn mail<'a>(&'a self, id: &'a str) -> futures_util::future::BoxFuture<'a, Option<DemoMail>> {
        Box::pin(async move {
            let letter = outbox::read(&self.outbox, id).await.ok()??;
            Some(DemoMail {
                id: letter.entry.file,
                to: letter.entry.to.email,
                subject: letter.entry.subject,
                text: letter.text,
            })
        })
    }
}
