//! Checking the code of somebody who signs in.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{secret, store};
use crate::db::Db;
use crate::error::Error;
use crate::vault::Vault;

/// Longest code read: six digits, or a recovery code, with blanks and hyphens.
const MAX_LENGTH: usize = 40;

/// Lets an account pass that asks for no code, or whose code this is; uses the code up. Whether one was asked for.
///
/// # Errors
///
/// [`Error::SecondFactorRequired`] without a code, [`Error::WrongSecondFactor`].
pub(in crate::accounts) async fn check(
    db: &Db,
    vault: &Vault,
    account_id: Uuid,
    code: Option<&str>,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    if !store::is_confirmed(db.reader(), account_id).await? {
        return Ok(false);
    }
    let code = code.filter(|code| !code.trim().is_empty()).ok_or(Error::SecondFactorRequired)?;
    if code.len() > MAX_LENGTH {
        return Err(Error::WrongSecondFactor);
    }
    let code = plain(code);
    let used = db
        .write(async |tx| {
            // read where it is used up: the secret may just be sealed anew
            let Some(factor) = store::lock(tx, account_id).await? else { return Ok(None) };
            let used = match secret::step(vault, account_id, &factor.secret, &code, now)? {
                Some(step) => store::use_step(tx, &factor, step).await?,
                None => store::use_code(tx, account_id, &code, now).await?,
            };
            Ok(Some(used))
        })
        .await?;
    match used {
        // removed just now: nothing was proven
        None => Ok(false),
        Some(true) => Ok(true),
        Some(false) => Err(Error::WrongSecondFactor),
    }
}

/// A code without what people put into it to read it better.
pub(super) fn plain(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}
