//! `cargo xtask test`: everything that must hold before a change goes in, on a fresh clone as well as a
//! warm one. Stops at the first step that fails, and ends with the totals of all tests in one plain line.

use crate::build_cmd;
use crate::postgres::{Cluster, Durability, SHARED_URL};
use crate::tools;
use crate::totals::Totals;
use crate::web::{self, For};
use crate::workspace::{Workspace, line, run as run_command};
use anyhow::{Context as _, Result, bail};
use clap::ValueEnum;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// The folder of the Python environment that the tests' outside servers run from.
const TOOLS: &str = "SIGHTLINE_TEST_TOOLS";

#[derive(clap::Args)]
pub struct Args {
    /// Run this step alone (may be given more than once)
    #[arg(long, value_name = "STEP")]
    only: Vec<Step>,
    /// For `unit`: arguments for `cargo test`, as `-- --package sightline-store scoped`
    #[arg(last = true)]
    cargo: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Step {
    /// Formatting
    Fmt,
    /// Lints; a warning is an error
    Clippy,
    /// The web apps, as they are shipped and within their budget; what is served in the tests after it
    Web,
    /// Unit, integration and documentation tests, on SQLite and PostgreSQL
    Unit,
    /// The release binary in a real browser
    Browser,
}

impl Step {
    fn title(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Clippy => "clippy",
            Self::Web => "web",
            Self::Unit => "unit",
            Self::Browser => "browser",
        }
    }

    fn run(self, workspace: &Workspace, args: &Args, totals: &mut Totals) -> Result<()> {
        match self {
            Self::Fmt => run_command(&mut workspace.cargo(["fmt", "--all", "--check"])),
            Self::Clippy => clippy(workspace),
            Self::Web => web::build(workspace, For::Phones),
            Self::Unit => unit(workspace, &args.cargo, totals),
            Self::Browser => browser(workspace),
        }
    }
}

/// What became of a step, and how long it took.
struct Outcome {
    step: Step,
    error: Option<anyhow::Error>,
    took: Duration,
}

pub fn run(workspace: &Workspace, args: &Args) -> Result<ExitCode> {
    let steps: Vec<Step> = Step::value_variants()
        .iter()
        .copied()
        .filter(|step| args.only.is_empty() || args.only.contains(step))
        .collect();
    let mut totals = Totals::default();
    let mut outcomes = Vec::new();
    for step in &steps {
        println!("\n== {} ==", step.title());
        let begun = Instant::now();
        let error = step.run(workspace, args, &mut totals).err();
        if let Some(error) = &error {
            eprintln!("error: {error:#}");
        }
        let failed = error.is_some();
        outcomes.push(Outcome {
            step: *step,
            error,
            took: begun.elapsed(),
        });
        if failed {
            break;
        }
    }
    Ok(report(&steps, &outcomes, totals))
}

fn report(steps: &[Step], outcomes: &[Outcome], mut totals: Totals) -> ExitCode {
    println!("\n== summary ==");
    let mut code = ExitCode::SUCCESS;
    for step in steps {
        let outcome = outcomes.iter().find(|outcome| outcome.step == *step);
        let (word, took) = match outcome {
            None => ("not run", String::new()),
            Some(Outcome {
                error: None, took, ..
            }) => ("ok", clock(*took)),
            Some(Outcome { took, .. }) => {
                code = ExitCode::FAILURE;
                // What does not compile, or falls over, fails without a test that says so.
                totals.failed = totals.failed.max(1);
                ("FAILED", clock(*took))
            }
        };
        println!("{:<8} {word:<8} {took:>8}", step.title());
    }
    let all: Duration = outcomes.iter().map(|outcome| outcome.took).sum();
    println!("{:<8} {:<8} {:>8}", "all", "", clock(all));
    println!("{totals}");
    code
}

/// Whole minutes and seconds, as `4m 06s`.
fn clock(took: Duration) -> String {
    let seconds = took.as_secs_f64().round() as u64;
    format!("{}m {:02}s", seconds / 60, seconds % 60)
}

/// Everything for this machine, and the web apps' crates once more for what they are built for.
fn clippy(workspace: &Workspace) -> Result<()> {
    const STRICT: [&str; 4] = ["--locked", "--", "-D", "warnings"];
    let mut here = workspace.cargo(["clippy", "--workspace", "--all-targets"]);
    run_command(here.args(STRICT))?;
    web::target()?;
    let mut wasm = workspace.cargo(["clippy", "--target", web::TARGET]);
    wasm.args(["--package", "sightline-ui"]);
    for app in &web::APPS {
        wasm.args(["--package", app.package]);
    }
    run_command(wasm.args(STRICT))
}

fn browser(workspace: &Workspace) -> Result<()> {
    let chromium = tools::browser(workspace)?;
    build_cmd::whole(workspace)?;
    let mut node = Command::new("node");
    node.args(["--test", "--test-timeout=600000"])
        .current_dir(workspace.root.join("e2e"));
    forget_settings(&mut node);
    node.env("E2E_BINARY", workspace.release("sightline"))
        .env("CHROMIUM", chromium);
    run_command(&mut node)
}

fn unit(workspace: &Workspace, extra: &[String], totals: &mut Totals) -> Result<()> {
    let tools = tools::test_tools(workspace)?;
    let mut cargo = workspace.cargo(["test", "--locked", "--no-fail-fast"]);
    if !extra
        .iter()
        .any(|word| word == "-p" || word.starts_with("--package"))
    {
        cargo.arg("--workspace");
    }
    cargo.args(extra);
    forget_settings(&mut cargo);
    cargo.env(TOOLS, tools);

    // The cluster ends with this process however that ends; so Ctrl-C needs no handling.
    let _cluster = match given_server() {
        Some(url) => {
            println!("PostgreSQL: the server that {SHARED_URL} names");
            cargo.env(SHARED_URL, url);
            None
        }
        None => {
            tools::postgres()?;
            let cluster = Cluster::start(Durability::None, &[])?;
            println!(
                "PostgreSQL: a cluster of this run's own, at {}",
                cluster.url()
            );
            cargo.env(SHARED_URL, cluster.url());
            Some(cluster)
        }
    };
    count(&mut cargo, totals)
}

/// Runs `cargo test`, passes on what it prints, and counts.
fn count(cargo: &mut Command, totals: &mut Totals) -> Result<()> {
    println!("$ {}", line(cargo));
    let mut child = cargo
        .stdout(Stdio::piped())
        .spawn()
        .context("cargo did not start")?;
    let output = child
        .stdout
        .take()
        .context("cargo's output cannot be read")?;
    let mut screen = std::io::stdout();
    for row in BufReader::new(output).split(b'\n') {
        let row = row?;
        totals.read(&String::from_utf8_lossy(&row));
        screen.write_all(&row)?;
        screen.write_all(b"\n")?;
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("`{}` failed ({status})", line(cargo));
    }
    Ok(())
}

/// A developer's own settings must not decide whether a test passes.
#[expect(
    clippy::disallowed_methods,
    reason = "names of variables are looked at, to take them away"
)]
fn forget_settings(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("SIGHTLINE_") {
            command.env_remove(name);
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the tests read the same variable"
)]
fn given_server() -> Option<std::ffi::OsString> {
    std::env::var_os(SHARED_URL).filter(|url| !url.is_empty())
}
