//! `cargo xtask openapi`: the contract, written by the server without a database.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::step::step;
use crate::{crates, paths, process};

const DOCUMENT: &str = "openapi/openapi.json";

/// Writes the document.
pub(crate) fn write() -> Result<()> {
    step("Build the server", crates::server)?;
    fs::write(paths::at(DOCUMENT), document()?).with_context(|| format!("cannot write {DOCUMENT}"))?;
    println!("{DOCUMENT} is written.");
    Ok(())
}

/// An error when the committed document is not what the server says; the server is built.
pub(crate) fn check() -> Result<()> {
    let committed = fs::read(paths::at(DOCUMENT)).with_context(|| format!("cannot read {DOCUMENT}"))?;
    if committed != document()? {
        bail!("{DOCUMENT} is stale: run `cargo xtask openapi` and commit it");
    }
    Ok(())
}

fn document() -> Result<Vec<u8>> {
    process::output(process::command(paths::server()).arg("openapi"))
}
