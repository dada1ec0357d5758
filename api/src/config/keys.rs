//! Keys: read from the settings, or, in the embedded mode, made once under the data folder.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{Config, Mode};

/// A key with its identifier.
#[derive(Clone)]
pub struct Key {
    /// The `kid` of what it signs or seals.
    pub id: String,
    /// At least 32 bytes; exactly 32 where it seals.
    pub secret: Vec<u8>,
}

/// The keys that sign access tokens, never empty; the first signs, all verify.
///
/// # Errors
///
/// When they are missing, badly written, too short, or the file of the embedded mode cannot be written.
pub fn signing_keys(config: &Config) -> anyhow::Result<Vec<Key>> {
    keys(config, "auth.keys", config.auth.keys.as_deref(), "keys")
}

/// The keys that seal what the database must not hold in the clear, never empty; the first seals, all open.
///
/// # Errors
///
/// As [`signing_keys`], and when one has more than 32 bytes.
pub fn vault_keys(config: &Config) -> anyhow::Result<Vec<Key>> {
    let keys = keys(config, "vault.keys", config.vault.keys.as_deref(), "vault-keys")?;
    let long = keys.iter().find(|key| key.secret.len() != 32);
    ensure!(long.is_none(), "vault.keys: a secret has other than 32 bytes");
    Ok(keys)
}

fn keys(config: &Config, setting: &str, text: Option<&str>, file: &str) -> anyhow::Result<Vec<Key>> {
    match (text, config.mode) {
        (Some(text), _) => parse(text).context(setting.to_owned()),
        (None, Mode::Embedded) => embedded(&config.data_dir.join(file)),
        (None, Mode::Production) => anyhow::bail!("{setting}: production needs explicit keys"),
    }
}

impl Key {
    /// A fresh key.
    #[must_use]
    pub fn generate() -> Self {
        let secret: [u8; 32] = rand::random();
        let id: [u8; 4] = rand::random();
        Self { id: format!("{:08x}", u32::from_be_bytes(id)), secret: secret.to_vec() }
    }

    /// As `auth.keys` is written.
    #[must_use]
    pub fn to_setting(&self) -> String {
        format!("{}:{}", self.id, STANDARD.encode(&self.secret))
    }
}

fn embedded(file: &Path) -> anyhow::Result<Vec<Key>> {
    if !file.exists() {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
        }
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut made = options.open(file).with_context(|| format!("making {}", file.display()))?;
        writeln!(made, "{}", Key::generate().to_setting())?;
    }
    let text = fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    parse(text.trim()).with_context(|| file.display().to_string())
}

fn parse(text: &str) -> anyhow::Result<Vec<Key>> {
    let keys = text
        .split(',')
        .map(|entry| {
            let (id, secret) = entry.trim().split_once(':').context("a key is written id:base64")?;
            let secret = STANDARD.decode(secret).context("the secret of a key is base64")?;
            ensure!(!id.is_empty(), "the id of a key is empty");
            ensure!(secret.len() >= 32, "the secret of key {id} has fewer than 32 bytes");
            Ok(Key { id: id.to_owned(), secret })
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    ensure!(!keys.is_empty(), "no key");
    let mut ids = std::collections::BTreeSet::new();
    let twice = keys.iter().find(|key| !ids.insert(key.id.as_str()));
    if let Some(twice) = twice {
        anyhow::bail!("two keys are called {}", twice.id);
    }
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generated_key_reads_back() {
        let key = Key::generate();
        let read = parse(&key.to_setting()).unwrap();
        assert_eq!((&read[0].id, &read[0].secret), (&key.id, &key.secret));
    }

    #[test]
    fn short_and_garbled_keys_are_refused() {
        for bad in ["", "a", "a:", "a:c2hvcnQ=", ":c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2U=", "a:&&"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn two_keys_have_two_names() {
        let (key, other) = (Key::generate(), Key::generate());
        let twin = Key { id: key.id.clone(), ..other.clone() };
        let written = |second: &Key| [key.to_setting(), second.to_setting()].join(",");
        assert!(parse(&written(&other)).is_ok());
        let refused = parse(&written(&twin)).err().unwrap().to_string();
        assert_eq!(refused, format!("two keys are called {}", key.id));
    }

    #[test]
    fn embedded_keys_are_made_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("data/keys");
        let first = embedded(&file).unwrap();
        assert_eq!(embedded(&file).unwrap()[0].secret, first[0].secret);
    }
}
