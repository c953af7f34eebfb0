//! Programs started beside the benchmark. Each is stopped by its own process id, however its owner ends.

use anyhow::{Context as _, Result, bail};
use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What a polite end may take: the server finishes requests and signs receipts.
const PATIENCE: Duration = Duration::from_secs(60);

/// Ends a process when standard input closes, which the kernel does for us even when we were killed.
const GUARD: &str = r#"cat >/dev/null; kill -KILL "$1""#;

/// A running program, and what it prints in a file.
pub struct Running {
    name: String,
    child: Child,
    guard: Child,
    began: Instant,
    log: PathBuf,
}

impl Running {
    /// Starts it with nothing of our environment.
    pub fn start(name: &str, command: &mut Command, log: &Path) -> Result<Self> {
        let out = File::create(log).with_context(|| format!("{}", log.display()))?;
        let set: Vec<_> = command
            .get_envs()
            .filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())))
            .collect();
        let began = Instant::now();
        let mut child = command
            .env_clear()
            .envs(set)
            .stdin(Stdio::null())
            .stdout(out.try_clone()?)
            .stderr(out)
            .spawn()
            .with_context(|| format!("{name} did not start"))?;
        let guard = Command::new("sh")
            .args(["-c", GUARD, "sh", &child.id().to_string()])
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let guard = guard.inspect_err(|_| end(&mut child))?;
        Ok(Self {
            name: name.to_owned(),
            child,
            guard,
            began,
            log: log.to_owned(),
        })
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits until `ready` says so, and gives the time since the start; an error if the program ends before.
    pub fn wait_until(&mut self, mut ready: impl FnMut() -> bool) -> Result<Duration> {
        while !ready() {
            if let Some(status) = self.child.try_wait()? {
                bail!("{} ended ({status}): {}", self.name, self.said());
            }
            if self.began.elapsed() > PATIENCE {
                bail!(
                    "{} is not ready after {PATIENCE:?}: {}",
                    self.name,
                    self.said()
                );
            }
            pause();
        }
        Ok(self.began.elapsed())
    }

    /// Asks it to end and waits until it has.
    pub fn stop(mut self) -> Result<()> {
        let asked = Command::new("kill")
            .args(["-TERM", &self.pid().to_string()])
            .status()?;
        let began = Instant::now();
        while asked.success() && began.elapsed() < PATIENCE {
            match self.child.try_wait()? {
                Some(status) if status.success() => return Ok(()),
                Some(status) => bail!("{} ended badly ({status}): {}", self.name, self.said()),
                None => pause(),
            }
        }
        bail!(
            "{} did not end within {PATIENCE:?}: {}",
            self.name,
            self.said()
        )
    }

    /// The end of what it printed.
    fn said(&self) -> String {
        tail(&self.log)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // The guard first: the number of a process that has been waited for may be another's.
        end(&mut self.guard);
        end(&mut self.child);
    }
}

fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

/// Runs a command to its end; what it prints goes into the log, from which an error quotes.
pub fn finish(name: &str, command: &mut Command, log: &Path) -> Result<String> {
    let mut running = Running::start(name, command, log)?;
    let status = running.child.wait()?;
    let text = std::fs::read_to_string(log).unwrap_or_default();
    if status.success() {
        Ok(text)
    } else {
        bail!("{name} failed ({status}): {}", tail(log))
    }
}

fn tail(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.trim().lines().collect();
    lines
        .get(lines.len().saturating_sub(5)..)
        .unwrap_or_default()
        .join(" / ")
}

/// An address of this machine that nobody listens on.
pub fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

#[expect(
    clippy::disallowed_methods,
    reason = "another process tells us nothing; only looking again does"
)]
fn pause() {
    std::thread::sleep(Duration::from_millis(1));
}
