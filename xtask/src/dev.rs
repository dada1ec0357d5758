//! `cargo xtask dev`: like `run`, with quick builds that are repeated whenever a source file changes.

use std::path::{Path, PathBuf};
use std::process::Child;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use anyhow::{Context, Result};
use notify::{EventKind, RecursiveMode, Watcher};

use crate::run::Arguments;
use crate::{crates, paths, process, tools, web};

/// What is watched; a change under the first three also rebuilds the app.
const APP: &[&str] = &["web", "shared", "openapi/client"];
const SERVER: &[&str] = &["api", "shared", "demo"];

/// An editor writes several files at once: this much silence ends a change.
const SILENCE: Duration = Duration::from_millis(150);

/// Builds, starts, watches, until Ctrl-C.
pub(crate) fn dev(arguments: &Arguments) -> Result<()> {
    tools::web()?;
    arguments.prepare()?;
    let (sender, events) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if let Ok(event) = event
            && !matches!(event.kind, EventKind::Access(_))
        {
            // the receiver is gone only when the program ends
            let _ = sender.send(event.paths);
        }
    })?;
    for directory in APP.iter().chain(SERVER) {
        let directory = paths::at(directory);
        watcher
            .watch(&directory, RecursiveMode::Recursive)
            .with_context(|| directory.display().to_string())?;
    }
    build_app();
    let mut server = restart(arguments, None);
    loop {
        println!("\nWatching for changes. Ctrl-C ends.\n");
        let changed = next_change(&events)?;
        if under(&changed, APP) {
            build_app();
        }
        if under(&changed, SERVER) {
            server = restart(arguments, server);
        }
    }
}

/// A build that fails has said why; the next change tries again.
fn build_app() {
    if let Err(error) = web::make(web::Build::Draft) {
        eprintln!("✗ {error:#}");
    }
}

/// The new server in place of the old one, which stays when the build fails.
fn restart(arguments: &Arguments, running: Option<Child>) -> Option<Child> {
    if let Err(error) = crates::server() {
        eprintln!("✗ {error:#}");
        return running;
    }
    if let Some(mut old) = running
        && let Err(error) = stop(&mut old)
    {
        eprintln!("✗ the old server does not stop: {error:#}");
    }
    let mut server = arguments.server();
    server
        .spawn()
        .inspect_err(|error| eprintln!("✗ cannot start `{}`: {error}", process::shown(&server)))
        .ok()
}

/// Asks for a clean stop and waits for it.
fn stop(server: &mut Child) -> Result<()> {
    if server.try_wait()?.is_none() {
        process::run(process::command("kill").args(["-TERM", &server.id().to_string()]))?;
        server.wait()?;
    }
    Ok(())
}

/// Waits for a change to a source file, and for the silence after it.
fn next_change(events: &Receiver<Vec<PathBuf>>) -> Result<Vec<PathBuf>> {
    loop {
        let mut changed = events.recv()?;
        while let Ok(more) = events.recv_timeout(SILENCE) {
            changed.extend(more);
        }
        changed.retain(|path| is_source(path));
        if !changed.is_empty() {
            return Ok(changed);
        }
    }
}

/// Not an editor's temporary file, nor what the build itself writes.
fn is_source(path: &Path) -> bool {
    const KINDS: &[&str] = &["css", "html", "j2", "json", "rs", "svg", "toml", "txt", "webmanifest"];
    path.extension().is_some_and(|it| KINDS.iter().any(|kind| it == *kind))
        && !path.ends_with("web/sizes.json")
}

fn under(changed: &[PathBuf], directories: &[&str]) -> bool {
    changed.iter().any(|path| directories.iter().any(|directory| path.starts_with(paths::at(directory))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_build_writes_is_no_change() {
        assert!(is_source(&paths::at("web/src/lib.rs")));
        assert!(!is_source(&paths::at("web/sizes.json")));
        assert!(!is_source(&paths::at("web/src/.lib.rs.swp")));
    }

    #[test]
    fn shared_rebuilds_both_sides() {
        let changed = [paths::at("shared/src/deadline.rs")];
        assert!(under(&changed, APP) && under(&changed, SERVER));
        assert!(!under(&[paths::at("web/styles/family.css")], SERVER));
    }
}
