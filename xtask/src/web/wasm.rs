//! From Rust to optimised WebAssembly modules, the entry and the parts that come later, and the JavaScript that loads
//! them.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use wasm_bindgen_cli_support::Bindgen;

use super::Entry;
use crate::{cache, paths, process};

/// Every feature a browser of 2023 knows. `--all-features` would also use some that Chromium refuses.
const FEATURES: &[&str] = &[
    "--mvp-features",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-call-indirect-overlong",
];

/// The app as the browser runs it.
pub(super) struct Bound {
    /// What every visit loads.
    pub(super) entry: Vec<u8>,
    /// What is loaded when it is wanted, by the names of the files that the loader asks for.
    pub(super) parts: BTreeMap<String, Vec<u8>>,
    /// The JavaScript that instantiates the entry and lends it the browser's functions.
    pub(super) glue: String,
    /// The JavaScript that loads the parts into the entry.
    pub(super) loader: String,
}

/// Where the glue expects the loader, and the loader the glue.
pub(super) const LOADER: &str = "./__wasm_split.js";
/// See [`LOADER`].
pub(super) const GLUE: &str = "./family.js";

/// Splits an entry point, compiled into this folder, and binds it to the browser.
pub(super) fn bind(entry: Entry, folder: &Path, optimised: bool) -> Result<Bound> {
    let compiled = folder.join(format!("{}.wasm", entry.name()));
    let input = fs::read(&compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
    // the manifest pins the versions of both tools
    let manifest = fs::read(paths::at("Cargo.toml"))?;
    let kept = cache::cached("wasm-bound", &[&manifest, &input, &[u8::from(optimised)]], || {
        pack(&bound(entry, split(entry, &input)?, optimised)?)
    })?;
    unpack(&kept).context("the kept output of wasm-bindgen is damaged: delete the folder target/xtask")
}

/// What the splitter makes, entry and parts not bound yet.
fn split(entry: Entry, module: &[u8]) -> Result<Bound> {
    let directory = paths::scratch()?.join("split").join(entry.name());
    let main = directory.join("entry.wasm");
    let mut options = wasm_split_cli_support::Options::new(module);
    options.output_dir = &directory;
    options.main_out_path = &main;
    options.link_name = LOADER;
    options.main_module = GLUE;
    let made = wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("wasm-split refuses the module: {error:#}"))?;
    let mut parts = BTreeMap::new();
    for file in made.split_modules {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        parts.insert(name, fs::read(&file)?);
    }
    let loader = fs::read_to_string(directory.join(LOADER))?;
    Ok(Bound { entry: fs::read(&main)?, parts, glue: String::new(), loader })
}

/// Binds what was split.
fn bound(entry: Entry, split: Bound, optimised: bool) -> Result<Bound> {
    let mut bindgen = Bindgen::new();
    bindgen.input_bytes(entry.name(), split.entry).web(true)?.typescript(false);
    // the parts are linked to the table and the memory of the entry
    bindgen.keep_lld_exports(true);
    bindgen.remove_name_section(optimised).remove_producers_section(optimised).demangle(!optimised);
    let mut output = bindgen.generate_output().context("wasm-bindgen refuses the module")?;
    let brought: Vec<_> =
        output.snippets().iter().filter(|(_, scripts)| !scripts.is_empty()).map(|(name, _)| name).collect();
    if !brought.is_empty() || !output.local_modules().is_empty() {
        let modules: Vec<_> = output.local_modules().keys().collect();
        bail!("a crate brings JavaScript of its own, which the page would not load: {brought:?} {modules:?}");
    }
    let glue = output.js().to_owned();
    Ok(Bound { entry: output.wasm_mut().emit_wasm(), glue, ..split })
}

/// All of it as one value that can be kept: an archive.
fn pack(bound: &Bound) -> Result<Vec<u8>> {
    let mut archive = tar::Builder::new(Vec::new());
    let mut add = |name: &str, content: &[u8]| {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        archive.append_data(&mut header, name, content)
    };
    add("entry", &bound.entry)?;
    add("glue", bound.glue.as_bytes())?;
    add("loader", bound.loader.as_bytes())?;
    for (name, part) in &bound.parts {
        add(&format!("{PARTS}{name}"), part)?;
    }
    Ok(archive.into_inner()?)
}

const PARTS: &str = "parts/";

fn unpack(kept: &[u8]) -> Result<Bound> {
    let mut files = BTreeMap::new();
    for file in tar::Archive::new(kept).entries()? {
        let mut file = file?;
        let name = file.path()?.to_string_lossy().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content)?;
        files.insert(name, content);
    }
    let mut take = |name: &str| files.remove(name).with_context(|| format!("no {name}"));
    let (entry, glue, loader) = (take("entry")?, take("glue")?, take("loader")?);
    let parts =
        files.into_iter().filter_map(|(name, part)| Some((name.strip_prefix(PARTS)?.to_owned(), part)));
    Ok(Bound {
        entry,
        parts: parts.collect(),
        glue: String::from_utf8(glue)?,
        loader: String::from_utf8(loader)?,
    })
}

/// A module as `wasm-opt` shrinks it.
pub(super) fn optimise(module: &[u8]) -> Result<Vec<u8>> {
    let version = package_version("binaryen")?;
    cache::cached(&format!("wasm-opt-{version}"), &[module, FEATURES.concat().as_bytes()], || {
        let directory = paths::scratch()?;
        // modules are shrunk side by side
        let name = cache::hash(&[module]);
        let [input, output] = ["in", "out"].map(|it| directory.join(format!("{name}.{it}.wasm")));
        fs::write(&input, module)?;
        let mut command = process::command(paths::build_tools().join("node_modules/.bin/wasm-opt"));
        command.args(FEATURES).arg("-Oz").arg(&input).arg("-o").arg(&output);
        process::run_quietly(&mut command)?;
        Ok(fs::read(&output)?)
    })
}

/// The installed version of an npm package.
fn package_version(name: &str) -> Result<String> {
    let file = paths::build_tools().join("node_modules").join(name).join("package.json");
    let package: serde_json::Value = serde_json::from_slice(&fs::read(&file)?)?;
    Ok(package["version"].as_str().unwrap_or_default().to_owned())
}
