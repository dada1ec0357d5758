//! What the app weighs, as brotli sends it: kept in git in `web/sizes.json`, to stay under the limits; what is still
//! over its limit may only get lighter (docs/adr/0007).

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

    /// Fails when one is over its limit and heavier than it was.
    pub(crate) fn check(&self) -> Result<()> {
        let mut over = Vec::new();
        for (kind, limit) in LIMITS {
            let size = self.now.get(kind).copied().unwrap_or_default();
            let kept = self.kept.get(kind).copied().unwrap_or_default();
            if size > limit && size > kept * (1.0 + NOTABLE) {
                over.push(format!("{kind} weighs {size:.1} KiB, its limit is {limit:.0}, it was {kept:.1}"));
            } else if size > limit {
                println!("  {kind} is {:.1} KiB over its limit: it may only get lighter", size - limit);
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

/// KiB with one decimal.
fn size_of(kind: &str, assets: &[Asset]) -> Result<f64> {
    let mut bytes = 0;
    for asset in assets.iter().filter(|asset| asset.path.rsplit_once('.').is_some_and(|(_, it)| it == kind)) {
        bytes += compress::brotli(&asset.content)?.len();
    }
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

    #[test]
    fn what_is_over_its_limit_may_only_get_lighter() {
        assert!(sizes(Some(400.0), 390.0).check().is_ok());
        assert!(sizes(Some(400.0), 403.0).check().is_ok());
        assert!(sizes(Some(400.0), 405.0).check().is_err());
    }
}
