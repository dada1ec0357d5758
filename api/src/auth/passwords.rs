//! Passwords: Argon2id with OWASP's parameters, a bounded number at a time, off the threads that answer.

use anyhow::{Context, anyhow};
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use shared::passwords::{PasswordFault, Strength, password_fault};

use super::guesses::strength_now;
use crate::bounded::Bounded;
use crate::error::Error;

/// OWASP Password Storage Cheat Sheet: 19 MiB, 2 iterations, 1 lane.
const MEMORY_KIB: u32 = 19 * 1024;
const ITERATIONS: u32 = 2;
const LANES: u32 = 1;

/// Hashes and checks passwords.
pub struct Passwords {
    hashes: Bounded,
    /// Apart from hashes: whoever types passwords without being signed in holds up nobody who signs in.
    estimates: Bounded,
    /// Checked in place of the hash of an account that does not exist, so that both answers take the same time.
    decoy: String,
}

impl Passwords {
    /// Hashes and estimates so many passwords at a time.
    ///
    /// # Errors
    ///
    /// When hashing does not work at all.
    pub fn new(concurrent_hashes: usize, concurrent_estimates: usize) -> anyhow::Result<Self> {
        let nobody: [u8; 32] = rand::random();
        Ok(Self {
            hashes: Bounded::new(concurrent_hashes),
            estimates: Bounded::new(concurrent_estimates),
            decoy: hash_now(&nobody)?,
        })
    }

    /// Whether `password` is the one of `hash`; without a hash never, after the same time.
    ///
    /// # Errors
    ///
    /// When the hash cannot be read, which is our fault.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, Error> {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.decoy.clone());
        let matches = self.hashes.run(move || verify_now(password.as_bytes(), &hash)).await??;
        Ok(known && matches)
    }

    /// How hard a password is to guess for somebody who knows `words`, and what is wrong with it, if anything.
    ///
    /// # Errors
    ///
    /// When the work cannot be done, which is our fault.
    pub async fn judge(
        &self,
        password: &str,
        words: Vec<String>,
    ) -> Result<(Strength, Option<PasswordFault>), Error> {
        let guessed = password.to_owned();
        let strength = self.estimates.run(move || strength_now(&guessed, &words)).await?;
        Ok((strength, password_fault(password, Some(strength))))
    }

    /// The hash of a password, as [`Passwords::hash`] makes it, off the threads that answer.
    ///
    /// # Errors
    ///
    /// When hashing fails, which is our fault.
    pub async fn make(&self, password: String) -> Result<String, Error> {
        Ok(self.hashes.run(move || hash_now(password.as_bytes())).await??)
    }

    /// The hash of a password, in PHC form.
    ///
    /// # Errors
    ///
    /// When hashing fails, which is our fault.
    pub fn hash(password: &str) -> anyhow::Result<String> {
        hash_now(password.as_bytes())
    }
}

fn argon2() -> anyhow::Result<Argon2<'static>> {
    let params =
        Params::new(MEMORY_KIB, ITERATIONS, LANES, None).map_err(|error| anyhow!("Argon2: {error}"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash_now(password: &[u8]) -> anyhow::Result<String> {
    let hash = argon2()?.hash_password(password).map_err(|error| anyhow!("hashing a password: {error}"))?;
    Ok(hash.to_string())
}

fn verify_now(password: &[u8], hash: &str) -> anyhow::Result<bool> {
    let hash =
        PasswordHash::new(hash).map_err(|error| anyhow!("{error}")).context("reading a password hash")?;
    Ok(argon2()?.verify_password(password, &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::sync::mpsc;

    use futures_util::FutureExt;

    use super::*;

    #[actix_web::test]
    async fn only_the_password_of_the_hash_is_accepted() {
        let passwords = Passwords::new(2, 1).unwrap();
        let hash = Passwords::hash("correct horse").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(passwords.verify("correct horse".to_owned(), Some(hash.clone())).await.unwrap());
        assert!(!passwords.verify("wrong horse".to_owned(), Some(hash)).await.unwrap());
        assert!(!passwords.verify("correct horse".to_owned(), None).await.unwrap());
        assert!(passwords.verify(String::new(), Some("garbage".to_owned())).await.is_err());
    }

    #[actix_web::test]
    async fn estimates_under_way_hold_up_nobody_who_signs_in() {
        let passwords = Passwords::new(1, 1).unwrap();
        let (let_go, wait) = mpsc::channel::<()>();
        let busy = passwords.estimates.run(move || wait.recv().unwrap());
        let waiting = passwords.judge("girafe tambour lundi orage", Vec::new());
        // both begun, in this order: one at work, one in line behind it
        let (mut busy, mut waiting) = (pin!(busy), pin!(waiting));
        assert!(busy.as_mut().now_or_never().is_none());
        assert!(waiting.as_mut().now_or_never().is_none());
        assert!(!passwords.verify("wrong horse".to_owned(), None).await.unwrap());
        let_go.send(()).unwrap();
        busy.await.unwrap();
        assert_eq!(waiting.await.unwrap().1, None);
    }
}
