//! Two accounts of one guardian: one is closed.

use sea_orm::ConnectionTrait;
use shared::ids::AccountId;

use super::letters::{About, write};
use super::store;
use crate::carry_over::CarryOver;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::letters::Letters;
use crate::mail::Addressee;

/// Closes an account because its guardian signs in with another: nothing of it opens anything any more. A mail tells the
/// address to sign in with.
///
/// # Errors
///
/// [`Error::InvalidValue`] naming `field` when the account works for the organisation; those of the database.
pub async fn close_for(
    tx: &impl ConnectionTrait,
    letters: &Letters,
    request_id: &str,
    over: &CarryOver,
    field: &str,
    (closed, stays): (AccountId, AccountId),
) -> Result<(), Error> {
    if store::is_staff(tx, closed.0).await? {
        return Err(Error::invalid(field, "staff", "an account of the staff stays"));
    }
    let stays = store::find(tx, stays.0).await?.ok_or_else(|| Error::internal("no account that stays"))?;
    let to = Addressee::of(tx, closed).await?;
    let about = About { template: "account_merged", link: None, email: &stays.email };
    write(letters, tx, over.now, &to, &about).await?;
    store::close(tx, closed.0, over.now).await?;
    let deed = Deed {
        by: Some(over.by),
        household: Some(over.kept),
        request_id,
        subject: ("account", closed.0),
        action: "closed",
    };
    record(tx, &letters.clock, over.now, &deed, None, None).await
}
