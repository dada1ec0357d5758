//! `cargo xtask test`: everything that continuous integration checks, each step whatever the others say.

mod browser;
mod counts;
mod lockfiles;
mod native;
mod report;

use std::process::ExitCode;

use anyhow::Result;

use crate::{compose, crates, openapi, paths, process, tools, web};
use counts::Counts;
use report::Report;

/// Options of `cargo xtask test`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Only these steps, by the names of the table at the end.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
}

/// Runs the steps, cheap ones first; the last line is `N passed, N failed` over all test runners.
pub(crate) fn test(arguments: &Arguments) -> ExitCode {
    let mut report = Report::new(&arguments.only);
    report.step("format", || check(&["fmt", "--all", "--check"]));
    report.step("lint", || check(&["clippy", "--all-targets", "--", "--deny", "warnings"]));
    report.step("lint-xtask", || {
        check(&["clippy", "--package", "xtask", "--all-targets", "--", "--deny", "warnings"])
    });
    report.step("lint-web", lint_web);
    report.step("dependencies", dependencies);
    report.step("compose", || compose::check().map(|()| Counts::default()));
    report.step("xtask", native::xtask);
    report.step("app", app);
    report.step("server", || crates::server().map(|_| Counts::default()));
    report.step("contract", || openapi::check().map(|()| Counts::default()));
    report.step("tests", native::workspace);
    report.step("web", native::web);
    report.step("browser", browser::tests);
    report.close()
}

fn check(arguments: &[&str]) -> Result<Counts> {
    process::run(&mut crates::cargo(arguments)).map(|()| Counts::default())
}

fn lint_web() -> Result<Counts> {
    tools::web()?;
    for package in ["web", "rules-wasm"] {
        check(&["clippy", "--package", package, "--target", crates::WASM, "--", "--deny", "warnings"])?;
    }
    Ok(Counts::default())
}

fn dependencies() -> Result<Counts> {
    lockfiles::check()?;
    tools::cargo_deny()?;
    // two versions of one crate are a warning, for whoever runs `cargo deny check`
    check(&["deny", "--workspace", "--log-level", "error", "check", "bans", "licenses", "sources"])
}

fn app() -> Result<Counts> {
    tools::web()?;
    web::make(web::Build::Optimised)?.check()?;
    Ok(Counts::default())
}

/// What tests of other processes need to know: the server's binary and the app it serves.
fn environment(command: &mut std::process::Command) {
    command.env("RIBAMBELLE_BIN", paths::server()).env("RIBAMBELLE_WEB_ROOT", web::directory());
}
