//! What the app weighs, as brotli sends it: under the limits, and kept in git in `web/sizes.json`.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Result, bail};

use super::{Asset, compress};
use crate::paths;

/// The most that each kind of file may weigh in all, in KiB of brotli.
const LIMITS: [(&str, f64); 4] = [("wasm", 220.0), ("js", 12.0), ("css", 14.0), ("html", 4.0)];

/// A change of more than this part of the kept figure is written down.
const NOTABLE: f64 = 0.01;

const FILE: &str = "web/sizes.json";

type Sizes = BTreeMap<String, f64>;

/// Prints the sizes, keeps them when they changed, fails when one is over its limit.
pub(super) fn check(assets: &[Asset]) -> Result<()> {
    let mut sizes = Sizes::new();
    let mut over = Vec::new();
    for (kind, limit) in LIMITS {
        let size = size_of(kind, assets)?;
        println!("  {kind:<5}{size:>7.1} KiB of {limit:.0}");
        if size > limit {
            over.push(format!("{kind} weighs {size:.1} KiB, its limit is {limit:.0}"));
        }
        sizes.insert(kind.to_owned(), size);
    }
    let kept: Sizes =
        fs::read(paths::at(FILE)).ok().and_then(|it| serde_json::from_slice(&it).ok()).unwrap_or_default();
    if notably_different(&kept, &sizes) {
        let mut text = serde_json::to_string_pretty(&sizes)?;
        text.push('\n');
        fs::write(paths::at(FILE), text)?;
        println!("  {FILE} is updated: commit it");
    }
    if !over.is_empty() {
        bail!("the app is too heavy: {}", over.join("; "));
    }
    Ok(())
}

/// KiB with one decimal.
fn size_of(kind: &str, assets: &[Asset]) -> Result<f64> {
    let mut tenths: usize = 0;
    for asset in assets.iter().filter(|asset| asset.path.rsplit_once('.').is_some_and(|(_, it)| it == kind)) {
        tenths += (compress::brotli(&asset.content)?.len() * 10).div_ceil(1024);
    }
    Ok(f64::from(u32::try_from(tenths)?) / 10.0)
}

fn notably_different(kept: &Sizes, sizes: &Sizes) -> bool {
    kept.len() != sizes.len()
        || sizes.iter().any(|(kind, size)| kept.get(kind).is_none_or(|it| (it - size).abs() > it * NOTABLE))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(wasm: f64) -> Sizes {
        [("wasm".to_owned(), wasm)].into()
    }

    #[test]
    fn a_change_under_one_percent_is_not_written() {
        assert!(!notably_different(&sizes(200.0), &sizes(201.0)));
        assert!(notably_different(&sizes(200.0), &sizes(203.0)));
        assert!(notably_different(&Sizes::new(), &sizes(203.0)));
    }
}
