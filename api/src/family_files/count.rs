//! How many families and edits wait for staff, in each of their lists.

use sea_orm::sea_query::IntoCondition;
use sea_orm::{Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use shared::calendar::SchoolYear;

use super::change_requests::waiting_requests;
use super::erase::inhabited;
use super::list::waiting_files;
use super::search::{come_and_not_submitted, with_unopened_account, without_account};
use crate::auth::Scope;
use crate::entities::households;
use crate::error::Error;

/// How many wait, of those whom somebody works for.
#[derive(Clone, Copy, Debug)]
pub struct WaitingFamilies {
    /// Files to check.
    pub files: u64,
    /// Edits to accept.
    pub change_requests: u64,
    /// Families of which no guardian has an account.
    pub without_account: u64,
    /// Families of which a guardian has never set a password.
    pub never_opened: u64,
    /// Families of which a guardian has come, and whose file was never submitted.
    pub not_submitted: u64,
}

/// Counts them, files of a school year.
///
/// # Errors
///
/// Those of the database.
pub async fn waiting_families(
    db: &impl ConnectionTrait,
    scope: &Scope,
    year: SchoolYear,
) -> Result<WaitingFamilies, Error> {
    let reached =
        || Condition::all().add(scope.on(households::Column::Id)).add(inhabited(households::Column::Id));
    let families = async |which: Condition| -> Result<u64, Error> {
        Ok(households::Entity::find().filter(reached().add(which)).count(db).await?)
    };
    Ok(WaitingFamilies {
        files: waiting_files(year, reached()).count(db).await?,
        change_requests: waiting_requests(scope).count(db).await?,
        without_account: families(without_account().into_condition()).await?,
        never_opened: families(with_unopened_account()).await?,
        not_submitted: families(come_and_not_submitted(year)).await?,
    })
}
