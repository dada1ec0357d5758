//! The page and the files it names, each with the hash of its content in its name: a browser may keep them for ever.

use std::fs;

use anyhow::{Context, Result, bail};

use super::wasm::{self, Bound};
use super::{Asset, sprite, styles};
use crate::{cache, paths, process};

/// What wasm-bindgen exports; the app calls it itself, so that no script has to.
const EXPORTS: &str = "export { initSync, __wbg_init as default };";

/// Stands for the hash of the two scripts until it is known.
const HASH: &str = "{{hash}}";

/// `index.html` and everything under `assets/`.
pub(super) fn assemble(bound: Bound, minified: bool) -> Result<Vec<Asset>> {
    let entry = hashed("family", "wasm", bound.entry);
    let mut assets = Vec::new();
    let mut loader = bound.loader;
    for (name, part) in bound.parts {
        let part = hashed(name.trim_end_matches(".wasm"), "wasm", part);
        loader = renamed(&loader, &name, part.name())?;
        assets.push(part);
    }
    let (script, loader) = scripts(&bound.glue, &loader, &entry, minified)?;
    let sheet = hashed("family", "css", styles::bundle(minified)?);
    let sprite = hashed("icons", "svg", sprite::sprite()?);
    let template = fs::read_to_string(paths::at("web/index.html")).context("cannot read web/index.html")?;
    let page = filled(
        &template,
        &[
            ("wasm", &entry.path),
            ("boot_js", &script.path),
            ("loader_js", &loader.path),
            ("css", &sheet.path),
            ("sprite", &sprite.path),
        ],
    )?;
    assets.extend([
        Asset { path: "index.html".to_owned(), content: page.into_bytes() },
        entry,
        script,
        loader,
        sheet,
        sprite,
    ]);
    Ok(assets)
}

fn hashed(name: &str, extension: &str, content: Vec<u8>) -> Asset {
    Asset { path: asset_path(name, &cache::hash(&[&content]), extension), content }
}

fn asset_path(name: &str, hash: &str, extension: &str) -> String {
    format!("assets/{name}-{hash}.{extension}")
}

/// The script that loads the entry, and the one that loads the parts. Each names the other, so both carry the hash of
/// both.
fn scripts(glue: &str, loader: &str, entry: &Asset, minified: bool) -> Result<(Asset, Asset)> {
    if !glue.contains(EXPORTS) {
        bail!("wasm-bindgen no longer ends its script with `{EXPORTS}`: adapt xtask/src/web/page.rs");
    }
    // a page that cannot load its module (an old browser, a lost network) shows why, in words of web/index.html
    let start = format!(
        "export {{ initSync }};
        __wbg_init({{ module_or_path: '/{}' }}).catch(error => {{
            document.getElementById('load-failed')?.removeAttribute('hidden');
            document.getElementById('loading')?.setAttribute('hidden', '');
            throw error;
        }});",
        entry.path
    );
    let glue = glue.replace(EXPORTS, &start);
    // the module keeps asking its imports by the old name, only the scripts ask for files
    let from = |file: &str| format!("from \"{file}\"");
    let glue = renamed(&glue, &from(wasm::LOADER), &from(&format!("./parts-{HASH}.js")))?;
    let loader = renamed(loader, &from(wasm::GLUE), &from(&format!("./family-{HASH}.js")))?;
    let hash = cache::hash(&[glue.as_bytes(), loader.as_bytes(), &[u8::from(minified)]]);
    let finished = |script: &str| {
        let script = script.replace(HASH, &hash).into_bytes();
        if minified { cache::cached("terser", &[&script], || minify(&script)) } else { Ok(script) }
    };
    let (glue, loader) = (finished(&glue)?, finished(&loader)?);
    Ok((
        Asset { path: asset_path("family", &hash, "js"), content: glue },
        Asset { path: asset_path("parts", &hash, "js"), content: loader },
    ))
}

/// A script that asks for `new` where it asked for `old`.
fn renamed(script: &str, old: &str, new: &str) -> Result<String> {
    if !script.contains(old) {
        bail!("no script asks for {old}: adapt xtask/src/web/page.rs to the tools' new version");
    }
    Ok(script.replace(old, new))
}

fn minify(script: &[u8]) -> Result<Vec<u8>> {
    let input = paths::scratch()?.join("family.js");
    fs::write(&input, script)?;
    let mut terser = process::command(paths::build_tools().join("node_modules/.bin/terser"));
    terser.arg(&input).args([
        "--module",
        "--toplevel",
        "--compress",
        "passes=2",
        "--mangle",
        "--ecma",
        "2020",
    ]);
    process::output(&mut terser)
}

/// The template with each `{{name}}` replaced by the address of that file.
fn filled(template: &str, files: &[(&str, &str)]) -> Result<String> {
    let mut page = String::new();
    for line in template.lines().map(str::trim).filter(|line| !line.is_empty()) {
        page.push_str(line);
        page.push('\n');
    }
    for (name, path) in files {
        let mark = format!("{{{{{name}}}}}");
        if !page.contains(&mark) {
            bail!("web/index.html does not use {mark}");
        }
        page = page.replace(&mark, &format!("/{path}"));
    }
    if let Some((_, rest)) = page.split_once("{{") {
        let name = rest.split("}}").next().unwrap_or_default();
        bail!("web/index.html asks for {{{{{name}}}}}, which the build does not make");
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_filled_wholly() -> Result<()> {
        assert_eq!(filled("<a>\n  <b {{css}}>\n", &[("css", "assets/x.css")])?, "<a>\n<b /assets/x.css>\n");
        assert!(filled("{{css}} {{other}}", &[("css", "x")]).is_err());
        assert!(filled("nothing", &[("css", "x")]).is_err());
        Ok(())
    }
}
