//! The tests that cargo runs.

use std::process::Command;

use anyhow::{Result, bail};

use super::counts::Counts;
use crate::{crates, process, tools};

/// The tests of the workspace, on SQLite and on a PostgreSQL that they start themselves, with the rules also compiled
/// to WebAssembly.
pub(super) fn workspace() -> Result<Counts> {
    tools::postgresql()?;
    let s3_server = tools::moto()?;
    tools::web()?;
    let rules = crates::wasm_library("rules-wasm", "rules_wasm.wasm")?;
    let mut tests = crates::cargo(&["test", "--no-fail-fast"]);
    count(tests.env("RIBAMBELLE_RULES_WASM", rules).env("RIBAMBELLE_S3_SERVER", s3_server))
}

/// The tests of what the app decides without a browser.
pub(super) fn web() -> Result<Counts> {
    count(&mut crates::cargo(&["test", "--no-fail-fast", "--package", "web", "--lib"]))
}

/// The tests of the automation itself.
pub(super) fn xtask() -> Result<Counts> {
    count(&mut crates::cargo(&["test", "--no-fail-fast", "--package", "xtask"]))
}

/// Runs a `cargo test` to its end and counts.
fn count(command: &mut Command) -> Result<Counts> {
    super::environment(command);
    let mut counts = Counts::default();
    let mut failed = Vec::new();
    let well = process::run_seeing(command, |line| {
        if let Some(more) = Counts::of_cargo(line) {
            counts += more;
        } else if let Some(name) =
            line.strip_prefix("test ").and_then(|line| line.strip_suffix(" ... FAILED"))
        {
            failed.push(name.to_owned());
        }
    })?;
    if !failed.is_empty() {
        println!("✗ failed: {}", failed.join(", "));
    }
    if !well && counts.failed == 0 {
        bail!("`{}` failed before or outside its tests", process::shown(command));
    }
    Ok(counts)
}
