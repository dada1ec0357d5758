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

/// Builds a library for the browser; the path of the module.
pub(crate) fn wasm_library(package: &str, file: &str) -> Result<PathBuf> {
    process::run(&mut cargo(&["build", "--package", package, "--target", WASM, "--profile", "web"]))?;
    Ok(paths::target().join(WASM).join("web").join(file))
}

/// Builds all entry points of the app for the browser, at the same time; the folder of their modules.
pub(crate) fn entries(optimised: bool) -> Result<PathBuf> {
    let (profile, directory) = if optimised { ("web", "web") } else { ("dev", "debug") };
    process::run(&mut cargo(&[
        "build",
        "--package",
        "web",
        "--bins",
        "--target",
        WASM,
        "--profile",
        profile,
    ]))?;
    Ok(paths::target().join(WASM).join(directory))
}
