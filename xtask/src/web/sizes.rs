//! What the app weighs, as brotli sends it: kept in git in `web/sizes.json`, and to stay under the limits.

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
pub(crate) struct Sizes(BTreeMap<String, f64>);

impl Sizes {
    /// Weighs the files, prints the sizes, and keeps them when they changed.
    pub(super) fn of(assets: &[Asset]) -> Result<Self> {
        let mut sizes = Self::default();
        for (kind, limit) in LIMITS {
            let size = size_of(kind, assets)?;
            println!("  {kind:<5}{size:>7.1} KiB of {limit:.0}");
            sizes.0.insert(kind.to_owned(), size);
        }
        let kept = fs::read(paths::at(FILE)).ok().and_then(|it| serde_json::from_slice(&it).ok());
        if sizes.differs_notably_from(&Self(kept.unwrap_or_default())) {
            let mut text = serde_json::to_string_pretty(&sizes.0)?;
            text.push('\n');
            fs::write(paths::at(FILE), text)?;
            println!("  {FILE} is updated: commit it");
        }
        Ok(sizes)
    }

    /// Fails when one is over its limit.
    pub(crate) fn check(&self) -> Result<()> {
        let weigh = |(kind, limit): &(&str, f64)| {
            let size = self.0.get(*kind).copied().unwrap_or_default();
            (size > *limit).then(|| format!("{kind} weighs {size:.1} KiB, its limit is {limit:.0}"))
        };
        let over: Vec<_> = LIMITS.iter().filter_map(weigh).collect();
        if !over.is_empty() {
            bail!("the app is too heavy: {}", over.join("; "));
        }
        Ok(())
    }

    fn differs_notably_from(&self, kept: &Self) -> bool {
        let differs = |(kind, size): (&String, &f64)| {
            kept.0.get(kind).is_none_or(|it| (it - size).abs() > it * NOTABLE)
        };
        kept.0.len() != self.0.len() || self.0.iter().any(differs)
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

    fn sizes(wasm: f64) -> Sizes {
        Sizes([("wasm".to_owned(), wasm)].into())
    }

    #[test]
    fn a_change_under_one_percent_is_not_written() {
        assert!(!sizes(201.0).differs_notably_from(&sizes(200.0)));
        assert!(sizes(203.0).differs_notably_from(&sizes(200.0)));
        assert!(sizes(203.0).differs_notably_from(&Sizes::default()));
    }

    #[test]
    fn too_heavy_is_told_with_the_limit() {
        assert!(sizes(220.0).check().is_ok());
        let heavy = sizes(220.1).check().unwrap_err().to_string();
        assert!(heavy.contains("wasm weighs 220.1 KiB, its limit is 220"), "{heavy}");
    }
}
