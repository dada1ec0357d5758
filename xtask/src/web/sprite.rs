//! The icons: those of `web/icons.txt`, taken from lucide, as the symbols of one SVG file.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::paths;

/// lucide draws every icon with these, on the `svg` element, which a symbol does not have.
const STROKE: &str =
    r#"fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round""#;

/// The sprite: `<use href="…#name">` shows the icon of that name.
pub(super) fn sprite() -> Result<Vec<u8>> {
    let list = fs::read_to_string(paths::at("web/icons.txt")).context("cannot read web/icons.txt")?;
    let mut symbols = String::new();
    for name in list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let file = paths::build_tools().join(format!("node_modules/lucide-static/icons/{name}.svg"));
        let icon = fs::read_to_string(&file)
            .with_context(|| format!("web/icons.txt: lucide has no icon named `{name}`"))?;
        symbols.push_str(&symbol(name, &icon)?);
    }
    let licence = "<!-- Icons of lucide, https://lucide.dev, ISC licence -->";
    Ok(format!(r#"<svg xmlns="http://www.w3.org/2000/svg">{licence}{symbols}</svg>"#).into_bytes())
}

fn symbol(name: &str, icon: &str) -> Result<String> {
    let content = icon
        .split_once("<svg")
        .and_then(|(_, rest)| rest.split_once('>'))
        .and_then(|(_, rest)| rest.rsplit_once("</svg>"));
    let Some((content, _)) = content else { bail!("the icon `{name}` is not an SVG file") };
    let content: String = content.lines().map(str::trim).collect();
    let content = content.replace(" />", "/>");
    Ok(format!(r#"<symbol id="{name}" viewBox="0 0 24 24" {STROKE}>{content}</symbol>"#))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_icon_becomes_a_symbol() -> Result<()> {
        let icon = "<!-- @license x -->\n<svg\n  width=\"24\"\n>\n  <path d=\"M1 2\" />\n</svg>\n";
        let symbol = symbol("lock", icon)?;
        assert!(symbol.starts_with(r#"<symbol id="lock" viewBox="0 0 24 24""#), "{symbol}");
        assert!(symbol.ends_with(r#"><path d="M1 2"/></symbol>"#), "{symbol}");
        Ok(())
    }
}
