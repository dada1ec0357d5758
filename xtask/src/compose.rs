//! The production shape, checked without an engine: `docker-compose.yml`, the images it builds, the environment it gives.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{paths, process};

const FILE: &str = "docker-compose.yml";

/// Where the names of the configuration are documented.
const DOCUMENTATION: &str = "docs/configuration.md";

/// Fails with everything that is wrong, a line each.
pub(crate) fn check() -> Result<()> {
    let text = fs::read_to_string(paths::at(FILE)).with_context(|| format!("cannot read {FILE}"))?;
    let compose: Value = serde_saphyr::from_str(&text).with_context(|| format!("{FILE} is no YAML"))?;
    let mut wrong = shape(&compose);
    wrong.extend(images(&compose)?);
    wrong.extend(environment(&text)?);
    if !wrong.is_empty() {
        bail!("{}", wrong.join("\n  "));
    }
    if engine_client() {
        process::run(process::command("docker").args(["compose", "--file", FILE, "config", "--quiet"]))?;
    }
    Ok(())
}

/// Services, replicas, and the names that services use of one another.
fn shape(compose: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    for name in ["postgres", "migrate", "api", "worker", "web", "smtp"] {
        if !compose["services"][name].is_object() {
            wrong.push(format!("{FILE}: there is no service `{name}`"));
        }
    }
    if compose["services"]["api"]["deploy"]["replicas"].as_u64().is_none_or(|replicas| replicas < 2) {
        wrong.push(format!("{FILE}: `api` needs at least two replicas"));
    }
    for (name, service) in services(compose) {
        let awaited = match &service["depends_on"] {
            Value::Object(awaited) => awaited.keys().cloned().collect(),
            Value::Array(awaited) => awaited.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        for other in awaited {
            if !compose["services"][&other].is_object() {
                wrong.push(format!("{FILE}: `{name}` waits for `{other}`, which is no service"));
            }
        }
        for volume in service["volumes"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let source = volume.split(':').next().unwrap_or_default();
            if !source.starts_with(['.', '/']) && compose["volumes"].get(source).is_none() {
                wrong.push(format!("{FILE}: `{name}` mounts `{source}`, which is no volume"));
            }
        }
    }
    wrong
}

fn services(compose: &Value) -> impl Iterator<Item = (&String, &Value)> {
    compose["services"].as_object().into_iter().flatten()
}

/// Every image has a version, every one that is built has its file.
fn images(compose: &Value) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    for (name, service) in services(compose) {
        if let Some(file) = service["build"]["dockerfile"].as_str() {
            let file = Path::new(service["build"]["context"].as_str().unwrap_or(".")).join(file);
            let text = fs::read_to_string(paths::at(&file))
                .with_context(|| format!("`{name}` is built by {}", file.display()))?;
            wrong.extend(dockerfile(&file.display().to_string(), &text));
        } else if let Some(image) = service["image"].as_str() {
            if !versioned(image) {
                wrong.push(format!("{FILE}: `{name}` uses `{image}` without a version"));
            }
        } else {
            wrong.push(format!("{FILE}: `{name}` has neither an image nor a dockerfile"));
        }
    }
    Ok(wrong)
}

fn dockerfile(file: &str, text: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut stages = BTreeSet::new();
    for line in text.lines() {
        let mut words = line.split_whitespace();
        if words.next() != Some("FROM") {
            continue;
        }
        let image = words.next().unwrap_or_default();
        if !stages.contains(image) && !versioned(image) {
            wrong.push(format!("{file}: `FROM {image}` has no version"));
        }
        if words.next().is_some_and(|word| word.eq_ignore_ascii_case("as")) {
            stages.extend(words.next());
        }
    }
    wrong
}

/// Whether an image's name ends in a version.
fn versioned(image: &str) -> bool {
    let name = image.rsplit('/').next().unwrap_or_default();
    name.split_once(':')
        .is_some_and(|(_, tag)| tag != "latest" && tag.contains(|it: char| it.is_ascii_digit()))
}

/// Every variable given is documented; a test of the server compares that page with what it reads.
fn environment(compose: &str) -> Result<Vec<String>> {
    let read =
        |file: &str| fs::read_to_string(paths::at(file)).with_context(|| format!("cannot read {file}"));
    let documented = variables(&read(DOCUMENTATION)?);
    let mut wrong = Vec::new();
    let example = "deploy/example.env";
    let texts = [(FILE, compose.to_owned()), (example, read(example)?)];
    for (file, text) in texts {
        let unknown = variables(&text);
        wrong.extend(
            unknown.difference(&documented).map(|it| format!("{file}: {DOCUMENTATION} does not know {it}")),
        );
    }
    Ok(wrong)
}

/// The names of our own variables in a text.
fn variables(text: &str) -> BTreeSet<String> {
    let words = text.split(|it: char| !(it.is_ascii_uppercase() || it.is_ascii_digit() || it == '_'));
    words.filter(|word| word.starts_with("RIBAMBELLE_")).map(str::to_owned).collect()
}

/// Whether `docker compose` answers; parsing needs no engine.
fn engine_client() -> bool {
    let mut command = process::command("docker");
    command.args(["compose", "version"]).output().is_ok_and(|it| it.status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_without_a_version_is_told() {
        assert!(versioned("postgres:15.14-bookworm"));
        assert!(!versioned("postgres"));
        assert!(!versioned("registry.example:5000/postgres:latest"));
        let text = "FROM rust:1.95 AS build\nFROM build\nFROM debian\n";
        assert_eq!(dockerfile("x", text), ["x: `FROM debian` has no version"]);
    }

    #[test]
    fn missing_pieces_are_told() {
        let compose = serde_json::json!({ "services": {
            "api": { "deploy": { "replicas": 1 }, "depends_on": ["nobody"], "volumes": ["lost:/data", "./here:/here"] }
        } });
        let wrong = shape(&compose).join("\n");
        for told in ["no service `smtp`", "at least two", "waits for `nobody`", "mounts `lost`"] {
            assert!(wrong.contains(told), "{told} in {wrong}");
        }
        assert!(!wrong.contains("./here"), "{wrong}");
    }
}
