//! The page and the files it names, each with the hash of its content in its name: a browser may keep them for ever.

use std::fs;

use anyhow::{Context, Result, bail};

use super::{Asset, sprite, styles};
use crate::{cache, paths, process};

/// What wasm-bindgen exports; the app calls it itself instead, so that one script is enough.
const EXPORTS: &str = "export { initSync, __wbg_init as default };";

/// `index.html` and everything under `assets/`.
pub(super) fn assemble(glue: &str, module: Vec<u8>, minified: bool) -> Result<Vec<Asset>> {
    let module = hashed("family", "wasm", module);
    let script = script(glue, &module, minified)?;
    let script = hashed("family", "js", script);
    let sheet = hashed("family", "css", styles::bundle(minified)?);
    let sprite = hashed("icons", "svg", sprite::sprite()?);
    let template = fs::read_to_string(paths::at("web/index.html")).context("cannot read web/index.html")?;
    let page = filled(
        &template,
        &[("wasm", &module.path), ("boot_js", &script.path), ("css", &sheet.path), ("sprite", &sprite.path)],
    )?;
    Ok(vec![
        Asset { path: "index.html".to_owned(), content: page.into_bytes() },
        module,
        script,
        sheet,
        sprite,
    ])
}

fn hashed(name: &str, extension: &str, content: Vec<u8>) -> Asset {
    Asset { path: format!("assets/{name}-{}.{extension}", cache::hash(&[&content])), content }
}

/// The only script of the app: wasm-bindgen's, which then loads the module. The policy allows no inline script.
fn script(glue: &str, module: &Asset, minified: bool) -> Result<Vec<u8>> {
    if !glue.contains(EXPORTS) {
        bail!("wasm-bindgen no longer ends its script with `{EXPORTS}`: adapt xtask/src/web/page.rs");
    }
    // a page that cannot load its module (an old browser, a lost network) shows why, in words of web/index.html
    let start = format!(
        "__wbg_init({{ module_or_path: '/{}' }}).catch(error => {{
            document.getElementById('load-failed')?.removeAttribute('hidden');
            document.getElementById('loading')?.setAttribute('hidden', '');
            throw error;
        }});",
        module.path
    );
    let script = glue.replace(EXPORTS, &start).into_bytes();
    if minified { cache::cached("terser", &[&script], || minify(&script)) } else { Ok(script) }
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
