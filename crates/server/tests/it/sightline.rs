//! The built program as a person runs it: commands, a served demo, and browsers signed in to it.

use reqwest::header::{COOKIE, HeaderMap, HeaderValue};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use tempfile::TempDir;

/// The program without the settings that are the test run's own.
fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_sightline"));
    program
        .env_remove("SIGHTLINE_TEST_POSTGRES")
        .env_remove("SIGHTLINE_TEST_TOOLS");
    program
}

pub fn sightline(data: &Path, args: &[&str]) -> Output {
    program()
        .args(args)
        .arg("--data")
        .arg(data)
        .output()
        .unwrap()
}

/// A command that must succeed; what it printed.
pub fn run(data: &Path, args: &[&str]) -> String {
    let output = sightline(data, args);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(
        output.status.success(),
        "sightline {}: {out}{err}",
        args.join(" ")
    );
    out
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The demo, made once for all tests of this binary; each takes a copy.
pub fn demo() -> (TempDir, Vec<String>) {
    static MADE: OnceLock<(TempDir, Vec<String>)> = OnceLock::new();
    let (made, people) = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let printed = run(folder.path(), &["demo"]);
        let mut people: Vec<String> = printed
            .lines()
            .filter_map(|line| Some(line.split_once('<')?.1.split_once('>')?.0.to_owned()))
            .collect();
        people.sort();
        people.dedup();
        (folder, people)
    });
    let copy = tempfile::tempdir().unwrap();
    copy_folder(made.path(), copy.path());
    (copy, people.clone())
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir_all(&target).unwrap();
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A server on a port of its own; it ends with the test.
pub struct Server {
    pub child: Child,
    pub base: String,
    data: PathBuf,
}

impl Server {
    pub fn start(data: &Path) -> Self {
        let mut child = program()
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .env("SIGHTLINE_SIGN_INS_PER_MINUTE", "10000")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        said.read_line(&mut line).unwrap();
        let address = line
            .rsplit_once("listening on ")
            .unwrap_or_else(|| panic!("it said: {line}"))
            .1;
        let base = format!("http://{}", address.trim().trim_end_matches(')'));
        Self {
            child,
            base,
            data: data.to_owned(),
        }
    }

    /// Ends it without a warning.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// A browser signed in by a link.
    pub async fn browser(&self, email: &str) -> Browser {
        let link = run(&self.data, &["link", email]);
        let token = link.trim().split_once('#').unwrap().1;
        let client = reqwest::Client::new();
        let answer = client
            .post(format!("{}/api/v1/sign-in/redeem", self.base))
            .json(&serde_json::json!({ "token": token }))
            .send()
            .await
            .unwrap();
        assert!(answer.status().is_success(), "{email}: {}", answer.status());
        let cookie = answer.headers()["set-cookie"]
            .to_str()
            .unwrap()
            .split(';')
            .next()
            .unwrap()
            .to_owned();
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_str(&cookie).unwrap());
        let client = reqwest::Client::builder()
            .default_headers(headers)
            .build()
            .unwrap();
        Browser {
            client,
            base: self.base.clone(),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[derive(Clone)]
pub struct Browser {
    client: reqwest::Client,
    base: String,
}

impl Browser {
    /// The status and body of a GET under a hat.
    pub async fn get(&self, hat: &str, path: &str) -> Option<(u16, serde_json::Value)> {
        let request = self
            .client
            .get(format!("{}{path}", self.base))
            .header("Sightline-Hat", hat);
        let answer = request.send().await.ok()?;
        let status = answer.status().as_u16();
        let bytes = answer.bytes().await.ok()?;
        Some((
            status,
            serde_json::from_slice(&bytes).unwrap_or(serde_json::Value::Null),
        ))
    }

    pub async fn ok(&self, hat: &str, path: &str) -> serde_json::Value {
        let (status, body) = self.get(hat, path).await.unwrap();
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    /// An answer that does not end.
    pub async fn stream(&self, hat: &str, path: &str) -> reqwest::Response {
        let request = self
            .client
            .get(format!("{}{path}", self.base))
            .header("Sightline-Hat", hat);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 200);
        answer
    }

    /// The ids of the person's hats.
    pub async fn hats(&self) -> Vec<String> {
        let answer = self
            .client
            .get(format!("{}/api/v1/session", self.base))
            .send()
            .await
            .unwrap();
        let session: serde_json::Value = answer.json().await.unwrap();
        session["hats"]
            .as_array()
            .unwrap()
            .iter()
            .map(|h| h["id"].as_str().unwrap().to_owned())
            .collect()
    }
}
