//! The `PostgreSQL` cluster of this test run: thrown away at its end, reached by a socket in its folder only.

use std::fmt::Write as _;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use super::run;

/// What makes tests fast and would lose data in a power cut; room for several servers per test.
const SETTINGS: [&str; 8] = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=",
    "max_connections=400",
    "max_wal_size=2GB",
    "log_lock_waits=on",
    "log_min_error_statement=panic",
];
/// Whom the cluster runs as when the tests run as root, which it refuses to.
const NOBODY: u32 = 65_534;
const MISSING: &str = "PostgreSQL 15 or later is not installed: apt-get install postgresql";

/// A running cluster.
pub(crate) struct Cluster {
    binaries: PathBuf,
    socket: PathBuf,
}

impl Cluster {
    /// The one of this test run, started by the first test that asks.
    ///
    /// # Panics
    ///
    /// When `PostgreSQL` is not installed: its tests are never skipped.
    #[must_use]
    pub(crate) fn of_this_run() -> &'static Self {
        static CLUSTER: OnceLock<Cluster> = OnceLock::new();
        CLUSTER.get_or_init(Self::start)
    }

    fn start() -> Self {
        let binaries = installed().expect(MISSING);
        let socket = run::directory().join("postgres");
        std::fs::create_dir(&socket).unwrap();
        let owner = unprivileged();
        if let Some(id) = owner {
            std::os::unix::fs::chown(&socket, Some(id), Some(id)).unwrap();
        }
        let run = |program: &str, arguments: &[&str]| {
            let mut command = Command::new(binaries.join(program));
            command.args(arguments).current_dir(&socket).env("LC_ALL", "C.UTF-8");
            if let Some(id) = owner {
                command.uid(id).gid(id);
            }
            // it goes on running: it must not hold the pipes of this process
            let log = socket.join(format!("{program}.log"));
            let written = std::fs::File::create(&log).unwrap();
            command.stdout(written.try_clone().unwrap()).stderr(written);
            let status = command.status().expect(MISSING);
            assert!(status.success(), "{program}: {}", std::fs::read_to_string(&log).unwrap_or_default());
        };
        run(
            "initdb",
            &["--pgdata=data", "--username=ribambelle", "--auth=trust", "--encoding=UTF8", "--no-sync"],
        );
        let mut options = format!("-c unix_socket_directories={}", socket.display());
        for setting in SETTINGS {
            write!(options, " -c {setting}").unwrap();
        }
        run("pg_ctl", &["start", "--wait", "--pgdata=data", "--log=server.log", "--options", &options]);
        Self { binaries, socket }
    }

    /// How to reach a database of the cluster.
    #[must_use]
    pub(crate) fn url(&self, name: &str) -> String {
        format!("postgres://ribambelle@localhost/{name}?host={}", self.socket.display())
    }

    /// Makes a database as a copy of `template`; its URL.
    #[must_use]
    pub(crate) fn create(&self, template: &str) -> String {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        self.create_named(&name, template);
        self.url(&name)
    }

    pub(super) fn create_named(&self, name: &str, template: &str) {
        // a copy by files is cheap without fsync, and faster than one through the log
        let _ = self.psql(&format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY"));
    }

    /// Runs one statement in the cluster's own database, by `psql`; what it prints.
    ///
    /// # Panics
    ///
    /// When the statement fails.
    #[must_use]
    pub(crate) fn psql(&self, statement: &str) -> String {
        let run = Command::new(self.binaries.join("psql"))
            .args(["--no-psqlrc", "--tuples-only", "--no-align", "--command", statement])
            .arg(self.url("postgres"))
            .output()
            .expect(MISSING);
        assert!(run.status.success(), "{statement}: {}", String::from_utf8_lossy(&run.stderr));
        String::from_utf8_lossy(&run.stdout).into_owned()
    }
}

/// The programs of the newest version that is there: Debian's place, or the search path.
fn installed() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<(u32, PathBuf)> = debian
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(version, binaries)| *version >= 15 && binaries.join("initdb").is_file())
        .collect();
    versions.sort();
    versions.pop().map(|(_, binaries)| binaries).or_else(on_path)
}

fn on_path() -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).find(|folder| folder.join("initdb").is_file())
}

fn unprivileged() -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    // who owns a folder that this process has made is who it runs as
    (std::fs::metadata(run::directory()).unwrap().uid() == 0).then(|| account(Path::new("/etc/passwd")))
}

/// The account that Debian's package makes, or nobody's.
fn account(file: &Path) -> u32 {
    let passwd = std::fs::read_to_string(file).unwrap_or_default();
    let line = passwd.lines().find(|line| line.starts_with("postgres:"));
    line.and_then(|line| line.split(':').nth(2)?.parse().ok()).unwrap_or(NOBODY)
}
