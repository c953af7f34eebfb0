//! The release binary as operators and people use it: its commands, its server, and signing in.

use crate::child::{Running, finish, free_address};
use crate::database::{Contact, Database, Engine, POSTGRES_CONNECTIONS};
use crate::http::{self, Answer};
use crate::people::Viewer;
use anyhow::{Context as _, Result, bail};
use contract::paths;
use contract::session::SessionView;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

pub struct Product {
    binary: PathBuf,
}

/// A data folder and its database.
pub struct Installation {
    pub data: PathBuf,
    pub database: Database,
}

impl Installation {
    pub fn new(data: &Path, database: &Database) -> Self {
        Self {
            data: data.to_owned(),
            database: database.clone(),
        }
    }
}

/// Whether a server keeps its answers for asking again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answers {
    /// Every answer comes out of the database.
    MadeAnew,
    /// As it is delivered.
    Kept,
}

/// A server that answers.
pub struct Server {
    pub address: SocketAddr,
    running: Running,
    /// From its start until it said that it was ready.
    pub took: Duration,
}

impl Server {
    pub fn pid(&self) -> u32 {
        self.running.pid()
    }

    pub fn stop(self) -> Result<()> {
        self.running.stop()
    }

    /// How many lists of records this server has answered with this status.
    pub fn lists_answered(&self, status: u16) -> Result<u64> {
        let answer = http::get(self.address, "/metrics", &[])?.expect(200, "/metrics")?;
        let wanted = [
            "operation=\"list_records\"".to_owned(),
            format!("status=\"{status}\""),
        ];
        let text = String::from_utf8_lossy(&answer.body);
        Ok(text
            .lines()
            .filter(|line| line.starts_with("sightline_requests_total{"))
            .filter(|line| wanted.iter().all(|label| line.contains(label)))
            .filter_map(|line| line.rsplit(' ').next()?.parse::<u64>().ok())
            .sum())
    }
}

impl Product {
    pub fn at(binary: PathBuf) -> Result<Self> {
        if binary.is_file() {
            Ok(Self { binary })
        } else {
            bail!(
                "there is no {}; `cargo xtask bench` builds it",
                binary.display()
            )
        }
    }

    /// The command on this installation. It sees no setting but these: an unknown one would be an error, and
    /// anybody's own would change what is measured.
    fn command(&self, installation: &Installation) -> Command {
        let mut command = Command::new(&self.binary);
        command
            .arg("--data")
            .arg(&installation.data)
            // One machine, two programs, one day: the floor counts days in UTC.
            .env("SIGHTLINE_TIME_ZONE", "UTC")
            .env("SIGHTLINE_SIGN_INS_PER_MINUTE", "100000");
        if installation.database.engine == Engine::Postgres {
            command
                .env("SIGHTLINE_DATABASE_URL", &installation.database.url)
                .env(
                    "SIGHTLINE_DATABASE_CONNECTIONS",
                    POSTGRES_CONNECTIONS.to_string(),
                );
        }
        command
    }

    /// Runs a command to its end and gives what it printed.
    pub fn run(&self, installation: &Installation, args: &[&str], log: &Path) -> Result<String> {
        let name = format!(
            "sightline {}",
            args.iter().take(3).copied().collect::<Vec<_>>().join(" ")
        );
        finish(&name, self.command(installation).args(args), log)
    }

    /// Starts the server and waits until it is ready.
    pub fn serve(
        &self,
        installation: &Installation,
        answers: Answers,
        log: &Path,
    ) -> Result<Server> {
        self.serve_by(self.command(installation), answers, log)
    }

    /// The same, as it is delivered, on one core alone.
    pub fn serve_on_one_core(&self, installation: &Installation, log: &Path) -> Result<Server> {
        let whole = self.command(installation);
        let mut command = Command::new("taskset");
        command
            .args(["--cpu-list", "0"])
            .arg(whole.get_program())
            .args(whole.get_args())
            .envs(
                whole
                    .get_envs()
                    .filter_map(|(name, value)| Some((name, value?))),
            );
        self.serve_by(command, Answers::Kept, log)
    }

    fn serve_by(&self, mut command: Command, answers: Answers, log: &Path) -> Result<Server> {
        let address = free_address()?;
        command.args(["serve", "--listen", &address.to_string()]);
        if answers == Answers::MadeAnew {
            command.env("SIGHTLINE_ANSWER_MEMORY_MB", "0");
        }
        let mut running = Running::start("sightline serve", &mut command, log)?;
        let took = running.wait_until(|| {
            http::get(address, "/readyz", &[]).is_ok_and(|answer| answer.status == 200)
        })?;
        Ok(Server {
            address,
            running,
            took,
        })
    }

    /// Signs people in, each as her own browser would: by a link's token, for a cookie.
    pub fn sign_in(
        &self,
        installation: &Installation,
        server: &Server,
        contacts: &[Contact],
        log: &Path,
    ) -> Result<Vec<Viewer>> {
        let mut args = vec!["link"];
        args.extend(contacts.iter().map(|contact| contact.email.as_str()));
        let printed = self.run(installation, &args, log)?;
        let tokens: Vec<&str> = printed
            .lines()
            .filter(|line| line.contains("/in#"))
            .filter_map(|line| line.trim().rsplit('#').next())
            .collect();
        if tokens.len() != contacts.len() {
            bail!(
                "`sightline link` printed {} links for {} addresses: {printed}",
                tokens.len(),
                contacts.len()
            );
        }
        tokens
            .into_iter()
            .zip(contacts)
            .map(|(token, contact)| {
                redeem(server.address, token, contact)
                    .with_context(|| format!("signing {} in", contact.email))
            })
            .collect()
    }
}

fn redeem(address: SocketAddr, token: &str, contact: &Contact) -> Result<Viewer> {
    let body = serde_json::json!({ "token": token }).to_string();
    let answer = http::post_json(address, paths::REDEEM, &body)?;
    if !(200..300).contains(&answer.status) {
        return Err(refused(answer));
    }
    let cookie = answer
        .header("set-cookie")
        .and_then(|value| value.split(';').next())
        .context("no cookie was set")?
        .to_owned();
    let mut headers = vec![("Cookie".to_owned(), cookie)];
    let session = http::get(address, paths::SESSION, &headers)?.expect(200, paths::SESSION)?;
    let session: SessionView = serde_json::from_slice(&session.body)?;
    let Ok([hat]) = <[_; 1]>::try_from(session.hats) else {
        bail!("she has other than one hat");
    };
    headers.push((paths::HAT_HEADER.to_owned(), hat.id.to_string()));
    Ok(Viewer {
        contact: contact.clone(),
        headers,
        can: hat.can,
    })
}

fn refused(answer: Answer) -> anyhow::Error {
    answer
        .expect(204, paths::REDEEM)
        .err()
        .unwrap_or_else(|| anyhow::anyhow!("the link was refused"))
}
