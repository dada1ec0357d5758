//! The mail address of a guardian who has no account: an account that has it, or will have it, is theirs.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::ids::{AccountId, GuardianId};
use uuid::Uuid;

use crate::entities::{accounts, guardians};
use crate::error::Error;
use crate::mail::{is_address, normalised};

/// An address that is free for a guardian, and the account that has it already: a colleague's, say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAddress {
    /// Lower-cased.
    pub email: String,
    /// Nobody's yet.
    pub account: Option<AccountId>,
}

impl NewAddress {
    /// Judges an address for a guardian, who may have it already, by whom it is given. Nobody makes themselves a guardian: for
    /// staff who are parents a colleague does it.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidValue`] naming `field`: `invalid_email`, `taken`, `own`; those of the database.
    pub async fn judge(
        tx: &impl ConnectionTrait,
        field: &str,
        address: &str,
        of: Option<GuardianId>,
        by: AccountId,
    ) -> Result<Self, Error> {
        let email = normalised(address);
        if !is_address(&email) {
            return Err(Error::invalid(field, "invalid_email", "no mail address"));
        }
        let others = |id: Uuid| of.is_none_or(|of| of.0 != id);
        let known = guardians::Entity::find()
            .filter(guardians::Column::Email.eq(email.as_str()))
            .filter(guardians::Column::AccountId.is_null())
            .all(tx)
            .await?;
        let account = accounts::Entity::find()
            .filter(accounts::Column::Email.eq(email.as_str()))
            .find_also_related(guardians::Entity)
            .one(tx)
            .await?;
        let signs_in = account.as_ref().and_then(|(_, guardian)| guardian.as_ref());
        if known.iter().any(|row| others(row.id)) || signs_in.is_some_and(|row| others(row.id)) {
            return Err(Error::invalid(field, "taken", "the address of another guardian"));
        }
        let account = account.map(|(account, _)| account.id.into());
        if account == Some(by) {
            return Err(Error::invalid(field, "own", "a colleague gives you the address"));
        }
        Ok(Self { email, account })
    }
}

/// Gives a guardian an address, if the row has still that version; the next version.
///
/// # Errors
///
/// [`Error::ChangedMeanwhile`]; those of the database.
pub async fn set_address(
    tx: &impl ConnectionTrait,
    guardian: GuardianId,
    version: i32,
    address: &NewAddress,
) -> Result<i32, Error> {
    let written = guardians::Entity::update_many()
        .col_expr(guardians::Column::Email, Expr::value(Some(address.email.clone())))
        .col_expr(guardians::Column::AccountId, Expr::value(address.account.map(|id| id.0)))
        .col_expr(guardians::Column::AccountClosedAt, Expr::value(None::<DateTime<Utc>>))
        .col_expr(guardians::Column::Version, Expr::value(version + 1))
        .filter(guardians::Column::Id.eq(guardian.0))
        .filter(guardians::Column::Version.eq(version))
        .filter(guardians::Column::AccountId.is_null())
        .exec(tx)
        .await?;
    if written.rows_affected == 1 { Ok(version + 1) } else { Err(Error::ChangedMeanwhile) }
}
