//! What the database must not hold in the clear: sealed by AES-256-GCM under a key of the ring, bound to its row.
//!
//! A sealed value reads `kid:base64(nonce, text, tag)`. The context, the row's table and id, is authenticated with it:
//! a value moved to another row does not open.

mod rotation;

use anyhow::{Context, anyhow};
use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use sea_orm::EntityTrait;
use uuid::Uuid;

use crate::config::Key;

pub use rotation::seal_anew;

/// The context of a row: its table and id.
#[must_use]
pub fn row<E: EntityTrait>(id: Uuid) -> String {
    format!("{}:{id}", E::default().table_name())
}

/// Seals and opens.
pub struct Vault {
    /// The first seals, all open.
    keys: Vec<(String, RandomizedNonceKey)>,
}

impl Vault {
    /// With the keys of a ring.
    ///
    /// # Errors
    ///
    /// When there is none, or one has other than 32 bytes.
    pub fn new(ring: &[Key]) -> anyhow::Result<Self> {
        let keys = ring.iter().map(|key| {
            let sealing = RandomizedNonceKey::new(&AES_256_GCM, &key.secret);
            Ok((key.id.clone(), sealing.map_err(|_| anyhow!("key {} does not have 32 bytes", key.id))?))
        });
        let keys = keys.collect::<anyhow::Result<Vec<_>>>()?;
        anyhow::ensure!(!keys.is_empty(), "no key");
        Ok(Self { keys })
    }

    /// Seals a value for the row named by `context`.
    ///
    /// # Errors
    ///
    /// When the machine has no randomness.
    pub fn seal(&self, context: &str, value: &[u8]) -> anyhow::Result<String> {
        let (id, key) = self.first().context("no key")?;
        let mut text = value.to_vec();
        let nonce = key
            .seal_in_place_append_tag(Aad::from(context.as_bytes()), &mut text)
            .map_err(|_| anyhow!("sealing a value"))?;
        let mut sealed = nonce.as_ref().to_vec();
        sealed.extend(text);
        Ok(format!("{id}:{}", STANDARD_NO_PAD.encode(sealed)))
    }

    /// Opens what was sealed for the row named by `context`.
    ///
    /// # Errors
    ///
    /// When its key is not in the ring, or it was sealed for another row, cut off or changed.
    pub fn open(&self, context: &str, sealed: &str) -> anyhow::Result<Vec<u8>> {
        let (id, text) = sealed.split_once(':').context("a sealed value is written kid:base64")?;
        let mut text = STANDARD_NO_PAD.decode(text).context("a sealed value is base64")?;
        anyhow::ensure!(text.len() >= NONCE_LEN, "a sealed value is cut off");
        let mut value = text.split_off(NONCE_LEN);
        Ok(self.open_in_place(context, id, &text, &mut value)?.to_vec())
    }

    /// Seals a content, which a store keeps as bytes, for the row named by `context`; the id of the key, for the row to name.
    ///
    /// # Errors
    ///
    /// When the machine has no randomness.
    pub fn seal_content(&self, context: &str, bytes: &[u8]) -> anyhow::Result<(String, Vec<u8>)> {
        let (id, key) = self.first().context("no key")?;
        let mut sealed = Vec::with_capacity(NONCE_LEN + bytes.len() + AES_256_GCM.tag_len());
        sealed.extend([0; NONCE_LEN]);
        sealed.extend(bytes);
        let (nonce, text) = sealed.split_at_mut(NONCE_LEN);
        let (new, tag) = key
            .seal_in_place_separate_tag(Aad::from(context.as_bytes()), text)
            .map_err(|_| anyhow!("sealing a content"))?;
        nonce.copy_from_slice(new.as_ref());
        sealed.extend(tag.as_ref());
        Ok((id.clone(), sealed))
    }

    /// Opens a content that a key sealed for the row named by `context`.
    ///
    /// # Errors
    ///
    /// As [`Vault::open`].
    pub fn open_content(&self, context: &str, key: &str, mut sealed: Vec<u8>) -> anyhow::Result<Vec<u8>> {
        anyhow::ensure!(sealed.len() >= NONCE_LEN, "a sealed content is cut off");
        let mut text = sealed.split_off(NONCE_LEN);
        let length = self.open_in_place(context, key, &sealed, &mut text)?.len();
        text.truncate(length);
        Ok(text)
    }

    /// The id of the key that seals.
    ///
    /// # Errors
    ///
    /// Never: a vault has a key.
    pub fn first_key(&self) -> anyhow::Result<&str> {
        Ok(&self.first().context("no key")?.0)
    }

    fn open_in_place<'a>(
        &self,
        context: &str,
        id: &str,
        nonce: &[u8],
        text: &'a mut [u8],
    ) -> anyhow::Result<&'a mut [u8]> {
        let found = self.keys.iter().find(|(known, _)| known == id);
        let (_, key) = found.with_context(|| format!("vault.keys: key {id} is gone"))?;
        let nonce =
            Nonce::try_assume_unique_for_key(nonce).map_err(|_| anyhow!("a sealed value is cut off"))?;
        key.open_in_place(nonce, Aad::from(context.as_bytes()), text)
            .map_err(|_| anyhow!("a sealed value was changed, or belongs to another row"))
    }

    /// The key that seals.
    fn first(&self) -> Option<&(String, RandomizedNonceKey)> {
        self.keys.first()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(id: &str) -> Key {
        Key { id: id.to_owned(), ..Key::generate() }
    }

    #[test]
    fn what_is_sealed_opens_for_its_row_only() {
        let vault = Vault::new(&[key("a")]).unwrap();
        let sealed = vault.seal("factors:1", b"secret").unwrap();
        assert!(sealed.starts_with("a:") && !sealed.contains("secret"), "{sealed}");
        assert_ne!(vault.seal("factors:1", b"secret").unwrap(), sealed, "another nonce each time");
        assert_eq!(vault.open("factors:1", &sealed).unwrap(), b"secret");
        assert!(vault.open("factors:2", &sealed).is_err(), "moved to another row");
        let changed =
            format!("{}{}", &sealed[..sealed.len() - 1], if sealed.ends_with('A') { 'B' } else { 'A' });
        for bad in [changed.as_str(), "a:", "a:AAAA", "b:AAAA", "garbage", "", &sealed[..sealed.len() / 2]] {
            assert!(vault.open("factors:1", bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn contents_open_for_their_row_only() {
        let vault = Vault::new(&[key("a")]).unwrap();
        let content = [b"%PDF-1.7 ".as_slice(), &[0; 5_000]].concat();
        let (id, sealed) = vault.seal_content("documents:1", &content).unwrap();
        assert_eq!((id.as_str(), sealed.len()), ("a", content.len() + 28));
        assert!(!sealed.windows(4).any(|window| window == b"%PDF"));
        assert_eq!(vault.open_content("documents:1", "a", sealed.clone()).unwrap(), content);
        assert!(vault.open_content("documents:2", "a", sealed.clone()).is_err(), "moved to another row");
        assert!(vault.open_content("documents:1", "b", sealed.clone()).is_err(), "another key");
        for length in [0, NONCE_LEN, 30, sealed.len() - 1] {
            assert!(vault.open_content("documents:1", "a", sealed[..length].to_vec()).is_err(), "{length}");
        }
    }

    #[test]
    fn keys_are_rotated_by_putting_a_new_one_first() {
        let (old, new) = (key("old"), key("new"));
        let sealed = Vault::new(std::slice::from_ref(&old)).unwrap().seal("row", b"x").unwrap();
        let both = Vault::new(&[new.clone(), old]).unwrap();
        assert_eq!(both.open("row", &sealed).unwrap(), b"x");
        let anew = both.seal("row", b"x").unwrap();
        assert!(Vault::new(&[new]).unwrap().open("row", &anew).is_ok());
    }

    #[test]
    fn a_key_has_thirty_two_bytes() {
        assert!(Vault::new(&[Key { id: "a".to_owned(), secret: vec![0; 33] }]).is_err());
        assert!(Vault::new(&[]).is_err());
    }
}
