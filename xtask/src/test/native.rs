//! The tests that cargo runs.

use anyhow::{Result, bail};

use super::counts::Counts;
use crate::{crates, paths, process, tools};

/// The tests of the workspace, on SQLite and on a PostgreSQL that they start themselves, with the rules also compiled
/// to WebAssembly.
pub(super) fn workspace() -> Result<Counts> {
    tools::postgresql()?;
    tests(&[])
}

/// Runs `cargo test` to its end and counts.
pub(super) fn tests(selection: &[&str]) -> Result<Counts> {
    let mut command = crates::cargo(&["test", "--no-fail-fast"]);
    command.args(selection);
    super::environment(&mut command);
    if let Some(rules) = rules_module(selection)? {
        command.env("RIBAMBELLE_RULES_WASM", rules);
    }
    let mut counts = Counts::default();
    let mut failed = Vec::new();
    let well = process::run_seeing(&mut command, |line| {
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
    } else if !well {
        bail!("`{}` failed before or outside its tests", process::shown(&command));
    }
    Ok(counts)
}

/// The rules as the browser runs them, for the tests that compare both compilations.
fn rules_module(selection: &[&str]) -> Result<Option<std::path::PathBuf>> {
    if !selection.is_empty() || !paths::at("tests/rules-wasm").is_dir() {
        return Ok(None);
    }
    tools::web()?;
    crates::wasm("rules-wasm", &[], "rules_wasm.wasm", true).map(Some)
}
