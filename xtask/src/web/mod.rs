//! `cargo xtask web`: the single-page app, from Rust and CSS to hashed and compressed files, a folder for each entry
//! point: `dist/family` and `dist/staff`.
//!
//! cargo → wasm-split → wasm-bindgen → wasm-opt (`wasm`), the style sheets (`styles`, `open_props`), the icons (`sprite`), the page
//! that names them all (`page`), `.br` and `.gz` beside each file (`compress`), and the limits (`sizes`).

mod compress;
mod custom_properties;
mod entry;
mod open_props;
mod page;
mod sizes;
mod sprite;
mod styles;
mod wasm;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use rayon::prelude::*;

pub(crate) use sizes::Sizes;

use crate::step::step;
use crate::{crates, paths, tools};
use entry::Entry;

/// Options of `cargo xtask web`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Faster to build and larger: neither optimised nor compressed, limits not checked.
    #[arg(long)]
    draft: bool,
}

/// How the app is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Build {
    /// As users get it.
    Optimised,
    /// Faster to build, for development.
    Draft,
}

/// A file of an entry point: its path in its folder, and its content.
struct Asset {
    path: String,
    content: Vec<u8>,
}

impl Asset {
    /// The name of the file, without its folders.
    fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

/// Where the app is built, a folder for each entry point: what `web_root` names.
pub(crate) fn directory() -> PathBuf {
    paths::at("dist")
}

/// Builds the app; fails when it is too heavy.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    tools::web()?;
    if arguments.draft { make(Build::Draft).map(|_| ()) } else { make(Build::Optimised)?.check() }
}

/// Builds the app, however heavy, and says what it weighs; `tools::web` has been called.
pub(crate) fn make(build: Build) -> Result<Sizes> {
    let optimised = build == Build::Optimised;
    let compiled = step("Compile the app to WebAssembly", || crates::entries(optimised))?;
    let mut sizes = Sizes::kept();
    for entry in Entry::ALL {
        make_entry(entry, &compiled, optimised, &mut sizes)?;
    }
    if optimised {
        sizes.keep()?;
    }
    // the intermediate files of this run
    fs::remove_dir_all(paths::scratch()?)?;
    Ok(sizes)
}

/// Builds an entry point from its compiled module.
fn make_entry(entry: Entry, compiled: &Path, optimised: bool, sizes: &mut Sizes) -> Result<()> {
    let named = |what: &str| format!("{what} ({})", entry.name());
    let mut bound = step(&named("Bind the modules"), || wasm::bind(entry, compiled, optimised))?;
    if optimised {
        step(&named("Optimise the modules"), || {
            let mut modules: Vec<_> = bound.parts.values_mut().collect();
            modules.push(&mut bound.entry);
            modules.into_par_iter().try_for_each(|module| {
                *module = wasm::optimise(module)?;
                Ok(())
            })
        })?;
    }
    let mut assets =
        step(&named("Assemble styles, icons and page"), || page::assemble(entry, bound, optimised))?;
    // served from the root of the site, for all entry points
    if entry == Entry::Family {
        assets.extend(public_files()?);
    }
    if optimised {
        let compress = || assets.par_iter().map(compress::compress).collect::<Result<Vec<_>>>();
        let compressed = step(&named("Compress"), compress)?;
        sizes.weigh(entry, &assets)?;
        assets.extend(compressed.into_iter().flatten());
    }
    write(entry, &assets)
}

/// What is served as it is: manifest, favicon, pictures.
fn public_files() -> Result<Vec<Asset>> {
    let root = paths::at("web/public");
    let mut assets = Vec::new();
    for file in paths::files_under(&root, "")? {
        let path = file.strip_prefix(&root)?.to_string_lossy().into_owned();
        assets.push(Asset { path, content: fs::read(&file)? });
    }
    Ok(assets)
}

/// Writes everything beside the old directory, then puts it in its place: a server that runs on it misses nothing.
fn write(entry: Entry, assets: &[Asset]) -> Result<()> {
    let (run, name) = (std::process::id(), entry.name());
    let [directory, fresh, old] = [String::new(), format!(".{run}.new"), format!(".{run}.old")]
        .map(|it| directory().join([name, &it].concat()));
    for left_over in [&fresh, &old] {
        if left_over.exists() {
            fs::remove_dir_all(left_over)?;
        }
    }
    for asset in assets {
        let file = fresh.join(&asset.path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&file, &asset.content).with_context(|| format!("cannot write {}", file.display()))?;
    }
    if directory.exists() {
        fs::rename(&directory, &old)?;
    }
    fs::rename(&fresh, &directory)?;
    if old.exists() {
        fs::remove_dir_all(&old)?;
    }
    Ok(())
}
