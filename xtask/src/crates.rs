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

/// Builds an entry point of the app for the browser, with what it takes to split it; the path of the module.
pub(crate) fn entry(name: &str, optimised: bool) -> Result<PathBuf> {
    let (profile, directory) = if optimised { ("web", "web") } else { ("dev", "debug") };
    let mut command =
        cargo(&["rustc", "--package", "web", "--bin", name, "--target", WASM, "--profile", profile]);
    // the splitter follows the relocations to know who needs what
    process::run(command.args(["--", "-C", "link-args=--emit-relocs"]))?;
    Ok(paths::target().join(WASM).join(directory).join(format!("{name}.wasm")))
}
