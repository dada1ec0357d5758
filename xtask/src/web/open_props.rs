//! Open Props: only the values that the app uses, with the values those are made of.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use anyhow::{Context, Result};

use super::custom_properties::used_in;
use crate::{cache, paths, process};

/// Open Props marks what stands beside a property's own value: the value in dark mode, the steps of an animation.
const DARK: &str = "-@media:dark";
const KEYFRAMES: &str = "-@";

/// A style sheet with these properties, and those of them that Open Props does not know.
pub(super) fn sheet(used: &BTreeSet<String>) -> Result<(String, BTreeSet<String>)> {
    Ok(sheet_of(&values()?, used))
}

fn sheet_of(values: &BTreeMap<String, String>, used: &BTreeSet<String>) -> (String, BTreeSet<String>) {
    let mut missing = BTreeSet::new();
    let mut needed = BTreeSet::new();
    let mut left: Vec<String> = used.iter().cloned().collect();
    while let Some(name) = left.pop() {
        let Some(value) = values.get(&name) else {
            missing.insert(name);
            continue;
        };
        let dark = values.get(&format!("{name}{DARK}")).map(String::as_str).unwrap_or_default();
        if needed.insert(name) {
            left.extend(used_in(value));
            left.extend(used_in(dark));
        }
    }
    let (mut light, mut dark, mut keyframes) = (String::new(), String::new(), String::new());
    for name in &needed {
        // writing to a string cannot fail
        let _ = writeln!(light, "{name}: {};", values[name]);
        if let Some(value) = values.get(&format!("{name}{DARK}")) {
            let _ = writeln!(dark, "{name}: {value};");
        }
        if let Some(steps) = values.get(&format!("{name}{KEYFRAMES}")) {
            let _ = writeln!(keyframes, "{steps}");
        }
    }
    let sheet = format!(
        ":where(html) {{\n{light}}}\n@media (prefers-color-scheme: dark) {{ :where(html) {{\n{dark}}} }}\n{keyframes}"
    );
    (sheet, missing)
}

/// Every value of the installed Open Props, by its name; node reads its module.
fn values() -> Result<BTreeMap<String, String>> {
    let script = "import props from 'open-props'; process.stdout.write(JSON.stringify(props))";
    let package = paths::build_tools().join("node_modules/open-props/package.json");
    let package = std::fs::read(&package).with_context(|| format!("cannot read {}", package.display()))?;
    let json = cache::cached("open-props", &[&package], || {
        let mut node = process::command("node");
        node.current_dir(paths::build_tools()).args(["--input-type=module", "--eval", script]);
        process::output(&mut node)
    })?;
    let values: BTreeMap<String, serde_json::Value> = serde_json::from_slice(&json)?;
    let text = |value: serde_json::Value| match value {
        serde_json::Value::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    };
    Ok(values
        .into_iter()
        .filter(|(name, _)| name.starts_with("--"))
        .map(|(name, it)| (name, text(it)))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_brings_what_it_is_made_of_and_nothing_else() {
        let values = [
            ("--shadow-1", "0 1px hsl(var(--shadow-color))"),
            ("--shadow-color", "220 3% 15%"),
            ("--shadow-color-@media:dark", "220 40% 2%"),
            ("--size-1", "1px"),
        ];
        let values = values.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        let (sheet, missing) = sheet_of(&values, &["--shadow-1".to_owned(), "--ours".to_owned()].into());
        assert!(sheet.contains("--shadow-color: 220 3% 15%;") && sheet.contains("220 40% 2%"), "{sheet}");
        assert!(!sheet.contains("--size-1"), "{sheet}");
        assert_eq!(missing, ["--ours".to_owned()].into());
    }
}
