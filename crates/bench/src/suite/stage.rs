//! What a measurement stands on: a server on its dataset, people signed in, and the floor beside it.

use super::Bench;
use crate::check::{self, Seen};
use crate::child::{Running, free_address};
use crate::database::{Contact, Engine};
use crate::dataset::Dataset;
use crate::http;
use crate::lists::List;
use crate::measure::{Comparison, compare};
use crate::people::Viewer;
use crate::product::{Answers, Server};
use crate::wrk::{Request, Target};
use anyhow::Result;
use std::net::SocketAddr;
use std::process::Command;

/// Lists that were asked for, to be compared with the receipts.
#[derive(Default)]
pub(super) struct Asked {
    pub answered: u64,
    /// Under way when a load ended: perhaps receipted, never answered.
    pub cut_off: u64,
}

/// A server on a dataset, with people signed in.
pub(super) struct Stage<'b> {
    pub bench: &'b Bench,
    pub engine: Engine,
    // The order matters: the server ends before its data goes.
    pub server: Server,
    pub dataset: Dataset,
    pub asked: Asked,
}

impl<'b> Stage<'b> {
    pub fn open(bench: &'b Bench, engine: Engine, dataset: Dataset) -> Result<Self> {
        let log = dataset.folder.path().join("serve.log");
        let server = bench
            .product
            .serve(&dataset.installation, Answers::MadeAnew, &log)?;
        Ok(Self {
            bench,
            engine,
            server,
            dataset,
            asked: Asked::default(),
        })
    }

    /// Goes on with a server that keeps its answers. Everybody stays signed in.
    pub fn keep_answers(self) -> Result<Self> {
        let Self {
            bench,
            engine,
            server,
            dataset,
            asked,
        } = self;
        server.stop()?;
        let log = dataset.folder.path().join("serve-kept.log");
        let server = bench
            .product
            .serve(&dataset.installation, Answers::Kept, &log)?;
        Ok(Self {
            bench,
            engine,
            server,
            dataset,
            asked,
        })
    }

    pub fn sign_in(&self, contacts: &[Contact]) -> Result<Vec<Viewer>> {
        let log = self.dataset.folder.path().join("link.log");
        let installation = &self.dataset.installation;
        self.bench
            .product
            .sign_in(installation, &self.server, contacts, &log)
    }

    pub fn target(&self, name: &str, requests: &[Request]) -> Result<Target> {
        self.target_at(name, self.server.address, self.server.pid(), requests)
    }

    fn target_at(
        &self,
        name: &str,
        address: SocketAddr,
        pid: u32,
        requests: &[Request],
    ) -> Result<Target> {
        let folder = self.dataset.folder.path();
        let database = &self.dataset.installation.database;
        Target::new(folder, name, address, pid, database, requests)
    }

    pub fn open_list(&mut self, viewer: &Viewer, list: List, limit: usize) -> Result<Seen> {
        self.asked.answered += 1;
        Ok(check::open(self.server.address, viewer, list, limit)?.0)
    }

    pub fn receipts(&self) -> Result<u64> {
        self.dataset.installation.database.receipts("record.list")
    }

    pub fn compare(&mut self, a: &Target, b: &Target, connections: u32) -> Result<Comparison> {
        let comparison = compare(&self.bench.plan, a, b, connections)?;
        for (target, answered) in [(a, comparison.answered.0), (b, comparison.answered.1)] {
            if target.pid == self.server.pid() {
                self.asked.answered += answered;
                self.asked.cut_off += comparison.cut_off;
            }
        }
        Ok(comparison)
    }
}

/// The floor of this dataset, gone when dropped.
pub(super) struct Floor {
    pub address: SocketAddr,
    running: Running,
}

impl Floor {
    pub fn start(stage: &Stage<'_>, viewers: &[Viewer]) -> Result<Self> {
        let folder = stage.dataset.folder.path();
        let database = &stage.dataset.installation.database;
        let known: Vec<_> = viewers
            .iter()
            .map(|v| serde_json::json!([v.contact.third_party.to_string(), v.can]))
            .collect();
        let file = folder.join("viewers.json");
        std::fs::write(&file, serde_json::to_vec(&known)?)?;
        let address = free_address()?;
        let mut command = Command::new(std::env::current_exe()?);
        command
            .args(["floor", "--database", &database.url])
            .args(["--connections", &database.connections().to_string()])
            .args(["--listen", &address.to_string(), "--viewers"])
            .arg(&file);
        let mut running = Running::start("the floor", &mut command, &folder.join("floor.log"))?;
        running.wait_until(|| http::get(address, "/ready", &[]).is_ok_and(|a| a.status == 200))?;
        Ok(Self { address, running })
    }

    pub fn target(&self, stage: &Stage<'_>, list: List, viewers: &[Viewer]) -> Result<Target> {
        let requests = list.floor_requests(viewers);
        stage.target_at("floor", self.address, self.running.pid(), &requests)
    }
}
