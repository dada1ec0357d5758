//! What the app weighs, as brotli sends it: kept in git in `web/sizes.json`, to stay under the limits.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Result, bail};

use super::{Asset, compress};
use crate::paths;

/// The most that each may weigh, in KiB of brotli. `wasm` is the entry, which every visit waits for; `part` the heaviest
/// of the modules that come later (docs/adr/0008); the others are all files of their kind together.
const LIMITS: [(&str, f64); 5] =
    [("wasm", 220.0), ("part", 180.0), ("js", 12.0), ("css", 14.0), ("html", 4.0)];

/// A change of more than this part of the kept figure is written down.
const NOTABLE: f64 = 0.01;

const FILE: &str = "web/sizes.json";

/// KiB of brotli by kind of file.
#[derive(Default)]
pub(crate) struct Sizes {
    now: BTreeMap<String, f64>,
    /// As git has them.
    kept: BTreeMap<String, f64>,
}

impl Sizes {
    /// Weighs the files, prints the sizes, and keeps them when they changed.
    pub(super) fn of(assets: &[Asset]) -> Result<Self> {
        let kept = fs::read(paths::at(FILE)).ok().and_then(|it| serde_json::from_slice(&it).ok());
        let mut sizes = Self { now: BTreeMap::new(), kept: kept.unwrap_or_default() };
        for (kind, limit) in LIMITS {
            let size = size_of(kind, assets)?;
            println!("  {kind:<5}{size:>7.1} KiB of {limit:.0}");
            sizes.now.insert(kind.to_owned(), size);
        }
        if sizes.differs_notably() {
            let mut text = serde_json::to_string_pretty(&sizes.now)?;
            text.push('\n');
            fs::write(paths::at(FILE), text)?;
            println!("  {FILE} is updated: commit it");
        }
        Ok(sizes)
    }

    /// Fails when one is over its limit.
    pub(crate) fn check(&self) -> Result<()> {
        let mut over = Vec::new();
        for (kind, limit) in LIMITS {
            let size = self.now.get(kind).copied().unwrap_or_default();
            if size > limit {
                let kept = self.kept.get(kind).copied().unwrap_or_default();
                over.push(format!("{kind} weighs {size:.1} KiB, its limit is {limit:.0}, it was {kept:.1}"));
            }
        }
        if !over.is_empty() {
            bail!("the app is too heavy: {}", over.join("; "));
        }
        Ok(())
    }

    fn differs_notably(&self) -> bool {
        let differs = |(kind, size): (&String, &f64)| {
            self.kept.get(kind).is_none_or(|it| (it - size).abs() > it * NOTABLE)
        };
        self.kept.len() != self.now.len() || self.now.iter().any(differs)
    }
}

fn kind_of(asset: &Asset) -> Option<&str> {
    let (_, extension) = asset.path.rsplit_once('.')?;
    Some(if extension == "wasm" && !asset.name().starts_with("family-") { "part" } else { extension })
}

/// KiB with one decimal: of the heaviest part, of all files of another kind.
fn size_of(kind: &str, assets: &[Asset]) -> Result<f64> {
    let files = assets.iter().filter(|asset| kind_of(asset) == Some(kind));
    let sizes: Vec<_> =
        files.map(|asset| Ok(compress::brotli(&asset.content)?.len())).collect::<Result<_>>()?;
    let bytes = if kind == "part" { sizes.into_iter().max().unwrap_or_default() } else { sizes.iter().sum() };
    Ok(f64::from(u32::try_from((bytes * 10).div_ceil(1024))?) / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(kept: Option<f64>, now: f64) -> Sizes {
        let of = |wasm: f64| BTreeMap::from([("wasm".to_owned(), wasm)]);
        Sizes { now: of(now), kept: kept.map(of).unwrap_or_default() }
    }

    #[test]
    fn a_change_under_one_percent_is_not_written() {
        assert!(!sizes(Some(200.0), 201.0).differs_notably());
        assert!(sizes(Some(200.0), 203.0).differs_notably());
        assert!(sizes(None, 203.0).differs_notably());
    }

    #[test]
    fn too_heavy_is_told_with_the_limit() {
        assert!(sizes(None, 220.0).check().is_ok());
        let heavy = sizes(Some(210.0), 220.1).check().unwrap_err().to_string();
        assert!(heavy.contains("wasm weighs 220.1 KiB, its limit is 220, it was 210.0"), "{heavy}");
    }
}
