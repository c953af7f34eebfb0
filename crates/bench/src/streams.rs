//! Many open streams of live events, each read by a task that fetches what it is told of as a page does.

use crate::people::Viewer;
use anyhow::{Context as _, Result, bail};
use contract::event::LiveEvent;
use contract::paths;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::runtime::Runtime;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

/// What any one answer may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// Connections that are being opened at a time.
const AT_ONCE: usize = 32;

/// One stream was told something, and what it was told of is fetched if there is anything to fetch.
#[derive(Debug, Clone, Copy)]
pub struct Heard {
    /// Which of the viewers it is of.
    pub viewer: usize,
    pub told: Instant,
    /// When the changed record was there; nothing for an event that names none.
    pub shown: Option<Instant>,
}

/// Streams of the viewers in turn, all open.
pub struct Streams {
    runtime: Runtime,
    heard: mpsc::UnboundedReceiver<Result<Heard>>,
    _readers: JoinSet<()>,
}

impl Streams {
    /// Opens so many and waits until each has said its first word.
    pub fn open(address: SocketAddr, viewers: &[Viewer], count: usize) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()?;
        let (out, heard) = mpsc::unbounded_channel::<Result<Heard>>();
        let readers = runtime.block_on(async {
            let mut readers = JoinSet::new();
            let all: Vec<(usize, &Viewer)> =
                viewers.iter().enumerate().cycle().take(count).collect();
            for some in all.chunks(AT_ONCE) {
                let mut opening = JoinSet::new();
                for (number, viewer) in some {
                    let (number, headers) = (*number, head(viewer));
                    opening.spawn(async move {
                        let opened = tokio::time::timeout(PATIENCE, open(address, &headers)).await;
                        Ok::<_, anyhow::Error>((number, headers, opened??))
                    });
                }
                while let Some(opened) = opening.join_next().await {
                    let (viewer, headers, stream) = opened??;
                    readers.spawn(follow(address, viewer, headers, stream, out.clone()));
                }
            }
            Ok::<_, anyhow::Error>(readers)
        })?;
        Ok(Self {
            runtime,
            heard,
            _readers: readers,
        })
    }

    /// Reads until so many were heard of.
    pub fn hear(&mut self, count: usize) -> Result<Vec<Heard>> {
        let mut all = Vec::with_capacity(count);
        self.runtime.block_on(async {
            while all.len() < count {
                let next = tokio::time::timeout(PATIENCE, self.heard.recv()).await;
                let next =
                    next.with_context(|| format!("{} of {count} streams were told", all.len()))?;
                all.push(next.context("every stream ended")??);
            }
            Ok(all)
        })
    }

    /// Reads for a while, and is an error if anything is said.
    pub fn idle(&mut self, time: Duration) -> Result<()> {
        let said = self
            .runtime
            .block_on(async { tokio::time::timeout(time, self.heard.recv()).await });
        match said {
            Err(_) => Ok(()),
            Ok(_) => bail!("something was said although nothing happened"),
        }
    }
}

fn head(viewer: &Viewer) -> String {
    viewer
        .headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect()
}

/// Up to the first event, which says that everything on show is to be fetched.
async fn open(address: SocketAddr, headers: &str) -> Result<BufReader<TcpStream>> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!(
        "GET {} HTTP/1.1\r\nHost: {address}\r\n{headers}\r\n",
        paths::EVENTS
    );
    stream.write_all(request.as_bytes()).await?;
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    stream.read_line(&mut line).await?;
    if !line.contains(" 200 ") {
        bail!("a stream was answered with {line}");
    }
    match next(&mut stream).await? {
        LiveEvent::Slice => Ok(stream),
        other => bail!("a stream began with {other:?}"),
    }
}

/// The next event; whatever else a line is, it is none.
async fn next(stream: &mut BufReader<TcpStream>) -> Result<LiveEvent> {
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            bail!("a stream ended");
        }
        if let Some(event) = line.strip_prefix("data: ") {
            return Ok(serde_json::from_str(event)?);
        }
    }
}

/// Tells what it hears until it cannot.
async fn follow(
    address: SocketAddr,
    viewer: usize,
    headers: String,
    mut stream: BufReader<TcpStream>,
    out: mpsc::UnboundedSender<Result<Heard>>,
) {
    loop {
        let heard = hear(address, viewer, &headers, &mut stream).await;
        let is_over = heard.is_err();
        if out.send(heard).is_err() || is_over {
            return;
        }
    }
}

async fn hear(
    address: SocketAddr,
    viewer: usize,
    headers: &str,
    stream: &mut BufReader<TcpStream>,
) -> Result<Heard> {
    let event = next(stream).await?;
    let told = Instant::now();
    let shown = match event {
        LiveEvent::Changed(changed) => {
            fetch(address, &paths::record(changed.id), headers).await?;
            Some(Instant::now())
        }
        LiveEvent::Gone(_) | LiveEvent::Slice => None,
        LiveEvent::Ended => bail!("a session ended"),
    };
    Ok(Heard {
        viewer,
        told,
        shown,
    })
}

/// As a page fetches what it was told of, its answer read to the end.
async fn fetch(address: SocketAddr, path: &str, headers: &str) -> Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{headers}\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    if answer.starts_with(b"HTTP/1.1 200 ") {
        Ok(())
    } else {
        bail!(
            "{path} was answered with {}",
            String::from_utf8_lossy(&answer)
        )
    }
}
