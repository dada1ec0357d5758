//! `ribambelle remove-second-factor`: for somebody who lost phone and recovery codes.

use super::store;
use crate::accounts::store::by_email;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::mail::normalised;

/// Lets an account sign in by its password alone again. Make sure first that it is its owner who asks.
#[derive(clap::Args, Debug)]
pub struct RemoveSecondFactorCommand {
    /// The account's mail address.
    #[arg(value_name = "ADDRESS")]
    address: String,
}

impl RemoveSecondFactorCommand {
    /// Removes it and says so in a line.
    ///
    /// # Errors
    ///
    /// When there is no such account, or it has no second factor.
    pub async fn run(self, db: &Db, clock: &Clock) -> anyhow::Result<String> {
        let email = normalised(&self.address);
        let removed = db
            .write(async |tx| {
                let Some(account) = by_email(tx, &email).await? else { return Ok(false) };
                if !store::remove(tx, account.id).await? {
                    return Ok(false);
                }
                let done =
                    Deed::unsigned("remove-second-factor", ("account", account.id), "second_factor_off");
                record(tx, clock, clock.now(), &done, None, None).await?;
                Ok(true)
            })
            .await
            .map_err(Error::into_report)?;
        anyhow::ensure!(removed, "no account with a second factor has the address {email}");
        Ok(format!("{email} signs in by password alone"))
    }
}
