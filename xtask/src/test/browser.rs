//! The tests in a real browser: Playwright with Debian's Chromium against the built server and the built app.

use std::fs;

use anyhow::{Context, Result, bail};

use super::counts::Counts;
use crate::{paths, process, tools};

/// Runs Playwright and counts.
pub(super) fn tests() -> Result<Counts> {
    tools::browser()?;
    let report = paths::target().join("xtask").join("playwright.json");
    if report.exists() {
        fs::remove_file(&report)?;
    }
    let mut command = process::command("npx");
    command.current_dir(paths::at("tests/browser")).args(["playwright", "test", "--reporter=list,json"]);
    command.env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report);
    super::environment(&mut command);
    let well = process::run_seeing(&mut command, |_| ())?;
    let report = fs::read(&report).context("Playwright did not run to its end")?;
    let counts = Counts::of_playwright(&report)?;
    if !well && counts.failed == 0 {
        bail!("Playwright failed outside its tests");
    }
    Ok(counts)
}
