//! `docker-compose.yml`, the `Dockerfile` and the proxy's configuration against the binary: each command
//! parses, each setting is known, and two replicas share what they must.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Output};

#[derive(Deserialize)]
struct Compose {
    services: BTreeMap<String, Service>,
    volumes: BTreeMap<String, Option<serde_yaml_ng::Value>>,
}

#[derive(Deserialize)]
struct Service {
    image: String,
    build: Option<String>,
    #[serde(default)]
    command: Vec<String>,
    #[serde(default)]
    environment: BTreeMap<String, String>,
    #[serde(default)]
    volumes: Vec<String>,
}

fn file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn compose() -> Compose {
    let mut value: serde_yaml_ng::Value =
        serde_yaml_ng::from_str(&file("docker-compose.yml")).unwrap();
    value.apply_merge().unwrap();
    serde_yaml_ng::from_value(value).unwrap()
}

impl Compose {
    fn service(&self, name: &str) -> &Service {
        self.services
            .get(name)
            .unwrap_or_else(|| panic!("no service {name}"))
    }

    /// Those that run our own image.
    fn ours(&self) -> impl Iterator<Item = (&String, &Service)> {
        self.services
            .iter()
            .filter(|(_, service)| service.build.is_some())
    }

    fn with_command(&self, command: &str) -> Vec<&str> {
        self.ours()
            .filter(|(_, service)| service.command.first().is_some_and(|word| word == command))
            .map(|(name, _)| name.as_str())
            .collect()
    }
}

fn sightline(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sightline"))
        .args(args)
        .output()
        .unwrap()
}

#[test]
fn the_services_of_an_installation_past_one_machine_are_there() {
    let compose = compose();
    assert_eq!(compose.with_command("serve"), ["api1", "api2"]);
    assert_eq!(compose.with_command("worker"), ["worker"]);
    assert_eq!(compose.with_command("migrate"), ["migrate"]);
    assert!(compose.service("postgres").image.starts_with("postgres:"));
    for name in ["storage", "bucket", "mail", "proxy"] {
        compose.service(name);
    }
    for (name, service) in &compose.services {
        let (_, tag) = service
            .image
            .rsplit_once(':')
            .unwrap_or_else(|| panic!("{name}: no version"));
        assert_ne!(tag, "latest", "{name} would change by itself");
    }
}

#[test]
fn all_of_ours_share_one_database_one_storage_and_one_set_of_keys() {
    let compose = compose();
    let (_, first) = compose.ours().next().unwrap();
    for (name, service) in compose.ours() {
        assert_eq!(service.environment, first.environment, "{name}");
        assert_eq!(service.image, first.image, "{name}");
        assert_eq!(service.volumes, first.volumes, "{name}");
    }
    assert!(first.environment["SIGHTLINE_DATABASE_URL"].contains("@postgres:"));
    assert!(first.environment["SIGHTLINE_FILES__S3__ENDPOINT"].contains("//storage:"));
    assert_eq!(first.environment["SIGHTLINE_SMTP__HOST"], "mail");

    let keys = format!("keys:{}", first.environment["SIGHTLINE_KEYS_DIR"]);
    assert!(first.volumes.contains(&keys), "the keys are not shared");
    assert!(compose.volumes.contains_key("keys"));
}

#[test]
fn the_store_and_the_database_are_made_as_ours_expect_them() {
    let compose = compose();
    let settings = &compose.service("api1").environment;
    let postgres = &compose.service("postgres").environment;
    let url = format!(
        "postgres://{}:{}@postgres:5432/{}",
        postgres["POSTGRES_USER"], postgres["POSTGRES_PASSWORD"], postgres["POSTGRES_DB"]
    );
    assert_eq!(settings["SIGHTLINE_DATABASE_URL"], url);

    let storage = &compose.service("storage").environment;
    assert_eq!(
        settings["SIGHTLINE_FILES__S3__ACCESS_KEY"],
        storage["MINIO_ROOT_USER"]
    );
    assert_eq!(
        settings["SIGHTLINE_FILES__S3__SECRET_KEY"],
        storage["MINIO_ROOT_PASSWORD"]
    );
    let bucket = compose.service("bucket").command.last().unwrap();
    assert_eq!(
        *bucket,
        format!("store/{}", settings["SIGHTLINE_FILES__S3__BUCKET"])
    );
}

#[test]
fn every_command_of_ours_parses() {
    for (name, service) in compose().ours() {
        let mut args: Vec<&str> = service.command.iter().map(String::as_str).collect();
        args.push("--help");
        let output = sightline(&args);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "{name}: sightline {}: {said}",
            args.join(" ")
        );
    }
    assert!(!sightline(&["no-such-command", "--help"]).status.success());
}

#[test]
fn every_setting_is_one_that_the_binary_knows() {
    let output = sightline(&["config", "--list-env"]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let known = String::from_utf8(output.stdout).unwrap();
    let known: BTreeSet<&str> = known.lines().map(str::trim).collect();

    let compose = compose();
    let dockerfile = file("Dockerfile");
    let in_image = dockerfile
        .lines()
        .filter_map(|line| line.strip_prefix("ENV "))
        .filter_map(|line| line.split_once('='))
        .map(|(name, _)| name);
    let unknown: BTreeSet<&str> = compose
        .ours()
        .flat_map(|(_, service)| service.environment.keys().map(String::as_str))
        .chain(in_image)
        .filter(|name| !known.contains(name))
        .collect();
    assert!(
        unknown.is_empty(),
        "unknown: {unknown:?}; known: {known:#?}"
    );
}

#[test]
fn the_proxy_serves_both_replicas_and_holds_no_event_back() {
    let compose = compose();
    let mount = &compose.service("proxy").volumes[0];
    let path = mount.split(':').next().unwrap();
    let config = file(path);

    let upstreams: Vec<&str> = config
        .lines()
        .filter_map(|line| line.trim().strip_prefix("server "))
        .filter_map(|line| line.split([' ', ';']).next())
        .filter(|server| server.contains(':'))
        .collect();
    assert_eq!(upstreams, ["api1:8080", "api2:8080"]);
    let listen = &compose.service("api1").environment["SIGHTLINE_LISTEN"];
    assert!(listen.ends_with(":8080"), "{listen}");

    let (_, events) = config.split_once("location = /api/v1/events {").unwrap();
    let (events, _) = events.split_once('}').unwrap();
    assert!(events.contains("proxy_buffering off;"), "{events}");
}

#[test]
fn the_image_is_built_by_the_rust_that_we_are() {
    let dockerfile = file("Dockerfile");
    assert!(dockerfile.contains(&format!("FROM rust:{}-", env!("CARGO_PKG_RUST_VERSION"))));
    // Not the server alone, which would hold no web app.
    assert!(dockerfile.contains("cargo xtask build"));
    let user = dockerfile
        .lines()
        .find_map(|line| line.strip_prefix("USER "));
    assert!(
        user.is_some_and(|user| user != "root"),
        "the image runs as root"
    );
}
