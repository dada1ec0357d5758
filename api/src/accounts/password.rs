//! Operations of commands: passwords for accounts that have none, the list of accounts.

use shared::wire::Account;

use super::store;
use crate::auth::Passwords;
use crate::db::Db;

/// Gives every account without a password the one that `choose` makes, after handing address and password to `keep`.
///
/// # Errors
///
/// When `keep` or the database fails; passwords are set all or none.
pub async fn give_passwords(
    db: &Db,
    choose: impl Fn() -> String,
    keep: impl Fn(&[(String, String)]) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let accounts = store::without_password(db.reader()).await?;
    let mut chosen = Vec::with_capacity(accounts.len());
    let mut hashes = Vec::with_capacity(accounts.len());
    for (id, email) in accounts {
        let password = choose();
        hashes.push((id, Passwords::hash(&password)?));
        chosen.push((email, password));
    }
    // kept first: a password that nobody knows would be lost
    keep(&chosen)?;
    db.write(async |tx| {
        for (id, hash) in &hashes {
            store::set_password(tx, *id, hash).await?;
        }
        Ok(())
    })
    .await?;
    Ok(())
}

/// All accounts, by mail address.
///
/// # Errors
///
/// When the database fails.
pub async fn list_accounts(db: &Db) -> anyhow::Result<Vec<Account>> {
    let mut shown = Vec::new();
    for id in store::ids(db.reader()).await? {
        shown.push(store::account(db.reader(), id.into()).await?);
    }
    Ok(shown)
}
