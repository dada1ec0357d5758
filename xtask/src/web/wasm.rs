//! From Rust to an optimised WebAssembly module and the JavaScript that loads it.

use std::fs;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::{cache, crates, paths, process};

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

/// What wasm-bindgen makes.
pub(super) struct Bound {
    /// The WebAssembly module.
    pub(super) module: Vec<u8>,
    /// The JavaScript that instantiates it and lends it the browser's functions.
    pub(super) glue: String,
}

/// Compiles the entry point `family` and binds it to the browser.
pub(super) fn bind(optimised: bool) -> Result<Bound> {
    let compiled = crates::wasm("web", &["--bin", "family"], "family.wasm", optimised)?;
    let input = fs::read(&compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
    // the manifest pins the version of wasm-bindgen
    let manifest = fs::read(paths::at("Cargo.toml"))?;
    // kept as one value: the glue, a zero byte, the module
    let kept = cache::cached("wasm-bindgen", &[&manifest, &input, &[u8::from(optimised)]], || {
        let bound = generate(&input, optimised)?;
        Ok([bound.glue.as_bytes(), b"\0", &bound.module].concat())
    })?;
    let Some(end) = kept.iter().position(|byte| *byte == 0) else {
        bail!(
            "the kept output of wasm-bindgen is damaged: delete {}",
            paths::target().join("xtask").display()
        );
    };
    Ok(Bound { glue: String::from_utf8(kept[..end].to_vec())?, module: kept[end + 1..].to_vec() })
}

fn generate(input: &[u8], optimised: bool) -> Result<Bound> {
    let mut bindgen = Bindgen::new();
    bindgen.input_bytes("family", input.to_vec()).web(true)?.typescript(false);
    bindgen.remove_name_section(optimised).remove_producers_section(optimised).demangle(!optimised);
    let mut output = bindgen.generate_output().context("wasm-bindgen refuses the module")?;
    let brought: Vec<_> =
        output.snippets().iter().filter(|(_, scripts)| !scripts.is_empty()).map(|(name, _)| name).collect();
    if !brought.is_empty() || !output.local_modules().is_empty() {
        let modules: Vec<_> = output.local_modules().keys().collect();
        bail!("a crate brings JavaScript of its own, the app is one script: {brought:?} {modules:?}");
    }
    Ok(Bound { glue: output.js().to_owned(), module: output.wasm_mut().emit_wasm() })
}

/// The module as `wasm-opt` shrinks it.
pub(super) fn optimise(module: &[u8]) -> Result<Vec<u8>> {
    let version = package_version("binaryen")?;
    cache::cached(&format!("wasm-opt-{version}"), &[module, FEATURES.concat().as_bytes()], || {
        let directory = paths::scratch()?;
        let (input, output) = (directory.join("family.in.wasm"), directory.join("family.out.wasm"));
        fs::write(&input, module)?;
        let mut command = process::command(paths::build_tools().join("node_modules/.bin/wasm-opt"));
        command.args(FEATURES).arg("-Oz").arg(&input).arg("-o").arg(&output);
        process::run(&mut command)?;
        Ok(fs::read(&output)?)
    })
}

/// The installed version of an npm package.
fn package_version(name: &str) -> Result<String> {
    let file = paths::build_tools().join("node_modules").join(name).join("package.json");
    let package: serde_json::Value = serde_json::from_slice(&fs::read(&file)?)?;
    Ok(package["version"].as_str().unwrap_or_default().to_owned())
}
