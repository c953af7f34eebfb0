//! Settings: defaults here, then `sightline.toml` in the data folder, then `SIGHTLINE_*` from the environment.
//! A setting nobody knows is an error, so that a misspelt one is not silently ignored.

use anyhow::{Context as _, bail};
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    pub listen: SocketAddr,
    /// Where people reach the installation; by default this machine at the port of `listen`.
    pub public_url: Option<String>,
    /// `postgres://…`; without it, SQLite in the data folder.
    pub database_url: Option<String>,
    pub database_connections: u32,
    pub workers: usize,
    pub trusted_proxies: Vec<String>,
    pub sign_ins_per_minute: u32,
    /// Megabytes of answers kept for asking again; 0 makes every answer anew.
    pub answer_memory_mb: u64,
    /// Outside the database, so that a stolen copy of it signs nobody in.
    pub keys_dir: Option<PathBuf>,
    /// The file that signed heads of receipt chains are appended to.
    pub heads_file: Option<PathBuf>,
    /// The firm's calendar.
    pub time_zone: String,
    pub mail_from_name: String,
    pub mail_from_email: String,
    /// Whether `serve` also sends mail and does other jobs; with a `worker` beside it, it need not.
    pub jobs: bool,
    pub smtp: Option<Smtp>,
    pub files: Files,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Smtp {
    pub host: String,
    #[serde(default = "submission")]
    pub port: u16,
    #[serde(default)]
    pub security: Security,
    pub username: Option<String>,
    pub password: Option<String>,
}

const fn submission() -> u16 {
    587
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    #[default]
    Starttls,
    Tls,
    None,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Files {
    /// Without it, files are kept in the data folder.
    pub s3: Option<S3>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct S3 {
    pub endpoint: Option<String>,
    pub region: String,
    pub bucket: String,
    pub access_key: String,
    pub secret_key: String,
    #[serde(default)]
    pub allow_http: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: None,
            database_url: None,
            database_connections: 8,
            workers: 2,
            trusted_proxies: Vec::new(),
            sign_ins_per_minute: 30,
            answer_memory_mb: 64,
            keys_dir: None,
            heads_file: None,
            time_zone: "Europe/London".to_owned(),
            mail_from_name: "Sightline".to_owned(),
            mail_from_email: "no-reply@localhost.localdomain".to_owned(),
            jobs: true,
            smtp: None,
            files: Files::default(),
        }
    }
}

/// Every environment variable that is read, for operators and for the test of `docker-compose.yml`.
pub const ENVIRONMENT: [&str; 25] = [
    "SIGHTLINE_LISTEN",
    "SIGHTLINE_PUBLIC_URL",
    "SIGHTLINE_DATABASE_URL",
    "SIGHTLINE_DATABASE_CONNECTIONS",
    "SIGHTLINE_WORKERS",
    "SIGHTLINE_TRUSTED_PROXIES",
    "SIGHTLINE_SIGN_INS_PER_MINUTE",
    "SIGHTLINE_ANSWER_MEMORY_MB",
    "SIGHTLINE_KEYS_DIR",
    "SIGHTLINE_HEADS_FILE",
    "SIGHTLINE_TIME_ZONE",
    "SIGHTLINE_MAIL_FROM_NAME",
    "SIGHTLINE_MAIL_FROM_EMAIL",
    "SIGHTLINE_JOBS",
    "SIGHTLINE_SMTP__HOST",
    "SIGHTLINE_SMTP__PORT",
    "SIGHTLINE_SMTP__SECURITY",
    "SIGHTLINE_SMTP__USERNAME",
    "SIGHTLINE_SMTP__PASSWORD",
    "SIGHTLINE_FILES__S3__ENDPOINT",
    "SIGHTLINE_FILES__S3__REGION",
    "SIGHTLINE_FILES__S3__BUCKET",
    "SIGHTLINE_FILES__S3__ACCESS_KEY",
    "SIGHTLINE_FILES__S3__SECRET_KEY",
    "SIGHTLINE_FILES__S3__ALLOW_HTTP",
];

/// Reads the settings for a data folder.
pub fn load(data: &Path) -> anyhow::Result<Settings> {
    read(data, environment())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the environment"
)]
fn environment() -> Vec<(String, String)> {
    std::env::vars()
        .filter(|(name, _)| name.starts_with("SIGHTLINE_"))
        .collect()
}

fn read(data: &Path, environment: Vec<(String, String)>) -> anyhow::Result<Settings> {
    for (name, _) in &environment {
        if !ENVIRONMENT.contains(&name.as_str()) {
            bail!("there is no setting {name}; `sightline config --list-env` names them all");
        }
    }
    let file = data.join("sightline.toml");
    let source = config::Environment::with_prefix("SIGHTLINE")
        .prefix_separator("_")
        .separator("__")
        .list_separator(",")
        .with_list_parse_key("trusted_proxies")
        .try_parsing(true)
        .source(Some(environment.into_iter().collect()));
    config::Config::builder()
        .add_source(config::File::from(file.clone()).required(false))
        .add_source(source)
        .build()
        .and_then(config::Config::try_deserialize)
        .with_context(|| {
            format!(
                "the settings in {} or the environment are wrong",
                file.display()
            )
        })
}

impl Settings {
    pub fn public_url(&self) -> String {
        self.public_url.as_ref().map_or_else(
            || format!("http://localhost:{}", self.listen.port()),
            |url| url.trim_end_matches('/').to_owned(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A value other than the default, for each variable.
    fn value(name: &str) -> &'static str {
        match name {
            "SIGHTLINE_LISTEN" => "0.0.0.0:99",
            "SIGHTLINE_TRUSTED_PROXIES" => "10.0.0.1,10.0.0.2",
            "SIGHTLINE_SMTP__SECURITY" => "tls",
            "SIGHTLINE_JOBS" => "false",
            "SIGHTLINE_FILES__S3__ALLOW_HTTP" => "true",
            _ if name.ends_with("PORT")
                || name.ends_with("WORKERS")
                || name.ends_with("CONNECTIONS")
                || name.ends_with("MINUTE")
                || name.ends_with("_MB") =>
            {
                "77"
            }
            _ => "something",
        }
    }

    #[test]
    fn every_variable_that_is_listed_changes_a_setting() {
        let nowhere = Path::new("/nonexistent");
        let all: Vec<_> = ENVIRONMENT
            .iter()
            .map(|n| ((*n).to_owned(), value(n).to_owned()))
            .collect();
        let with_all = format!("{:?}", read(nowhere, all.clone()).unwrap());
        for name in ENVIRONMENT {
            let without: Vec<_> = all.iter().filter(|(n, _)| n != name).cloned().collect();
            // Without a required one there is no setting at all, which is a difference too.
            let rest = read(nowhere, without)
                .map(|s| format!("{s:?}"))
                .unwrap_or_default();
            assert_ne!(rest, with_all, "{name}");
        }
    }

    #[test]
    fn a_misspelt_variable_is_named() {
        let error = read(
            Path::new("/nonexistent"),
            vec![("SIGHTLINE_LISTN".to_owned(), "x".to_owned())],
        );
        assert!(error.unwrap_err().to_string().contains("SIGHTLINE_LISTN"));
    }

    #[test]
    fn nothing_needs_to_be_set() {
        let settings = read(Path::new("/nonexistent"), Vec::new()).unwrap();
        assert_eq!(settings.public_url(), "http://localhost:8080");
    }
}
