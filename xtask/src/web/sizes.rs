//! What each entry point weighs, as brotli sends it: kept in git in `web/sizes.json`, to stay under the limits.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Result, bail};

use super::{Asset, Entry, compress};
use crate::paths;

/// A change of more than this part of the kept figure is written down.
const NOTABLE: f64 = 0.01;

const FILE: &str = "web/sizes.json";

/// KiB of brotli by entry point and kind of file.
type Weights = BTreeMap<String, BTreeMap<String, f64>>;

/// What all entry points weigh.
#[derive(Default)]
pub(crate) struct Sizes {
    now: Weights,
    /// As git has them.
    kept: Weights,
}

impl Sizes {
    /// Nothing weighed yet.
    pub(super) fn kept() -> Self {
        let kept = fs::read(paths::at(FILE)).ok().and_then(|it| serde_json::from_slice(&it).ok());
        Self { now: Weights::new(), kept: kept.unwrap_or_default() }
    }

    /// Weighs the files of an entry point and prints the sizes.
    pub(super) fn weigh(&mut self, entry: Entry, assets: &[Asset]) -> Result<()> {
        let mut weights = BTreeMap::new();
        for (kind, limit) in entry.limits() {
            let size = size_of(entry, kind, assets)?;
            println!("  {:<7}{kind:<5}{size:>7.1} KiB of {limit:.0}", entry.name());
            weights.insert((*kind).to_owned(), size);
        }
        self.now.insert(entry.name().to_owned(), weights);
        Ok(())
    }

    /// Keeps the sizes when they changed.
    pub(super) fn keep(&self) -> Result<()> {
        if self.differs_notably() {
            let mut text = serde_json::to_string_pretty(&self.now)?;
            text.push('\n');
            fs::write(paths::at(FILE), text)?;
            println!("  {FILE} is updated: commit it");
        }
        Ok(())
    }

    /// Fails when one is over its limit.
    pub(crate) fn check(&self) -> Result<()> {
        let mut over = Vec::new();
        for entry in Entry::ALL {
            for (kind, limit) in entry.limits() {
                let weight = |of: &Weights| of.get(entry.name())?.get(*kind).copied();
                let size = weight(&self.now).unwrap_or_default();
                if size > *limit {
                    let (name, kept) = (entry.name(), weight(&self.kept).unwrap_or_default());
                    over.push(format!(
                        "{kind} of {name} weighs {size:.1} KiB, its limit is {limit:.0}, it was {kept:.1}"
                    ));
                }
            }
        }
        if !over.is_empty() {
            bail!("the app is too heavy: {}", over.join("; "));
        }
        Ok(())
    }

    fn differs_notably(&self) -> bool {
        let differs = |name: &String, kind: &String, size: f64| {
            let kept = self.kept.get(name).and_then(|entry| entry.get(kind));
            kept.is_none_or(|it| (it - size).abs() > it * NOTABLE)
        };
        let kinds = |weights: &Weights| weights.values().map(BTreeMap::len).sum::<usize>();
        kinds(&self.kept) != kinds(&self.now)
            || self
                .now
                .iter()
                .any(|(name, entry)| entry.iter().any(|(kind, size)| differs(name, kind, *size)))
    }
}

fn kind_of(entry: Entry, asset: &Asset) -> Option<&str> {
    let (_, extension) = asset.path.rsplit_once('.')?;
    let first = asset.name().strip_prefix(entry.name()).is_some_and(|rest| rest.starts_with('-'));
    Some(if extension == "wasm" && !first { "part" } else { extension })
}

/// KiB with one decimal: of the heaviest part, of all files of another kind.
fn size_of(entry: Entry, kind: &str, assets: &[Asset]) -> Result<f64> {
    let files = assets.iter().filter(|asset| kind_of(entry, asset) == Some(kind));
    let sizes: Vec<_> =
        files.map(|asset| Ok(compress::brotli(&asset.content)?.len())).collect::<Result<_>>()?;
    let bytes = if kind == "part" { sizes.into_iter().max().unwrap_or_default() } else { sizes.iter().sum() };
    Ok(f64::from(u32::try_from((bytes * 10).div_ceil(1024))?) / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(kept: Option<f64>, now: f64) -> Sizes {
        let of =
            |wasm: f64| BTreeMap::from([("family".to_owned(), BTreeMap::from([("wasm".to_owned(), wasm)]))]);
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
        assert!(heavy.contains("wasm of family weighs 220.1 KiB, its limit is 220, it was 210.0"), "{heavy}");
    }
}
