//! What the database must not hold in the clear: sealed by AES-256-GCM under a key of the ring, bound to its row.
//!
//! A sealed value reads `kid:base64(nonce, text, tag)`. The context, the row's table and id, is authenticated with it:
//! a value moved to another row does not open.

mod rotation;
mod stream;

use anyhow::{Context, anyhow};
use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use sea_orm::EntityTrait;
use uuid::Uuid;

use crate::config::Key;

pub use rotation::{Seals, seal_anew, seals};

/// The context of a row: its table and id.
#[must_use]
pub fn row<E: EntityTrait>(id: Uuid) -> String {
    format!("{}:{id}", E::default().table_name())
}

/// Seals and opens.
pub struct Vault {
    /// The first seals, all open.
    keys: Vec<(String, RandomizedNonceKey)>,
    /// One derived from each: the first marks, all recognise.
    marks: Vec<hmac::Key>,
}

/// What the keys of marks are derived for.
const MARKS: &[u8] = b"ribambelle: marks of what was asked";

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
        let derive = |key: &Key| {
            let secret = hmac::Key::new(hmac::HMAC_SHA256, &key.secret);
            hmac::Key::new(hmac::HMAC_SHA256, hmac::sign(&secret, MARKS).as_ref())
        };
        Ok(Self { keys, marks: ring.iter().map(derive).collect() })
    }

    /// A mark by which a text is known again, and which tells nothing of it to who has not the keys: a guess cannot be tried.
    ///
    /// # Errors
    ///
    /// When there is no key.
    pub fn mark(&self, text: &str) -> anyhow::Result<String> {
        let key = self.marks.first().context("no key")?;
        Ok(STANDARD_NO_PAD.encode(hmac::sign(key, text.as_bytes())))
    }

    /// Whether a mark is one of a text, by whichever key of the ring.
    #[must_use]
    pub fn is_mark_of(&self, text: &str, mark: &str) -> bool {
        let Ok(mark) = STANDARD_NO_PAD.decode(mark) else { return false };
        self.marks.iter().any(|key| hmac::verify(key, text.as_bytes(), &mark).is_ok())
    }

    /// Seals a value for the row named by `context`.
    ///
    /// # Errors
    ///
    /// When the machine has no randomness.
    pub fn seal(&self, context: &str, value: &[u8]) -> anyhow::Result<String> {
        let (id, key) = self.first().context("no key")?;
        Ok(format!("{id}:{}", STANDARD_NO_PAD.encode(seal_with(key, context.as_bytes(), value)?)))
    }

    /// Opens what was sealed for the row named by `context`.
    ///
    /// # Errors
    ///
    /// When its key is not in the ring, or it was sealed for another row, cut off or changed.
    pub fn open(&self, context: &str, sealed: &str) -> anyhow::Result<Vec<u8>> {
        let (id, text) = sealed.split_once(':').context("a sealed value is written kid:base64")?;
        let text = STANDARD_NO_PAD.decode(text).context("a sealed value is base64")?;
        open_with(self.key(id)?, context.as_bytes(), text)
    }

    /// Seals a content, which a store keeps as bytes, for the row named by `context`; the id of the key, for the row to name.
    ///
    /// # Errors
    ///
    /// When the machine has no randomness.
    pub fn seal_content(&self, context: &str, bytes: &[u8]) -> anyhow::Result<(String, Vec<u8>)> {
        let (id, key) = self.first().context("no key")?;
        Ok((id.clone(), seal_with(key, context.as_bytes(), bytes)?))
    }

    /// Opens a content that a key sealed for the row named by `context`.
    ///
    /// # Errors
    ///
    /// As [`Vault::open`].
    pub fn open_content(&self, context: &str, key: &str, sealed: Vec<u8>) -> anyhow::Result<Vec<u8>> {
        open_with(self.key(key)?, context.as_bytes(), sealed)
    }

    /// The id of the key that seals.
    ///
    /// # Errors
    ///
    /// Never: a vault has a key.
    pub fn first_key(&self) -> anyhow::Result<&str> {
        Ok(&self.first().context("no key")?.0)
    }

    /// The key of a `kid`.
    fn key(&self, id: &str) -> anyhow::Result<&RandomizedNonceKey> {
        let found = self.keys.iter().find(|(known, _)| known == id);
        found.map(|(_, key)| key).with_context(|| format!("vault.keys: key {id} is gone"))
    }

    /// The key that seals.
    fn first(&self) -> Option<&(String, RandomizedNonceKey)> {
        self.keys.first()
    }
}

/// Nonce, sealed text and tag.
fn seal_with(key: &RandomizedNonceKey, context: &[u8], value: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut text = value.to_vec();
    let nonce = key
        .seal_in_place_append_tag(Aad::from(context), &mut text)
        .map_err(|_| anyhow!("sealing a value"))?;
    let mut sealed = nonce.as_ref().to_vec();
    sealed.extend(text);
    Ok(sealed)
}

/// What [`seal_with`] made.
fn open_with(key: &RandomizedNonceKey, context: &[u8], mut sealed: Vec<u8>) -> anyhow::Result<Vec<u8>> {
    anyhow::ensure!(sealed.len() >= NONCE_LEN, "a sealed value is cut off");
    let mut text = sealed.split_off(NONCE_LEN);
    let nonce =
        Nonce::try_assume_unique_for_key(&sealed).map_err(|_| anyhow!("a sealed value is cut off"))?;
    let length = key
        .open_in_place(nonce, Aad::from(context), &mut text)
        .map_err(|_| anyhow!("a sealed value was changed, or belongs elsewhere"))?
        .len();
    text.truncate(length);
    Ok(text)
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
    fn marks_are_known_again_by_any_key_of_the_ring_and_by_no_other() {
        let (old, new) = (key("old"), key("new"));
        let before = Vault::new(std::slice::from_ref(&old)).unwrap();
        let mark = before.mark("pork").unwrap();
        assert!(before.is_mark_of("pork", &mark) && !before.is_mark_of("beef", &mark));
        assert!(Vault::new(&[new.clone(), old]).unwrap().is_mark_of("pork", &mark), "after a rotation");
        let without = Vault::new(&[new]).unwrap();
        assert!(!without.is_mark_of("pork", &mark) && without.mark("pork").unwrap() != mark);
        assert!(!without.is_mark_of("pork", "%") && !without.is_mark_of("pork", ""));
    }

    #[test]
    fn a_key_has_thirty_two_bytes() {
        assert!(Vault::new(&[Key { id: "a".to_owned(), secret: vec![0; 33] }]).is_err());
        assert!(Vault::new(&[]).is_err());
    }
}
