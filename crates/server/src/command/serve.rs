//! `sightline serve` and `sightline worker`: until a signal, then in order: requests, jobs, receipts.

use crate::config::{self, Settings};
use crate::demo_pages::{self, Pages};
use crate::wire;
use anyhow::{Context as _, bail};
use api::ApiSettings;
use app::App;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::Path;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

#[derive(clap::Args)]
#[command(after_help = "Example: sightline serve --listen 127.0.0.1:8080 --data ./data")]
pub struct Args {
    /// The address to serve on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "HOST:PORT")]
    listen: Option<SocketAddr>,
    /// Mount /demo, which signs anybody on this machine in as a person of the demo
    #[arg(long)]
    demo: bool,
}

pub fn run(args: &Args, data: &Path) -> anyhow::Result<()> {
    actix_web::rt::System::new().block_on(serve(args, data))
}

async fn serve(args: &Args, data: &Path) -> anyhow::Result<()> {
    let mut settings = config::load(data)?;
    if let Some(listen) = args.listen {
        settings.listen = listen;
    }
    if args.demo && !settings.listen.ip().is_loopback() {
        bail!(
            "--demo signs anybody in; it is only for an address of this machine such as 127.0.0.1"
        );
    }
    let app = wire::app(data, &settings).await?;
    let metrics = api::metrics::install().context("the metrics cannot be set up")?;
    let api_settings = ApiSettings {
        listen: settings.listen,
        workers: settings.workers,
        trusted_proxies: trusted(&settings)?,
        sign_ins_per_minute: NonZeroU32::new(settings.sign_ins_per_minute)
            .context("sign_ins_per_minute must not be 0")?,
        answer_memory: settings.answer_memory_mb << 20,
        metrics: Some(metrics),
        demo: args.demo.then(|| {
            Arc::new(Pages {
                app: app.clone(),
                outbox: wire::outbox_dir(data),
            }) as Arc<dyn api::demo::DemoPages>
        }),
        web_app: api::WebApp::portal().context("the portal in this binary is not whole")?,
        admin_app: api::WebApp::admin().context("the staff's app in this binary is not whole")?,
        ..ApiSettings::default()
    };
    let serving = api::server(app.clone(), api_settings)
        .with_context(|| format!("{} cannot be listened on", settings.listen))?;
    let cancel = CancellationToken::new();
    let jobs = settings
        .jobs
        .then(|| actix_web::rt::spawn(app::outbox::run(app.clone(), cancel.clone())));
    let canary = settings
        .jobs
        .then(|| tokio::spawn(app::canary::nightly(app.clone(), cancel.clone())));
    let bound = serving
        .addresses
        .first()
        .copied()
        .unwrap_or(settings.listen);
    println!(
        "Sightline serves {} (listening on {bound})",
        app.settings.public_url
    );
    if args.demo {
        print_links(&app).await?;
    }
    if let Some(key) = app::setup::offer(&app).await? {
        let url = app::setup::setup_url(&app, &key);
        println!(
            "There is no firm here yet. Set it up at (once; each start prints another):\n  {url}"
        );
    }
    let live = tokio::spawn(app::live::run(app.clone(), cancel.clone()));
    let handle = serving.server.handle();
    let stop = actix_web::rt::spawn({
        let (app, cancel) = (app.clone(), cancel.clone());
        async move {
            if stop_signal().await.is_ok() {
                // Streams would hold up the rest; requests under way are finished.
                app.live.close();
                cancel.cancel();
                handle.stop(true).await;
            }
        }
    });
    let served = serving.server.await;
    stop.abort();
    cancel.cancel();
    let _ = live.await;
    if let Some(jobs) = jobs {
        let _ = jobs.await;
    }
    if let Some(canary) = canary {
        let _ = canary.await;
    }
    app.receipts.close().await;
    Ok(served?)
}

fn trusted(settings: &Settings) -> anyhow::Result<Vec<api::Network>> {
    settings
        .trusted_proxies
        .iter()
        .map(|text| {
            text.parse()
                .with_context(|| format!("trusted_proxies: `{text}`"))
        })
        .collect()
}

async fn print_links(app: &App) -> anyhow::Result<()> {
    println!(
        "\nSign in as (each link works once, for 15 minutes; {}/demo makes more):",
        app.settings.public_url
    );
    for persona in demo_pages::personas() {
        let link = demo_pages::link(app, &persona.email).await?;
        println!(
            "  {} — {} <{}>\n    {link}",
            persona.name, persona.role, persona.email
        );
    }
    Ok(())
}

pub fn worker(data: &Path) -> anyhow::Result<()> {
    actix_web::rt::System::new().block_on(async {
        let settings = config::load(data)?;
        let app = wire::app(data, &settings).await?;
        let cancel = CancellationToken::new();
        let work = tokio::spawn(app::outbox::run(app.clone(), cancel.clone()));
        let canary = tokio::spawn(app::canary::nightly(app.clone(), cancel.clone()));
        println!("Sightline works. Ctrl-C ends it.");
        stop_signal().await?;
        cancel.cancel();
        work.await?;
        canary.await?;
        app.receipts.close().await;
        Ok(())
    })
}

async fn stop_signal() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        done = tokio::signal::ctrl_c() => done,
        _ = terminate.recv() => Ok(()),
    }
}
