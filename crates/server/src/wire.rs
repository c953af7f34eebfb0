//! Adapters put behind ports: how a data folder and settings become an `App`.

use crate::config::{Security, Settings};
use crate::system::{SystemClock, SystemEntropy, adapters_clock};
use anyhow::Context as _;
use app::keys::Keys;
use app::ports::{Files, Mailbox, Mailer, Passkeys};
use app::uploads::Inbox;
use app::{App, receipts};
use connectors::{
    FolderUploads, ObjectFiles, OutboxMailer, S3Settings, SmtpMailer, SmtpSecurity, SmtpSettings,
    WebauthnPasskeys,
};
use domain::clock::{Clock, Entropy};
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use store::{Db, DbSettings};

const SMTP_TIMEOUT: Duration = Duration::from_secs(30);

/// The places in a data folder.
pub fn outbox_dir(data: &Path) -> PathBuf {
    data.join("outbox")
}

pub fn heads_file(data: &Path, settings: &Settings) -> PathBuf {
    settings
        .heads_file
        .clone()
        .unwrap_or_else(|| data.join("receipts").join("heads.jsonl"))
}

pub fn keys_dir(data: &Path, settings: &Settings) -> PathBuf {
    settings
        .keys_dir
        .clone()
        .unwrap_or_else(|| data.join("keys"))
}

/// Connects to the database, making the embedded one if there is none.
pub async fn database(data: &Path, settings: &Settings) -> anyhow::Result<Db> {
    make_folder(data)?;
    let database = match &settings.database_url {
        Some(url) => DbSettings {
            url: url.clone(),
            connections: settings.database_connections,
        },
        None => DbSettings::sqlite(&data.join("sightline.db")),
    };
    Db::connect(&database)
        .await
        .context("the database cannot be opened")
}

/// The same, and ready for use: the embedded database is brought up to date without asking, another's is not.
pub async fn ready_database(data: &Path, settings: &Settings) -> anyhow::Result<Db> {
    let db = database(data, settings).await?;
    if db.is_sqlite() {
        db.migrate()
            .await
            .context("the database cannot be brought up to date")?;
    } else if !db.is_migrated().await? {
        anyhow::bail!("the database is of another version; run `sightline migrate` first");
    }
    Ok(db)
}

/// Nobody else on the machine has business in the data folder.
fn make_folder(data: &Path) -> anyhow::Result<()> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(data)
        .with_context(|| format!("the folder {} cannot be made", data.display()))
}

/// Everything a command may need.
pub async fn app(data: &Path, settings: &Settings) -> anyhow::Result<App> {
    let db = ready_database(data, settings).await?;
    let zone = settings.time_zone.parse().map_err(|_| {
        anyhow::anyhow!(
            "`{}` is not a time zone; write Europe/London",
            settings.time_zone
        )
    })?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock { zone });
    let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy);
    let keys = Arc::new(Keys::open(&keys_dir(data, settings), &*entropy)?);
    let heads = heads_file(data, settings);
    if let Some(folder) = heads.parent() {
        make_folder(folder)?;
    }
    let receipts = receipts::Writer::start(
        db.clone(),
        Arc::clone(&clock),
        Arc::clone(&entropy),
        Arc::clone(&keys.receipts),
        heads,
    )
    .context("the file of signed receipt heads cannot be opened")?;
    Ok(App {
        db,
        clock,
        entropy,
        mailer: mailer(data, settings)?,
        files: files(data, settings)?,
        passkeys: passkeys(&settings.public_url())?,
        inbox: Arc::new(Inbox::new(Arc::new(FolderUploads::new(
            data.join("uploads"),
        )?))),
        settings: Arc::new(app::Settings {
            public_url: settings.public_url(),
            mail_from: Mailbox {
                name: settings.mail_from_name.clone(),
                email: settings.mail_from_email.clone(),
            },
        }),
        keys,
        receipts: Arc::new(receipts),
        profiles: Arc::default(),
        wake: Arc::default(),
        live: Arc::default(),
        imports: Arc::default(),
    })
}

fn mailer(data: &Path, settings: &Settings) -> anyhow::Result<Arc<dyn Mailer>> {
    let Some(smtp) = &settings.smtp else {
        return Ok(Arc::new(OutboxMailer::new(
            outbox_dir(data),
            adapters_clock(),
        )?));
    };
    if smtp.security == Security::None && smtp.password.is_some() {
        tracing::warn!("the mail relay's password is sent unencrypted: smtp.security is `none`");
    }
    let settings = SmtpSettings {
        host: smtp.host.clone(),
        port: smtp.port,
        security: match smtp.security {
            Security::Starttls => SmtpSecurity::Starttls,
            Security::Tls => SmtpSecurity::Tls,
            Security::None => SmtpSecurity::None,
        },
        username: smtp.username.clone(),
        password: smtp.password.clone(),
        timeout: SMTP_TIMEOUT,
    };
    Ok(Arc::new(SmtpMailer::new(settings, adapters_clock())?))
}

fn passkeys(public_url: &str) -> anyhow::Result<Option<Arc<dyn Passkeys>>> {
    let passkeys = WebauthnPasskeys::new(public_url)?;
    if passkeys.is_none() {
        tracing::warn!("passkeys are off: public_url is a number, and they belong to a name");
    }
    Ok(passkeys.map(|passkeys| Arc::new(passkeys) as Arc<dyn Passkeys>))
}

fn files(data: &Path, settings: &Settings) -> anyhow::Result<Arc<dyn Files>> {
    Ok(match &settings.files.s3 {
        None => Arc::new(ObjectFiles::local(data.join("files"))?),
        Some(s3) => Arc::new(ObjectFiles::s3(S3Settings {
            endpoint: s3.endpoint.clone(),
            region: s3.region.clone(),
            bucket: s3.bucket.clone(),
            access_key: s3.access_key.clone(),
            secret_key: s3.secret_key.clone(),
            allow_http: s3.allow_http,
        })?),
    })
}
