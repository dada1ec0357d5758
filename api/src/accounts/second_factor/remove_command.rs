//! `ribambelle remove-second-factor`: for somebody who lost phone and recovery codes.

use super::store;
use crate::accounts::letters::{About, write};
use crate::accounts::sign_in_store;
use crate::accounts::store::by_email;
use crate::db::Db;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::letters::Letters;
use crate::mail::{Addressee, normalised};

/// Lets an account sign in by its password alone again. Make sure first that it is its owner who asks.
#[derive(clap::Args, Debug)]
pub struct RemoveSecondFactorCommand {
    /// The account's mail address.
    #[arg(value_name = "ADDRESS")]
    address: String,
}

impl RemoveSecondFactorCommand {
    /// Removes it, signs all devices out, tells the owner by mail, and says so in a line.
    ///
    /// # Errors
    ///
    /// When there is no such account, or it has no second factor.
    pub async fn run(self, db: &Db, letters: &Letters) -> anyhow::Result<String> {
        let email = normalised(&self.address);
        let removed = db
            .write(async |tx| {
                let Some(account) = by_email(tx, &email).await? else { return Ok(false) };
                if !store::remove(tx, account.id).await? {
                    return Ok(false);
                }
                let now = letters.clock.now();
                // whoever holds the lost phone is signed out with it
                sign_in_store::revoke_all(tx, account.id, None, now).await?;
                let to = Addressee::of(tx, account.id.into()).await?;
                let about = About { template: "second_factor_off", link: None, email: &account.email };
                write(letters, tx, now, &to, &about).await?;
                let subject = ("account", account.id);
                let done = Deed::unsigned("remove-second-factor", subject, "second_factor_off");
                record(tx, &letters.clock, now, &done, None, None).await?;
                Ok(true)
            })
            .await
            .map_err(Error::into_report)?;
        anyhow::ensure!(removed, "no account with a second factor has the address {email}");
        Ok(format!("{email} signs in by password alone"))
    }
}
