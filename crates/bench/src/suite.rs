//! What is measured on one database, row by row, with the budgets of `promises.md`.

mod growth;
mod live;
mod stage;

use crate::check::{self, Seen};
use crate::database::{Contact, Engine};
use crate::dataset::{self, Dataset, Size};
use crate::lists::List;
use crate::machine;
use crate::measure::{Alone, Plan, alone, median};
use crate::people::{Cast, VIEWERS, Viewer};
use crate::product::{Answers, Product};
use crate::report::{Report, at_least, at_most};
use crate::wrk::Request;
use anyhow::{Context as _, Result, bail};
use contract::paths;
use stage::{Asked, Floor, Stage};
use std::path::PathBuf;

/// What every part needs.
pub struct Bench {
    pub product: Product,
    pub folder: PathBuf,
    pub plan: Plan,
    pub postgres: Option<String>,
    pub fresh: bool,
    pub third_parties: bool,
}

/// Measures everything that can be; what cannot is named in the report, and the rest goes on.
pub fn run(bench: &Bench, engine: Engine, report: &mut Report) {
    if let Err(error) = one_dataset(bench, engine, report) {
        report.missing(engine, &format!("{error:#}"));
    }
    if bench.third_parties
        && let Err(error) = growth::third_parties(bench, engine, report)
    {
        report.missing(
            engine,
            &format!("growth from 50 to 50,000 third parties: {error:#}"),
        );
    }
}

fn one_dataset(bench: &Bench, engine: Engine, report: &mut Report) -> Result<()> {
    let dataset = dataset::prepare(bench, engine, Size::Bench)?;
    let cast = Cast::of(dataset.installation.database.contacts()?, VIEWERS)?;
    cold_start(bench, engine, &dataset, report)?;
    let mut stage = Stage::open(bench, engine, dataset)?;
    let idle = machine::memory(stage.server.pid())?.now;
    report.single(
        engine,
        "memory idle",
        idle,
        "MB",
        vec![at_most("MB", idle, 80.0)],
    );

    let mut contacts = cast.viewers.clone();
    for extra in [&cast.small, &cast.big] {
        if contacts.iter().all(|c| c.email != extra.email) {
            contacts.push(extra.clone());
        }
    }
    let signed_in = stage.sign_in(&contacts)?;
    let of = |contact: &Contact| {
        let found = signed_in.iter().find(|v| v.contact.email == contact.email);
        found.context("nobody signed in as her")
    };
    let viewers = signed_in
        .get(..cast.viewers.len())
        .context("somebody is missing")?;
    let floor = Floor::start(&stage, viewers)?;
    let seen = compare_bytes(&mut stage, &floor, viewers, report)?;
    for (list, seen) in List::BOTH.into_iter().zip(&seen) {
        scoped_list(&mut stage, &floor, viewers, list, seen, report)?;
    }
    dashboard(&stage, viewers, report)?;
    growth::slice(&mut stage, of(&cast.small)?, of(&cast.big)?, report)?;
    let invoices = seen.first().context("no list was seen")?;
    let mut stage = stage.keep_answers()?;
    repeat_open(&mut stage, &floor, viewers, invoices, report)?;
    let dataset = memory_and_receipts(stage, report)?;
    live::measure(bench, engine, &dataset, viewers, report)
}

fn cold_start(bench: &Bench, engine: Engine, dataset: &Dataset, report: &mut Report) -> Result<()> {
    let mut took = Vec::new();
    for _ in 0..bench.plan.starts {
        let log = dataset.folder.path().join("start.log");
        let server = bench
            .product
            .serve(&dataset.installation, Answers::Kept, &log)?;
        took.push(server.took.as_secs_f64() * 1000.0);
        server.stop()?;
    }
    let ms = median(took.into_iter());
    report.single(
        engine,
        "cold start",
        ms,
        "ms",
        vec![at_most("ms", ms, 300.0)],
    );
    Ok(())
}

/// Both lists of all viewers, byte for byte, each with exactly one receipt.
fn compare_bytes(
    stage: &mut Stage<'_>,
    floor: &Floor,
    viewers: &[Viewer],
    report: &mut Report,
) -> Result<Vec<Vec<Seen>>> {
    let before = stage.receipts()?;
    let mut seen = Vec::new();
    for list in List::BOTH {
        let (server, folder) = (stage.server.address, &stage.bench.folder);
        seen.push(check::same_bytes(
            server,
            floor.address,
            viewers,
            list,
            folder,
        )?);
    }
    let answered = seen.iter().map(Vec::len).sum::<usize>() as u64;
    let written = stage.receipts()? - before;
    if written != answered {
        bail!("{answered} lists were answered and {written} receipts written");
    }
    stage.asked.answered += answered;
    report.single(
        stage.engine,
        "answers equal to the floor's, byte for byte, each with one receipt",
        answered as f64,
        "answers",
        Vec::new(),
    );
    Ok(seen)
}

fn scoped_list(
    stage: &mut Stage<'_>,
    floor: &Floor,
    viewers: &[Viewer],
    list: List,
    seen: &[Seen],
    report: &mut Report,
) -> Result<()> {
    let bare = floor.target(stage, list, viewers)?;
    let full = stage.target("list", &list.requests(viewers, List::FULL_PAGE))?;
    let comparison = stage.compare(&bare, &full, 32)?;
    let rows = seen.iter().map(|s| s.rows).sum::<usize>() as f64 / seen.len() as f64;
    report.compared(
        stage.engine,
        &format!(
            "{}, {rows:.0} rows, receipt written, {} viewers, 32 connections",
            list.name(),
            viewers.len()
        ),
        ["floor".to_owned(), "Sightline".to_owned()],
        comparison,
        |ratios| {
            vec![
                at_least("requests/s", ratios.per_second, 0.6),
                at_least("for now", ratios.per_second, 0.4),
                at_most("p99", ratios.p99, 3.0),
            ]
        },
    );
    Ok(())
}

/// The same list again, out of what is kept and with its receipt: whole, and with the tag of what she has (304).
fn repeat_open(
    stage: &mut Stage<'_>,
    floor: &Floor,
    viewers: &[Viewer],
    seen: &[Seen],
    report: &mut Report,
) -> Result<()> {
    let list = List::Invoices;
    let bare = floor.target(stage, list, viewers)?;
    let whole = stage.target("whole", &list.requests(viewers, List::FULL_PAGE))?;
    let times = match stage.engine {
        Engine::Sqlite => 3.0,
        Engine::Postgres => 2.0,
    };
    let comparison = stage.compare(&bare, &whole, 64)?;
    report.compared(
        stage.engine,
        "repeat open (200) of unpaid invoices, receipt written, 64 connections",
        ["floor".to_owned(), "Sightline".to_owned()],
        comparison,
        |ratios| vec![at_least("requests/s", ratios.per_second, times)],
    );
    let mut requests = list.requests(viewers, List::FULL_PAGE);
    for ((_, headers), seen) in requests.iter_mut().zip(seen) {
        headers.push(("If-None-Match".to_owned(), seen.etag.clone()));
    }
    let again = stage.target("again", &requests)?;
    let (before, asked_before) = (stage.server.lists_answered(304)?, stage.asked.answered);
    let comparison = stage.compare(&bare, &again, 64)?;
    let Alone {
        measured,
        answered,
        cut_off,
    } = alone(&stage.bench.plan, &again, 1)?;
    stage.asked.answered += answered;
    stage.asked.cut_off += cut_off;
    let (unchanged, asked) = (
        stage.server.lists_answered(304)? - before,
        stage.asked.answered - asked_before,
    );
    if unchanged < asked {
        bail!("{asked} lists were asked for again unchanged, and {unchanged} answered with 304");
    }
    report.compared(
        stage.engine,
        "repeat open (304) of unpaid invoices, receipt written, 64 connections",
        ["floor, 200".to_owned(), "Sightline, 304".to_owned()],
        comparison,
        |ratios| vec![at_least("requests/s", ratios.per_second, times)],
    );
    report.single(
        stage.engine,
        "repeat open (304), one client, p50",
        measured.p50_ms,
        "ms",
        vec![at_most("ms", measured.p50_ms, 1.5)],
    );
    Ok(())
}

fn dashboard(stage: &Stage<'_>, viewers: &[Viewer], report: &mut Report) -> Result<()> {
    let requests: Vec<Request> = viewers
        .iter()
        .map(|viewer| (paths::DASHBOARD.to_owned(), viewer.headers.clone()))
        .collect();
    let measured = alone(&stage.bench.plan, &stage.target("dashboard", &requests)?, 1)?.measured;
    let engine = stage.engine;
    let p50 = measured.p50_ms;
    report.single(
        engine,
        "dashboard, one client, p50",
        p50,
        "ms",
        vec![at_most("ms", p50, 5.0)],
    );
    report.single(
        engine,
        "dashboard, one client, p99",
        measured.p99_ms,
        "ms",
        Vec::new(),
    );
    let cpu = measured.cpu_ms + measured.database_cpu_ms;
    report.single(
        engine,
        "dashboard, CPU per request with the database's",
        cpu,
        "ms",
        Vec::new(),
    );
    Ok(())
}

/// After all the load: what it left in memory and in the log of receipts.
fn memory_and_receipts(stage: Stage<'_>, report: &mut Report) -> Result<Dataset> {
    let engine = stage.engine;
    let memory = machine::memory(stage.server.pid())?;
    report.single(
        engine,
        "memory at its most under the load above",
        memory.most,
        "MB",
        vec![at_most("MB", memory.most, 250.0)],
    );
    report.single(
        engine,
        "memory after the load",
        memory.now,
        "MB",
        Vec::new(),
    );
    stage.server.stop()?;
    let written = stage
        .dataset
        .installation
        .database
        .receipts("record.list")?;
    let Asked { answered, cut_off } = stage.asked;
    if written < answered || written > answered + cut_off {
        bail!(
            "{answered} lists were answered, at most {cut_off} more cut off, and {written} receipts written"
        );
    }
    report.single(
        engine,
        "lists answered under load",
        answered as f64,
        "lists",
        Vec::new(),
    );
    report.single(
        engine,
        &format!("receipts of them (up to {cut_off} answers were cut off when a load ended)"),
        written as f64,
        "receipts",
        Vec::new(),
    );
    let log = stage.dataset.folder.path().join("audit.log");
    let installation = &stage.dataset.installation;
    let said = stage
        .bench
        .product
        .run(installation, &["audit", "verify"], &log)?;
    println!(
        "  audit verify: {}",
        said.lines().last().unwrap_or_default()
    );
    Ok(stage.dataset)
}
