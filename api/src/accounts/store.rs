//! Queries of accounts.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Select,
};
use shared::catalogue::Language;
use shared::ids::AccountId;
use shared::staff::Role;
use shared::wire::{Account, AccountGuardian, AccountHousehold, AccountStaff};
use uuid::Uuid;

use super::{links, second_factor, sign_in_store};
use crate::announcements;
use crate::entities::{
    accounts, guardian_invitations, guardians, household_guardians, households, staff, staff_facilities,
};
use crate::error::Error;
use crate::history;

/// The account of a mail address, lower-cased.
pub(super) async fn by_email(
    db: &impl ConnectionTrait,
    email: &str,
) -> Result<Option<accounts::Model>, DbErr> {
    accounts::Entity::find().filter(accounts::Column::Email.eq(email)).one(db).await
}

/// An account with its guardian and households, as it is shown.
pub(super) async fn account(db: &impl ConnectionTrait, id: AccountId) -> Result<Account, Error> {
    let (account, guardian) = accounts::Entity::find_by_id(id)
        .find_also_related(guardians::Entity)
        .one(db)
        .await?
        .ok_or(Error::Unauthenticated)?;
    let households = match &guardian {
        None => Vec::new(),
        Some(guardian) => households_of(db, guardian.id).await?,
    };
    Ok(Account {
        id: account.id.into(),
        email: account.email,
        locale: account.locale,
        second_factor: second_factor::is_confirmed(db, id.0).await?,
        guardian: guardian.map(|guardian| AccountGuardian {
            id: guardian.id.into(),
            first_name: guardian.first_name,
            last_name: guardian.last_name,
        }),
        households,
        staff: staff(db, id.0).await?,
    })
}

/// Whether an account works for the organisation.
pub(super) async fn is_staff(db: &impl ConnectionTrait, account: Uuid) -> Result<bool, DbErr> {
    Ok(staff::Entity::find_by_id(account).one(db).await?.is_some())
}

async fn staff(db: &impl ConnectionTrait, account: Uuid) -> Result<Option<AccountStaff>, Error> {
    let Some(member) = staff::Entity::find_by_id(account).one(db).await? else { return Ok(None) };
    let facilities = staff_facilities::Entity::find()
        .filter(staff_facilities::Column::AccountId.eq(account))
        .order_by_asc(staff_facilities::Column::FacilityId)
        .all(db)
        .await?;
    Ok(Some(AccountStaff {
        first_name: member.first_name,
        last_name: member.last_name,
        role: Role::from_code(&member.role).ok_or_else(|| Error::internal("an unknown role"))?,
        facilities: facilities.into_iter().map(|row| row.facility_id.into()).collect(),
    }))
}

async fn households_of(db: &impl ConnectionTrait, guardian: Uuid) -> Result<Vec<AccountHousehold>, DbErr> {
    let found = household_guardians::Entity::find()
        .find_also_related(households::Entity)
        .filter(household_guardians::Column::GuardianId.eq(guardian))
        .order_by_asc(households::Column::Name)
        .order_by_asc(households::Column::Id)
        .all(db)
        .await?;
    let shown = found.into_iter().filter_map(|(right, household)| {
        let household = household?;
        Some(AccountHousehold { id: household.id.into(), name: household.name, may_book: right.may_book })
    });
    Ok(shown.collect())
}

/// An account by its id, its row locked.
pub(super) async fn lock(tx: &impl ConnectionTrait, account: Uuid) -> Result<Option<accounts::Model>, DbErr> {
    accounts::Entity::find_by_id(account).lock_exclusive().one(tx).await
}

/// An account by its id.
pub(super) async fn find(db: &impl ConnectionTrait, account: Uuid) -> Result<Option<accounts::Model>, DbErr> {
    accounts::Entity::find_by_id(account).one(db).await
}

/// A new account, without a password.
pub(super) async fn insert_account(
    tx: &impl ConnectionTrait,
    id: Uuid,
    email: &str,
    language: Language,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = accounts::ActiveModel {
        id: Set(id),
        email: Set(email.to_owned()),
        password_hash: Set(None),
        locale: Set(language.code().to_owned()),
        created_at: Set(now),
        version: Set(1),
        closed_at: Set(None),
    };
    accounts::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Guardians of households who have no account (any more).
fn without_account() -> Select<guardians::Entity> {
    let of_households = household_guardians::Entity::find()
        .select_only()
        .column(household_guardians::Column::GuardianId)
        .into_query();
    guardians::Entity::find()
        .filter(guardians::Column::AccountId.is_null())
        .filter(guardians::Column::Id.in_subquery(of_households))
}

/// A guardian of a household whom the organisation knows by a mail address and who has no account.
pub(super) async fn guardian_without_account(
    db: &impl ConnectionTrait,
    email: &str,
) -> Result<Option<guardians::Model>, DbErr> {
    let known = without_account().filter(guardians::Column::Email.eq(email));
    known.order_by_asc(guardians::Column::Id).one(db).await
}

/// The mail addresses of guardians of households who never had an account.
pub(super) async fn never_invited(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    without_account()
        .select_only()
        .column(guardians::Column::Email)
        .filter(guardians::Column::AccountClosedAt.is_null())
        .filter(guardians::Column::Email.is_not_null())
        .into_tuple()
        .all(db)
        .await
}

/// Lets an account sign in as a guardian. Invitations that name the guardian and went to other addresses are of no use any more.
pub(super) async fn attach(
    tx: &impl ConnectionTrait,
    guardian: Uuid,
    (account, email): (Uuid, &str),
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    use guardian_invitations::{Column, Ending, Entity};
    let row = guardians::ActiveModel {
        id: Set(guardian),
        account_id: Set(Some(account)),
        account_closed_at: Set(None),
        ..Default::default()
    };
    row.update(tx).await?;
    Entity::update_many()
        .col_expr(Column::EndedAt, Some(now).into())
        .col_expr(Column::Ending, Expr::value(Ending::Withdrawn))
        .filter(Column::GuardianId.eq(guardian))
        .filter(Column::Email.ne(email))
        .filter(Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// The guardian that an account signs in as.
pub(super) async fn guardian_of(db: &impl ConnectionTrait, account: Uuid) -> Result<Option<Uuid>, DbErr> {
    let found = guardians::Entity::find().filter(guardians::Column::AccountId.eq(account)).one(db).await?;
    Ok(found.map(|guardian| guardian.id))
}

/// Notes the mail address of a guardian.
pub(super) async fn set_guardian_email(
    tx: &impl ConnectionTrait,
    guardian: Uuid,
    email: &str,
) -> Result<(), DbErr> {
    let row = guardians::ActiveModel {
        id: Set(guardian),
        email: Set(Some(email.to_owned())),
        ..Default::default()
    };
    row.update(tx).await?;
    Ok(())
}

/// Accounts that cannot sign in by password: id and mail address, by address.
pub(super) async fn without_password(db: &impl ConnectionTrait) -> Result<Vec<(Uuid, String)>, DbErr> {
    accounts::Entity::find()
        .select_only()
        .column(accounts::Column::Id)
        .column(accounts::Column::Email)
        .filter(accounts::Column::PasswordHash.is_null())
        .filter(accounts::Column::ClosedAt.is_null())
        .order_by_asc(accounts::Column::Email)
        .into_tuple()
        .all(db)
        .await
}

pub(super) async fn set_password(tx: &impl ConnectionTrait, account: Uuid, hash: &str) -> Result<(), DbErr> {
    let row = accounts::ActiveModel {
        id: Set(account),
        password_hash: Set(Some(hash.to_owned())),
        ..Default::default()
    };
    row.update(tx).await?;
    Ok(())
}

/// Sets the address to sign in with, by which the organisation knows the guardian from now on; answers the one before. The old
/// one may be somebody else's some day.
pub(super) async fn set_email(
    tx: &impl ConnectionTrait,
    account: Uuid,
    email: &str,
) -> Result<String, Error> {
    let known = accounts::Entity::find_by_id(account).one(tx).await?.ok_or(Error::NotFound)?;
    let row = accounts::ActiveModel { id: Set(account), email: Set(email.to_owned()), ..Default::default() };
    row.update(tx).await?;
    guardians::Entity::update_many()
        .col_expr(guardians::Column::Email, Some(email.to_owned()).into())
        .filter(guardians::Column::AccountId.eq(account))
        .exec(tx)
        .await?;
    Ok(known.email)
}

pub(super) async fn set_locale(tx: &impl ConnectionTrait, account: Uuid, locale: &str) -> Result<(), DbErr> {
    let row =
        accounts::ActiveModel { id: Set(account), locale: Set(locale.to_owned()), ..Default::default() };
    row.update(tx).await?;
    Ok(())
}

/// Takes from an account all by which somebody could sign in. Its row stays: history and requests name it. What the history
/// tells of the account of nobody's parent is forgotten at once; of a parent, with the household.
pub(super) async fn close(tx: &impl ConnectionTrait, account: Uuid, now: DateTime<Utc>) -> Result<(), Error> {
    let row = accounts::ActiveModel {
        id: Set(account),
        // no mail address, so that nobody can type it
        email: Set(format!("closed:{account}")),
        password_hash: Set(None),
        closed_at: Set(Some(now)),
        ..Default::default()
    };
    row.update(tx).await?;
    let guardians = guardians::Entity::update_many()
        .col_expr(guardians::Column::AccountId, None::<Uuid>.into())
        .col_expr(guardians::Column::AccountClosedAt, Some(now).into())
        .filter(guardians::Column::AccountId.eq(account))
        .exec(tx)
        .await?;
    if guardians.rows_affected == 0 {
        history::forget_account(tx, account).await?;
    }
    announcements::forget_readings(tx, account).await?;
    links::end_all(tx, account, now).await?;
    second_factor::forget(tx, account).await?;
    sign_in_store::revoke_all(tx, account, None, now).await?;
    Ok(())
}

/// Ids of all open accounts, by mail address.
pub(super) async fn ids(db: &impl ConnectionTrait) -> Result<Vec<Uuid>, DbErr> {
    let query = accounts::Entity::find()
        .filter(accounts::Column::ClosedAt.is_null())
        .select_only()
        .column(accounts::Column::Id);
    query.order_by_asc(accounts::Column::Email).into_tuple().all(db).await
}
