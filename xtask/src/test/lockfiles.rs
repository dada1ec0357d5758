//! Lock files say which packages, never from which mirror: `deny.toml` checks cargo's, this checks npm's.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::paths;

const FILES: &[&str] = &["xtask/tools/package-lock.json", "tests/browser/package-lock.json"];

/// Fails when a lock file names a place (`omit-lockfile-registry-resolved` keeps npm from writing it), or a package
/// without a checksum.
pub(super) fn check() -> Result<()> {
    for file in FILES {
        let text = fs::read_to_string(paths::at(file)).with_context(|| format!("cannot read {file}"))?;
        let wrong = wrong_packages(&text).with_context(|| format!("{file} is no JSON"))?;
        if !wrong.is_empty() {
            bail!("{file}: with a place, or without a checksum: {}", wrong.join(", "));
        }
    }
    Ok(())
}

fn wrong_packages(text: &str) -> Result<Vec<String>> {
    let lock: serde_json::Value = serde_json::from_str(text)?;
    let packages = lock["packages"].as_object().into_iter().flatten().filter(|(name, _)| !name.is_empty());
    let wrong =
        packages.filter(|(_, package)| !package["resolved"].is_null() || !package["integrity"].is_string());
    Ok(wrong.map(|(name, _)| name.clone()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_and_a_missing_checksum_are_told() -> Result<()> {
        let lock = r#"{"packages": {
            "": {"name": "ours"},
            "node_modules/good": {"integrity": "sha512-x"},
            "node_modules/placed": {"resolved": "https://npm.example/x.tgz", "integrity": "sha512-x"},
            "node_modules/unsigned": {}
        }}"#;
        assert_eq!(wrong_packages(lock)?, ["node_modules/placed", "node_modules/unsigned"]);
        Ok(())
    }
}
