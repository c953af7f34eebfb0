//! What a change costs until it is on the other person's screen, and what it costs to wait for one.

use super::Bench;
use crate::database::Engine;
use crate::dataset::Dataset;
use crate::machine;
use crate::measure::median;
use crate::people::Viewer;
use crate::report::{Report, at_most};
use crate::streams::Streams;
use anyhow::{Context as _, Result, bail};
use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

const WATCHING: usize = 1_000;
const IDLE: usize = 10_000;
/// Longer than the server's signs of life are apart.
const WHILE: Duration = Duration::from_secs(20);
/// Rules of the firm's that change: they are rare, and everybody is looked at anew.
const RULES: usize = 5;

pub(super) fn measure(
    bench: &Bench,
    engine: Engine,
    dataset: &Dataset,
    viewers: &[Viewer],
    report: &mut Report,
) -> Result<()> {
    let log = dataset.folder.path().join("live.log");
    let installation = &dataset.installation;
    let jobs = import_jobs(bench, dataset, viewers)?;
    let server = bench.product.serve_on_one_core(installation, &log)?;
    let mut streams = Streams::open(server.address, viewers, WATCHING)?;
    let each = WATCHING / viewers.len();
    let command_log = dataset.folder.path().join("close.log");
    let (mut told, mut shown, mut took) = (Vec::new(), Vec::new(), Vec::new());
    for (viewer, job) in &jobs {
        let began = Instant::now();
        bench
            .product
            .run(installation, &["job", "close", job], &command_log)?;
        took.push(ms(began, Instant::now()));
        for heard in streams.hear(each)? {
            if heard.viewer != *viewer {
                bail!(
                    "viewer {} was told of a job that is viewer {viewer}'s: {heard:?}",
                    heard.viewer
                );
            }
            told.push(ms(began, heard.told));
            shown.push(ms(
                began,
                heard.shown.context("a closed job was not named")?,
            ));
        }
    }
    let what = format!(
        "a job is closed by another process, its start included, {WATCHING} streams, one core"
    );
    let command = median(took.into_iter());
    report.single(
        engine,
        &format!("{what}: the command itself, median"),
        command,
        "ms",
        Vec::new(),
    );
    for (name, all) in [("told", told), ("fetched anew", shown)] {
        let (p50, p99) = percentiles(all)?;
        report.single(
            engine,
            &format!("{what}: {each} of them {name}, p50"),
            p50,
            "ms",
            Vec::new(),
        );
        let budget = vec![at_most("ms", p99, 250.0)];
        report.single(
            engine,
            &format!("{what}: {each} of them {name}, p99"),
            p99,
            "ms",
            budget,
        );
    }
    everybody(
        bench,
        engine,
        dataset,
        viewers.len() * each,
        &mut streams,
        report,
    )?;
    drop(streams);
    server.stop()?;
    idle(bench, engine, dataset, viewers, report)
}

/// A rule changes, so that every stream's rights are looked at anew.
fn everybody(
    bench: &Bench,
    engine: Engine,
    dataset: &Dataset,
    count: usize,
    streams: &mut Streams,
    report: &mut Report,
) -> Result<()> {
    let log = dataset.folder.path().join("brand.log");
    let mut told = Vec::new();
    for n in 0..RULES {
        let colour = format!("#0f5f4{n}");
        let began = Instant::now();
        bench
            .product
            .run(&dataset.installation, &["firm", "brand", &colour], &log)?;
        told.extend(
            streams
                .hear(count)?
                .iter()
                .map(|heard| ms(began, heard.told)),
        );
    }
    let (_, p99) = percentiles(told)?;
    let what = format!("a rule of the firm's changes: all {count} told, p99");
    report.single(engine, &what, p99, "ms", Vec::new());
    Ok(())
}

fn idle(
    bench: &Bench,
    engine: Engine,
    dataset: &Dataset,
    viewers: &[Viewer],
    report: &mut Report,
) -> Result<()> {
    let log = dataset.folder.path().join("idle.log");
    let server = bench
        .product
        .serve_on_one_core(&dataset.installation, &log)?;
    let mut streams = Streams::open(server.address, viewers, IDLE)?;
    let before = machine::cpu_ms(server.pid())?;
    streams.idle(WHILE)?;
    let busy = (machine::cpu_ms(server.pid())? - before) / WHILE.as_secs_f64() / 10.0;
    let memory = machine::memory(server.pid())?;
    let what = format!("{IDLE} idle live connections");
    let budget = vec![at_most("MB", memory.most, 400.0)];
    report.single(
        engine,
        &format!("{what}: memory at its most"),
        memory.most,
        "MB",
        budget,
    );
    report.single(
        engine,
        &format!("{what}: processor"),
        busy,
        "% of a core",
        Vec::new(),
    );
    drop(streams);
    server.stop()
}

/// One open job for each change, at properties of the viewers in turn; which viewer, and the job's reference.
fn import_jobs(
    bench: &Bench,
    dataset: &Dataset,
    viewers: &[Viewer],
) -> Result<Vec<(usize, String)>> {
    let folder = dataset.folder.path().join("jobs");
    std::fs::create_dir_all(&folder)?;
    let mut table = String::from("ref,subject,reference,title,status,raised_on\n");
    let mut jobs = Vec::new();
    for (n, (number, viewer)) in viewers
        .iter()
        .enumerate()
        .cycle()
        .take(bench.plan.changes)
        .enumerate()
    {
        let database = &dataset.installation.database;
        let subject = database.subject_of(viewer.contact.third_party)?;
        let job = format!("live-{n:04}");
        writeln!(
            table,
            "{job},{subject},{job},Replace consumer unit,open,16/03/2026"
        )?;
        jobs.push((number, job));
    }
    std::fs::write(folder.join("jobs.csv"), table)?;
    let log = dataset.folder.path().join("jobs.log");
    bench
        .product
        .run(&dataset.installation, &["import", path(&folder)?], &log)?;
    Ok(jobs)
}

fn path(folder: &Path) -> Result<&str> {
    folder.to_str().context("a folder whose name is no text")
}

fn ms(from: Instant, to: Instant) -> f64 {
    to.duration_since(from).as_secs_f64() * 1000.0
}

/// The median and the 99th percentile.
fn percentiles(mut all: Vec<f64>) -> Result<(f64, f64)> {
    all.sort_unstable_by(f64::total_cmp);
    let at = |percent: usize| {
        all.get((all.len() * percent / 100).min(all.len().saturating_sub(1)))
            .copied()
    };
    at(50).zip(at(99)).context("nothing was measured")
}
