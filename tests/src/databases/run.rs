//! The folder of this test run, and a guard that removes it, and stops what runs in it, however the run ends.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

/// Ends when this process ends, by its closed standard input; ends the cluster then and removes the folder.
const GUARD: &str = r#"
trap '' HUP INT TERM
cat >/dev/null
pid=$(head -n 1 "$1/postgres/data/postmaster.pid" 2>/dev/null)
if [ -n "$pid" ]; then
  kill -QUIT "$pid"
  while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
fi
rm -rf "$1"
"#;

struct Run {
    folder: PathBuf,
    /// Kept for its standard input.
    _guard: Child,
}

/// The folder of this test run.
#[must_use]
pub(crate) fn directory() -> &'static Path {
    static RUN: OnceLock<Run> = OnceLock::new();
    let run = RUN.get_or_init(|| {
        let folder = tempfile::Builder::new().prefix("ribambelle-").tempdir().unwrap().keep();
        // PostgreSQL may run as another user, who must be able to reach its part
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).unwrap();
        let guard = Command::new("sh")
            .args(["-c", GUARD, "guard"])
            .arg(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell");
        Run { folder, _guard: guard }
    });
    &run.folder
}

/// A folder within it, removed when it is dropped.
pub(super) fn folder() -> tempfile::TempDir {
    tempfile::TempDir::new_in(directory()).unwrap()
}
