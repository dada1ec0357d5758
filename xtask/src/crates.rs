//! The cargo commands, each always with the same selection of packages, so that features stay unified and nothing is
//! built twice.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::{paths, process};

/// The browser's target.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// A `cargo` command, by the cargo that runs `xtask`.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = process::command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    command
}

/// Builds the server and its library; the path of the binary.
pub(crate) fn server() -> Result<PathBuf> {
    process::run(&mut cargo(&["build"]))?;
    Ok(paths::server())
}

/// Builds a binary or library for the browser; the path of the module.
pub(crate) fn wasm(package: &str, selection: &[&str], file: &str, optimised: bool) -> Result<PathBuf> {
    let profile = if optimised { "web" } else { "dev" };
    let mut command = cargo(&["build", "--package", package, "--target", WASM, "--profile", profile]);
    process::run(command.args(selection))?;
    let directory = if optimised { "web" } else { "debug" };
    Ok(paths::target().join(WASM).join(directory).join(file))
}
