//! Where things are in the repository.

use std::path::{Path, PathBuf};

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// A path in the repository, from its root.
pub(crate) fn at(relative: impl AsRef<Path>) -> PathBuf {
    root().join(relative)
}

/// Where cargo builds: `CARGO_TARGET_DIR`, or `target/`.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| at("target"), |directory| root().join(directory))
}

/// The server as `crates::server` builds it.
pub(crate) fn server() -> PathBuf {
    target().join("debug").join("ribambelle")
}

/// A directory for the intermediate files of this run alone: two builds may run at once.
pub(crate) fn scratch() -> std::io::Result<PathBuf> {
    let directory = target().join("xtask").join(format!("run-{}", std::process::id()));
    std::fs::create_dir_all(&directory)?;
    Ok(directory)
}

/// The npm packages that `web` builds with.
pub(crate) fn build_tools() -> PathBuf {
    at("xtask/tools")
}

/// All files under a directory whose name ends so, in a stable order; none where the directory is missing.
pub(crate) fn files_under(directory: &Path, extension: &str) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if !directory.is_dir() {
        return Ok(found);
    }
    for entry in std::fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files_under(&path, extension)?);
        } else if extension.is_empty() || path.extension().is_some_and(|it| it == extension) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
