//! The `ribambelle` binary as a process of its own.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

/// The binary: the one named by `RIBAMBELLE_BIN`, or the one that was built beside these tests.
#[must_use]
pub fn binary() -> PathBuf {
    if let Some(named) = std::env::var_os("RIBAMBELLE_BIN") {
        return named.into();
    }
    let mut folder = std::env::current_exe().unwrap();
    // target/<profile>/deps/<test>
    folder.pop();
    folder.pop();
    let binary = folder.join("ribambelle");
    assert!(
        binary.is_file(),
        "{} is missing: run `cargo build`, or name another by RIBAMBELLE_BIN",
        binary.display()
    );
    binary
}

/// The binary with arguments, and no settings of the machine it runs on.
pub fn command<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(binary());
    command.args(arguments);
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("RIBAMBELLE_"))
    {
        command.env_remove(name);
    }
    command
}

/// Runs the binary to its end.
#[must_use]
pub fn run<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Output {
    command(arguments).stdin(Stdio::null()).output().unwrap()
}

/// What a run that must succeed printed.
#[must_use]
pub fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// A process that is killed when the test ends.
pub struct Process(Child);

impl Process {
    /// Starts a command; what it prints goes where the test's output goes.
    #[must_use]
    pub fn start(command: &mut Command) -> Self {
        Self(command.stdin(Stdio::null()).spawn().unwrap())
    }

    /// Starts a command and waits until it has printed a line that contains `words`; what it has printed until then.
    #[must_use]
    pub fn start_until(command: &mut Command, words: &str) -> (Self, String) {
        let mut process = Self(command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap());
        let mut printed = String::new();
        let mut lines = BufReader::new(process.0.stdout.take().unwrap()).lines();
        while !printed.contains(words) {
            let line = lines.next().unwrap_or_else(|| panic!("the process ended: {printed}")).unwrap();
            printed.push_str(&line);
            printed.push('\n');
        }
        // what it prints later goes nowhere, without stopping it
        std::thread::spawn(move || lines.for_each(drop));
        (process, printed)
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// Sends it a signal, such as `TERM`.
    pub fn signal(&self, name: &str) {
        let status =
            Command::new("kill").args([&format!("-{name}"), &self.id().to_string()]).status().unwrap();
        assert!(status.success(), "kill -{name}");
    }

    /// Waits for its end.
    pub fn wait(&mut self, patience: Duration) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.0.try_wait().unwrap() {
                return status;
            }
            assert!(begun.elapsed() < patience, "the process did not end within {patience:?}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // it may have ended already
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
