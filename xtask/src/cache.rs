//! What is slow to make (optimised and compressed files) is kept by the hash of what it was made from, so that a build
//! repeats only what changed.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// How many results of one kind are kept: those of several builds, each of some two hundred modules.
const KEPT: usize = 2_000;

/// The first 16 hexadecimal digits of the SHA-256 of the parts.
pub(crate) fn hash(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.len().to_le_bytes());
        hasher.update(part);
    }
    let mut first = [0; 8];
    first.copy_from_slice(&hasher.finalize()[..8]);
    format!("{:016x}", u64::from_be_bytes(first))
}

/// The kept result for these inputs, or what `make` answers, which is then kept.
///
/// `kind` names the work and the version of the tool that does it: a new version makes everything again.
pub(crate) fn cached(
    kind: &str,
    inputs: &[&[u8]],
    make: impl FnOnce() -> Result<Vec<u8>>,
) -> Result<Vec<u8>> {
    let directory = crate::paths::target().join("xtask").join(kind);
    let file = directory.join(hash(inputs));
    if let Ok(kept) = fs::read(&file) {
        return Ok(kept);
    }
    let result = make()?;
    fs::create_dir_all(&directory).with_context(|| format!("cannot create {}", directory.display()))?;
    // renamed into place, so that an interrupted build leaves no half file behind
    let partial = file.with_extension(std::process::id().to_string());
    fs::write(&partial, &result)?;
    fs::rename(&partial, &file)?;
    forget_oldest(&directory)?;
    Ok(result)
}

fn forget_oldest(directory: &Path) -> Result<()> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        // what another has just renamed or removed needs no place in the order
        let Ok(metadata) = entry.metadata() else { continue };
        entries.push((metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH), entry.path()));
    }
    entries.sort();
    for (_, path) in entries.iter().rev().skip(KEPT) {
        match fs::remove_file(path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_tells_where_one_part_ends() {
        assert_ne!(hash(&[b"ab", b"c"]), hash(&[b"a", b"bc"]));
        assert_eq!(hash(&[b"ab"]).len(), 16);
    }
}
