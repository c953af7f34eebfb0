//! A throw-away PostgreSQL cluster: made in a temporary folder, bound to 127.0.0.1, gone with its owner.
//! It never outlives the process that started it, however that process ends. Standard library only,
//! because `xtask` includes this very file and must build in seconds.

use std::fs::{self, DirBuilder};
use std::io::{Error, ErrorKind, Result};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// Names a server that tests use instead of one of their own: the URL of a superuser's database.
pub const SHARED_URL: &str = "SIGHTLINE_TEST_POSTGRES";

/// What a first start, or an end, may take on a busy machine with a slow disk.
const PATIENCE: Duration = Duration::from_secs(60);

/// Runs the server as its child and ends it when standard input closes, which the kernel does for us even
/// when the owner was killed. The server stops at once (SIGQUIT), since its data is worth nothing. One that
/// fell by itself leaves its folder, so that the owner can read the log.
const GUARD: &str = r#"
folder=$1; shift
exec 3<&0 </dev/null
"$@" >"$folder/log" 2>&1 3<&- &
server=$!
( while read -r _; do :; done <&3; : >"$folder/ended"; kill -QUIT "$server" ) 2>/dev/null &
watch=$!
exec 3<&-
wait "$server"
if [ -e "$folder/ended" ]; then rm -rf "$folder"; else kill "$watch"; fi
"#;

/// Whether what was committed must survive a power cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// For tests: nothing is flushed, so a database costs little.
    None,
    /// For measurements: as a production server is set up.
    Full,
}

/// A running server on which databases can be made.
#[derive(Debug, Clone)]
pub struct Server {
    url: String,
    psql: PathBuf,
}

impl Server {
    /// The URL of the maintenance database, as a superuser.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Makes the database `name` and gives its URL.
    pub fn database(&self, name: &str) -> Result<String> {
        self.execute(&format!("CREATE DATABASE {}", identifier(name)?))?;
        Ok(with_database(&self.url, name))
    }

    /// Makes a database with a name that no other caller has, in this process or another, and gives its URL.
    pub fn fresh_database(&self) -> Result<String> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        const DUPLICATE_DATABASE: &str = "42P04";
        loop {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            match self.database(&format!("test_{}_{number}", std::process::id())) {
                // A process with the same number has used this server before.
                Err(error) if error.to_string().contains(DUPLICATE_DATABASE) => {}
                made => return made,
            }
        }
    }

    /// Runs one statement in the maintenance database.
    pub fn execute(&self, sql: &str) -> Result<()> {
        run(Command::new(&self.psql)
            .args(["--no-psqlrc", "--no-password", "--quiet"])
            .args(["--set=ON_ERROR_STOP=1", "--set=VERBOSITY=verbose"])
            .args(["--dbname", &self.url, "--command", sql]))
    }
}

/// A server of one's own; dropping it stops the server and removes its folder.
#[derive(Debug)]
pub struct Cluster {
    server: Server,
    // The order matters: the server ends before its folder goes.
    _guard: Guard,
    _folder: Folder,
}

impl Cluster {
    /// Makes and starts a cluster. `settings` are those of `postgresql.conf`, as `("work_mem", "64MB")`.
    pub fn start(durability: Durability, settings: &[(&str, &str)]) -> Result<Self> {
        let initdb = find("initdb").ok_or_else(|| missing("initdb"))?;
        let postgres = find("postgres").ok_or_else(|| missing("postgres"))?;
        let psql = find("psql").ok_or_else(|| missing("psql"))?;
        let folder = Folder::new()?;

        // One locale everywhere: text sorts by its bytes, as it does on SQLite.
        run(folder
            .command(&initdb)
            .arg("--pgdata")
            .arg(folder.data())
            .args([
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
            ])
            .args(["--no-sync", "--no-instructions"]))?;

        let deadline = Instant::now() + PATIENCE;
        loop {
            let port = free_port()?;
            let guard = Guard::spawn(&folder, &postgres, port, durability, settings)?;
            match guard.wait_until_ready(&folder, deadline) {
                Ok(guard) => {
                    let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
                    return Ok(Self {
                        server: Server { url, psql },
                        _guard: guard,
                        _folder: folder,
                    });
                }
                // Somebody took the port between our look and the server's: the next turn takes another.
                Err(error) if error.kind() == ErrorKind::AddrInUse => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// The server for tests: the one that [`SHARED_URL`] names, else one of this process, started on first
    /// use. Nobody has to stop it: it ends with the process.
    pub fn shared() -> Result<&'static Server> {
        static SHARED: OnceLock<std::result::Result<Shared, String>> = OnceLock::new();
        let shared = SHARED.get_or_init(|| Shared::find().map_err(|error| error.to_string()));
        match shared {
            Ok(Shared::Given(server)) => Ok(server),
            Ok(Shared::Own(cluster)) => Ok(cluster.server()),
            Err(message) => Err(Error::other(message.clone())),
        }
    }

    #[must_use]
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// The URL of the maintenance database, as a superuser.
    #[must_use]
    pub fn url(&self) -> &str {
        self.server.url()
    }

    /// Makes the database `name` and gives its URL.
    pub fn database(&self, name: &str) -> Result<String> {
        self.server.database(name)
    }
}

#[derive(Debug)]
enum Shared {
    Given(Server),
    Own(Cluster),
}

impl Shared {
    fn find() -> Result<Self> {
        match variable(SHARED_URL) {
            Some(url) => Ok(Self::Given(Server {
                url: url.to_string_lossy().into_owned(),
                psql: find("psql").ok_or_else(|| missing("psql"))?,
            })),
            None => Cluster::start(Durability::None, &[]).map(Self::Own),
        }
    }
}

/// The temporary folder of one cluster, and the user who may own it: `initdb` refuses to run as root.
#[derive(Debug)]
struct Folder {
    path: PathBuf,
    owner: Option<(u32, u32)>,
}

impl Folder {
    fn new() -> Result<Self> {
        let path = (0..u32::MAX)
            .map(|n| std::env::temp_dir().join(format!("sightline-pg-{}-{n}", std::process::id())))
            .find_map(|path| match DirBuilder::new().mode(0o700).create(&path) {
                Ok(()) => Some(Ok(path)),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => None,
                Err(error) => Some(Err(error)),
            })
            .ok_or_else(|| Error::other("the temporary folder is full"))??;
        let mut folder = Self { path, owner: None };
        if fs::metadata(&folder.path)?.uid() == 0 {
            let (user, group) = unprivileged()?;
            chown(&folder.path, Some(user), Some(group))?;
            folder.owner = Some((user, group));
        }
        Ok(folder)
    }

    fn data(&self) -> PathBuf {
        self.path.join("data")
    }

    fn log(&self) -> String {
        fs::read_to_string(self.path.join("log")).unwrap_or_default()
    }

    /// A command that runs here as the folder's owner and speaks English.
    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.path).env("LC_ALL", "C");
        if let Some((user, group)) = self.owner {
            command.uid(user).gid(group);
        }
        command
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// The process that holds the server; see [`GUARD`].
#[derive(Debug)]
struct Guard(Child);

impl Guard {
    fn spawn(
        folder: &Folder,
        postgres: &Path,
        port: u16,
        durability: Durability,
        settings: &[(&str, &str)],
    ) -> Result<Self> {
        let mut command = folder.command("sh");
        command
            .args(["-c", GUARD, "sh"])
            .arg(&folder.path)
            .arg(postgres)
            .arg("-D")
            .arg(folder.data())
            .arg("-k")
            .arg(&folder.path)
            .args(["-h", "127.0.0.1", "-p", &port.to_string()])
            .args(["-c", "max_connections=200", "-c", "timezone=UTC"]);
        if durability == Durability::None {
            command.args(["-c", "fsync=off", "-c", "synchronous_commit=off"]);
            command.args(["-c", "full_page_writes=off"]);
        }
        for (name, value) in settings {
            command.args(["-c", &format!("{name}={value}")]);
        }
        // A group of its own, so that Ctrl-C reaches the owner first and the server ends after its clients.
        let child = command
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        Ok(Self(child))
    }

    /// Reads the state that the server itself keeps in `postmaster.pid`, as `pg_ctl` does.
    fn wait_until_ready(mut self, folder: &Folder, deadline: Instant) -> Result<Self> {
        let state = folder.data().join("postmaster.pid");
        loop {
            let text = fs::read_to_string(&state).unwrap_or_default();
            if text
                .lines()
                .nth(7)
                .is_some_and(|line| line.starts_with("ready"))
            {
                return Ok(self);
            }
            if self.0.try_wait()?.is_some() || Instant::now() >= deadline {
                let log = folder.log();
                let kind = match log.contains("Address already in use") {
                    true => ErrorKind::AddrInUse,
                    false => ErrorKind::Other,
                };
                let log = log.trim();
                return Err(Error::new(kind, format!("PostgreSQL did not start: {log}")));
            }
            pause();
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let deadline = Instant::now() + PATIENCE;
        while matches!(self.0.try_wait(), Ok(None)) && Instant::now() < deadline {
            pause();
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The binary `name`: in `PG_BIN`, else in the newest of Debian's versions, else on the `PATH`.
#[must_use]
pub fn find(name: &str) -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    versions.sort_by_key(|(version, _)| std::cmp::Reverse(*version));

    let on_path = variable("PATH").unwrap_or_default();
    variable("PG_BIN")
        .map(PathBuf::from)
        .into_iter()
        .chain(versions.into_iter().map(|(_, folder)| folder))
        .chain(std::env::split_paths(&on_path))
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
}

fn missing(program: &str) -> Error {
    let text = format!(
        "PostgreSQL's `{program}` was not found: install PostgreSQL 15 or later, or set PG_BIN to the folder \
         of its programs"
    );
    Error::new(ErrorKind::NotFound, text)
}

/// The user and group that run the server when we are root.
fn unprivileged() -> Result<(u32, u32)> {
    let id = |which: &str, user: &str| {
        let output = Command::new("id").args([which, user]).output().ok()?;
        String::from_utf8(output.stdout)
            .ok()?
            .trim()
            .parse::<u32>()
            .ok()
    };
    ["postgres", "nobody"]
        .iter()
        .find_map(|user| Some((id("-u", user)?, id("-g", user)?)))
        .ok_or_else(|| {
            Error::other("PostgreSQL cannot run as root, and no user `postgres` was found")
        })
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}

fn identifier(name: &str) -> Result<String> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if name.is_empty() || name.len() > 63 || !name.bytes().all(plain) {
        let text = format!("{name:?} is not a database name: a-z, 0-9 and _ only, 63 at most");
        return Err(Error::new(ErrorKind::InvalidInput, text));
    }
    Ok(format!("\"{name}\""))
}

/// The same server's URL with another database; what follows a `?` is kept.
fn with_database(url: &str, name: &str) -> String {
    let (address, query) = match url.split_once('?') {
        Some((address, query)) => (address, format!("?{query}")),
        None => (url, String::new()),
    };
    let (scheme, rest) = address.split_once("://").unwrap_or(("postgres", address));
    let authority = rest
        .split_once('/')
        .map_or(rest, |(authority, _)| authority);
    format!("{scheme}://{authority}/{name}{query}")
}

fn run(command: &mut Command) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| Error::new(error.kind(), format!("{program}: {error}")))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.trim();
    Err(Error::other(format!(
        "{program}: {}: {said}",
        output.status
    )))
}

#[expect(
    clippy::disallowed_methods,
    reason = "where programs are is the machine's affair, not the product's"
)]
fn variable(name: &str) -> Option<std::ffi::OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

#[expect(
    clippy::disallowed_methods,
    reason = "another process tells us nothing; only looking again does"
)]
fn pause() {
    std::thread::sleep(Duration::from_millis(10));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead as _, BufReader, Read as _};
    use std::net::TcpStream;

    fn address(url: &str) -> String {
        let (_, rest) = url.split_once('@').unwrap();
        rest.split_once('/').unwrap().0.to_owned()
    }

    fn soon(mut holds: impl FnMut() -> bool) -> bool {
        let deadline = Instant::now() + PATIENCE;
        while !holds() {
            if Instant::now() >= deadline {
                return false;
            }
            pause();
        }
        true
    }

    #[test]
    fn a_cluster_makes_databases_and_is_gone_when_dropped() {
        let cluster = Cluster::start(Durability::None, &[("work_mem", "8MB")]).unwrap();
        let (address, folder) = (address(cluster.url()), cluster._folder.path.clone());

        let named = cluster.database("named").unwrap();
        assert!(named.ends_with("/named"), "{named}");
        let again = cluster.database("named").unwrap_err().to_string();
        assert!(again.contains("already exists"), "{again}");
        let (one, two) = (
            cluster.server().fresh_database(),
            cluster.server().fresh_database(),
        );
        assert_ne!(one.unwrap(), two.unwrap());

        drop(cluster);
        assert!(
            TcpStream::connect(&address).is_err(),
            "the server still answers"
        );
        assert!(!folder.exists(), "{} is left over", folder.display());
    }

    #[test]
    fn a_cluster_ends_with_a_process_that_was_killed() {
        let mut owner = Command::new(std::env::current_exe().unwrap())
            .args([
                "--ignored",
                "--exact",
                "--nocapture",
                "postgres::tests::an_owner_that_waits_to_be_killed",
            ])
            .env_remove(SHARED_URL)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let line = BufReader::new(owner.stdout.take().unwrap())
            .lines()
            .map(|line| line.unwrap())
            .find(|line| line.starts_with("cluster "))
            .unwrap();
        let mut words = line.split(' ').skip(1);
        let (address, folder) = (
            address(words.next().unwrap()),
            PathBuf::from(words.next().unwrap()),
        );
        assert!(
            TcpStream::connect(&address).is_ok(),
            "the server does not answer"
        );

        owner.kill().unwrap();
        owner.wait().unwrap();

        assert!(
            soon(|| TcpStream::connect(&address).is_err()),
            "the server still answers"
        );
        assert!(
            soon(|| !folder.exists()),
            "{} is left over",
            folder.display()
        );
    }

    #[test]
    #[ignore = "run by the test above, in a process of its own"]
    fn an_owner_that_waits_to_be_killed() {
        let server = Cluster::shared().unwrap();
        let number = server.url().rsplit_once(':').unwrap().1;
        let port = number.split_once('/').unwrap().0;
        let socket = format!(".s.PGSQL.{port}");
        let folder = fs::read_dir(std::env::temp_dir())
            .unwrap()
            .flatten()
            .find(|entry| entry.path().join(&socket).exists())
            .unwrap();
        println!("\ncluster {} {}", server.url(), folder.path().display());
        std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
    }

    #[test]
    fn a_setting_that_the_server_refuses_is_told_in_its_words() {
        let error = Cluster::start(Durability::Full, &[("no_such_setting", "1")]).unwrap_err();
        assert!(error.to_string().contains("no_such_setting"), "{error}");
    }

    #[test]
    fn a_database_name_cannot_carry_sql() {
        for name in ["", "a b", "a\"; DROP DATABASE x; --", "Ä", &"x".repeat(64)] {
            assert!(identifier(name).is_err(), "{name}");
        }
    }

    #[test]
    fn the_database_of_a_url_is_replaced_and_its_options_stay() {
        for (url, expected) in [
            ("postgres://u:p@h:1/postgres", "postgres://u:p@h:1/new"),
            ("postgres://u@h", "postgres://u@h/new"),
            (
                "postgresql://u@h/a?sslmode=disable",
                "postgresql://u@h/new?sslmode=disable",
            ),
        ] {
            assert_eq!(with_database(url, "new"), expected);
        }
    }
}
