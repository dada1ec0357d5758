//! Access tokens: JWT, HS256, keys by `kid`.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};
use shared::ids::{AccountId, SignInId};

use crate::config::Key;
use crate::error::Error;

/// What an access token says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Whose it is.
    pub sub: AccountId,
    /// The sign-in it belongs to; looked up on each request, so that signing out acts at once.
    pub sid: SignInId,
    /// When it was issued, in seconds.
    pub iat: i64,
    /// From when it is refused, in seconds.
    pub exp: i64,
}

/// Signs and reads access tokens.
pub struct AccessTokens {
    keys: Vec<(String, EncodingKey, DecodingKey)>,
    validation: Validation,
    lifetime: TimeDelta,
}

impl AccessTokens {
    /// Tokens signed by the first of `keys`, which is not empty, and good for `minutes`.
    #[must_use]
    pub fn new(keys: &[Key], minutes: u32) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        // expiry is judged by the injected clock, in `read`
        validation.validate_exp = false;
        validation.validate_aud = false;
        validation.required_spec_claims.clear();
        let keys = keys
            .iter()
            .map(|key| {
                (key.id.clone(), EncodingKey::from_secret(&key.secret), DecodingKey::from_secret(&key.secret))
            })
            .collect();
        Self { keys, validation, lifetime: TimeDelta::minutes(minutes.into()) }
    }

    /// A token for a sign-in, with the instant from which it is refused.
    ///
    /// # Errors
    ///
    /// When signing fails, which is our fault.
    pub fn issue(
        &self,
        sub: AccountId,
        sid: SignInId,
        now: DateTime<Utc>,
    ) -> Result<(String, DateTime<Utc>), Error> {
        let (id, key, _) = self.keys.first().context("no signing key")?;
        let exp = now.timestamp() + self.lifetime.num_seconds();
        let claims = Claims { sub, sid, iat: now.timestamp(), exp };
        let header = Header { kid: Some(id.clone()), ..Header::new(Algorithm::HS256) };
        let token = encode(&header, &claims, key).context("signing a token")?;
        let expires_at = DateTime::from_timestamp(exp, 0).context("an expiry out of range")?;
        Ok((token, expires_at))
    }

    /// What a token says, if one of our keys signed it and it is not expired at `now`.
    ///
    /// # Errors
    ///
    /// [`Error::Unauthenticated`].
    pub fn read(&self, token: &str, now: DateTime<Utc>) -> Result<Claims, Error> {
        let kid = decode_header(token).ok().and_then(|header| header.kid).ok_or(Error::Unauthenticated)?;
        let (_, _, key) = self.keys.iter().find(|(id, ..)| *id == kid).ok_or(Error::Unauthenticated)?;
        let claims =
            decode::<Claims>(token, key, &self.validation).map_err(|_| Error::Unauthenticated)?.claims;
        if now.timestamp() < claims.exp { Ok(claims) } else { Err(Error::Unauthenticated) }
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use uuid::Uuid;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_token_is_good_until_it_expires_and_only_under_its_key() {
        let (old, new) = (Key::generate(), Key::generate());
        let before = AccessTokens::new(std::slice::from_ref(&old), 15);
        let after = AccessTokens::new(&[new.clone(), old], 15);
        let (sub, sid) = (AccountId(Uuid::from_u128(1)), SignInId(Uuid::from_u128(2)));
        let now = at("2027-03-01T10:00:00.5Z");
        let (token, expires_at) = before.issue(sub, sid, now).unwrap();
        assert_eq!(expires_at, at("2027-03-01T10:15:00Z"));
        for tokens in [&before, &after] {
            assert_eq!(tokens.read(&token, at("2027-03-01T10:14:59.999999Z")).unwrap().sid, sid);
            assert!(tokens.read(&token, expires_at).is_err());
        }
        assert!(AccessTokens::new(&[new], 15).read(&token, now).is_err());
    }

    #[test]
    fn forged_tokens_are_refused() {
        let key = Key::generate();
        let tokens = AccessTokens::new(std::slice::from_ref(&key), 15);
        let now = at("2027-03-01T10:00:00Z");
        let claims = Claims {
            sub: AccountId(Uuid::nil()),
            sid: SignInId(Uuid::nil()),
            iat: 0,
            exp: now.timestamp() + 900,
        };
        let header = Header { kid: Some(key.id.clone()), ..Header::default() };
        let other =
            encode(&header, &claims, &EncodingKey::from_secret(b"another secret of enough length!")).unwrap();
        let body = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&claims).unwrap());
        let none = URL_SAFE_NO_PAD.encode(format!(r#"{{"alg":"none","kid":"{}"}}"#, key.id));
        for token in [other, format!("{none}.{body}."), "x.y.z".to_owned(), String::new()] {
            assert!(matches!(tokens.read(&token, now), Err(Error::Unauthenticated)), "{token}");
        }
    }
}
