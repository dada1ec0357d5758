//! The style sheet of an entry point, with what it imports and the Open Props values that the app uses, in one file.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result, bail};

use super::custom_properties::{named_in, used_in};
use super::{Entry, open_props};
use crate::{paths, process};

/// The oldest browsers the sheet is written for: nesting, layers and `light-dark()` are rewritten for them as needed.
const BROWSERS: &str = "chrome >= 111, firefox >= 115, safari >= 16.4";

/// The whole style sheet; an error names a custom property that nothing defines.
pub(super) fn bundle(entry: Entry, minified: bool) -> Result<Vec<u8>> {
    let properties = properties()?;
    let directory = paths::scratch()?;
    let (tokens, whole) = (directory.join("open-props.css"), directory.join("whole.css"));
    let (sheet, missing) = open_props::sheet(&properties.used)?;
    let missing: Vec<_> = missing.difference(&properties.defined).cloned().collect();
    if !missing.is_empty() {
        bail!("neither web/styles nor Open Props defines: {}", missing.join(", "));
    }
    fs::write(&tokens, sheet)?;
    let imports = format!(
        "@import '{}' layer(tokens);\n@import '{}';\n",
        tokens.display(),
        paths::at(entry.styles()).display()
    );
    fs::write(&whole, imports)?;
    let mut command = process::command(lightningcss()?);
    command.args(["--bundle", "--targets", BROWSERS]);
    if minified {
        command.arg("--minify");
    }
    process::output(command.arg(&whole))
}

/// The program of npm's `lightningcss-cli`. Its package carries a placeholder that an install script replaces; such
/// scripts may be switched off, so the program is taken from the package of this platform.
fn lightningcss() -> Result<std::path::PathBuf> {
    let modules = paths::build_tools().join("node_modules");
    for entry in fs::read_dir(&modules).with_context(|| format!("cannot read {}", modules.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with("lightningcss-cli-") && path.join("lightningcss").is_file() {
            return Ok(path.join("lightningcss"));
        }
    }
    bail!("npm installed no lightningcss for this platform in {}", modules.display())
}

/// Custom properties that the sources of the app name.
#[derive(Default)]
struct Properties {
    /// Used without a fallback, and not only where they are defined.
    used: BTreeSet<String>,
    /// Given a value by a style sheet or from Rust.
    defined: BTreeSet<String>,
}

fn properties() -> Result<Properties> {
    let mut properties = Properties::default();
    for file in paths::files_under(&paths::at("web/styles"), "css")? {
        let text = fs::read_to_string(&file)?;
        properties.used.extend(used_in(&text));
        properties
            .defined
            .extend(named_in(&text).into_iter().filter(|(_, next)| *next == Some(':')).map(|it| it.0));
        let declared = text.split("@property").skip(1).filter_map(|rest| named_in(rest).into_iter().next());
        properties.defined.extend(declared.map(|it| it.0));
    }
    for file in paths::files_under(&paths::at("web/src"), "rs")? {
        let text = fs::read_to_string(&file)?;
        properties.used.extend(used_in(&text));
        properties.defined.extend(named_in(&text).into_iter().map(|it| it.0));
    }
    Ok(properties)
}
