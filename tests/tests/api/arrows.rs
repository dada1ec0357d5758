//! The house: arrows only go down (DESIGN §3).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Modules of `api` that name no feature.
const INFRASTRUCTURE: [&str; 26] = [
    "auth",
    "bounded",
    "carry_over",
    "clock",
    "config",
    "db",
    "digest",
    "entities",
    "error",
    "files",
    "history",
    "http",
    "idempotency",
    "jobs",
    "mail",
    "markdown",
    "migrations",
    "serve",
    "storage",
    "telemetry",
    "testing",
    "toml_file",
    "vault",
    "app",
    "lib",
    "main",
];
/// Crates that do IO, read clocks or are frameworks: not for the domain.
const NOT_IN_SHARED: [&str; 12] = [
    "tokio",
    "actix_web",
    "sea_orm",
    "reqwest",
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "SystemTime",
    "Instant::now",
    "Utc::now",
    "leptos",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Rust files below a folder, with their text, tests inside them left out.
fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned();
            found.push((path, text));
        }
    }
    found
}

/// The module of `api/src` that a file belongs to.
fn module(path: &Path) -> String {
    let below = path.strip_prefix(root().join("api/src")).unwrap();
    let first = below.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Modules named by `crate::name` in a text, also in groups `use crate::{a, b::c};`.
fn named(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for rest in text.split("crate::").skip(1) {
        if let Some(group) = rest.strip_prefix('{') {
            let group = group.split("};").next().unwrap_or_default();
            let mut depth = 0;
            let mut word = String::new();
            for letter in group.chars().chain([',']) {
                match letter {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        names.insert(word.trim().split("::").next().unwrap_or_default().to_owned());
                        word.clear();
                        continue;
                    }
                    _ => {}
                }
                word.push(letter);
            }
        } else {
            names.insert(
                rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect(),
            );
        }
    }
    names.remove("");
    names
}

#[test]
fn names_are_found_in_groups_too() {
    let text = "use crate::db::Db;\nuse crate::{mails, organisation::{self, Snapshots}, error::Error};\ncrate::auth::x()";
    let expected = ["auth", "db", "error", "mails", "organisation"].map(str::to_owned);
    assert_eq!(named(text), BTreeSet::from(expected));
}

fn features() -> BTreeSet<String> {
    let modules = sources(&root().join("api/src")).into_iter().map(|(path, _)| module(&path));
    modules.filter(|name| !INFRASTRUCTURE.contains(&name.as_str())).collect()
}

#[test]
fn infrastructure_names_no_feature() {
    let features = features();
    assert!(features.len() >= 6, "{features:?}");
    for (path, text) in sources(&root().join("api/src")) {
        let module = module(&path);
        let composes = ["app", "lib", "main"].contains(&module.as_str());
        if composes || features.contains(&module) {
            continue;
        }
        let wrong: Vec<_> = named(&text).intersection(&features).cloned().collect();
        assert!(wrong.is_empty(), "{} names {wrong:?}", path.display());
    }
}

#[test]
fn features_call_operations_of_others_and_never_their_stores() {
    let features = features();
    for (path, text) in sources(&root().join("api/src")) {
        let own = module(&path);
        for other in features.iter().filter(|other| **other != own) {
            let store = format!("crate::{other}::store");
            assert!(!text.contains(&store), "{} reaches into {store}", path.display());
        }
    }
}

#[test]
fn features_do_not_call_each_other_in_a_circle() {
    let features = features();
    let mut calls: Vec<(String, String)> = Vec::new();
    for (path, text) in sources(&root().join("api/src")) {
        let own = module(&path);
        if features.contains(&own) {
            let others = named(&text).into_iter().filter(|name| features.contains(name) && *name != own);
            calls.extend(others.map(|other| (own.clone(), other)));
        }
    }
    // who calls nobody that is left is taken away, until nobody is left
    let mut left = features;
    while let Some(leaf) =
        left.iter().find(|one| !calls.iter().any(|(from, to)| from == *one && left.contains(to))).cloned()
    {
        left.remove(&leaf);
    }
    assert!(left.is_empty(), "a circle among {left:?}: {calls:?}");
}

#[test]
fn the_domain_is_pure() {
    for (path, text) in sources(&root().join("shared/src")) {
        for word in NOT_IN_SHARED {
            assert!(!text.contains(word), "{} names {word}", path.display());
        }
    }
}

#[test]
fn screens_speak_http_only_through_the_client() {
    for (path, text) in sources(&root().join("web/src")) {
        for word in ["reqwest", "gloo_net", "window().fetch", "fetch_with", "XmlHttpRequest", "/api/v1"] {
            assert!(!text.contains(word), "{} names {word}", path.display());
        }
    }
    let manifest = std::fs::read_to_string(root().join("web/Cargo.toml")).unwrap();
    let dependencies = manifest.split("[dependencies]").nth(1).unwrap();
    assert!(!dependencies.contains("\napi") && dependencies.contains("client"));
}

#[test]
fn no_file_is_long() {
    for folder in [
        "api/src",
        "shared/src",
        "openapi/client/src",
        "web/src",
        "xtask/src",
        "tests/src",
        "tests/tests",
        "shared/tests",
    ] {
        for (path, _) in sources(&root().join(folder)) {
            let lines = std::fs::read_to_string(&path).unwrap().lines().count();
            assert!(lines <= 350, "{} has {lines} lines", path.display());
        }
    }
}
