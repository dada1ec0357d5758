//! Who is in the households of a list.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::entities::{accounts, children, guardians, household_children, household_guardians};
use crate::error::Error;

/// First names of the children of households, the eldest first.
pub(super) async fn children_of(
    db: &impl ConnectionTrait,
    households: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<String>>, Error> {
    let rows = household_children::Entity::find()
        .find_also_related(children::Entity)
        .filter(household_children::Column::HouseholdId.is_in(households.iter().copied()))
        .order_by_asc(children::Column::BirthDate)
        .order_by_asc(children::Column::FirstName)
        .all(db)
        .await?;
    let mut found: BTreeMap<Uuid, Vec<String>> = BTreeMap::new();
    for (member, child) in rows {
        found.entry(member.household_id).or_default().extend(child.map(|child| child.first_name));
    }
    Ok(found)
}

/// The guardians of households, those who came first first.
#[derive(Default)]
pub(super) struct GuardiansOf {
    /// Their names.
    pub(super) names: BTreeMap<Uuid, Vec<String>>,
    /// Mail addresses of those who have no account, or have never set its password.
    pub(super) not_come: BTreeMap<Uuid, Vec<String>>,
}

/// The guardians of households.
pub(super) async fn guardians_of(
    db: &impl ConnectionTrait,
    households: &[Uuid],
) -> Result<GuardiansOf, Error> {
    let rows = household_guardians::Entity::find()
        .find_also_related(guardians::Entity)
        .filter(household_guardians::Column::HouseholdId.is_in(households.iter().copied()))
        .order_by_asc(guardians::Column::CreatedAt)
        .order_by_asc(guardians::Column::Id)
        .all(db)
        .await?;
    let owned = rows.iter().filter_map(|(_, guardian)| guardian.as_ref()?.account_id);
    let accounts = accounts::Entity::find().filter(accounts::Column::Id.is_in(owned)).all(db).await?;
    let accounts: HashMap<Uuid, accounts::Model> = accounts.into_iter().map(|row| (row.id, row)).collect();
    let mut found = GuardiansOf::default();
    for (member, guardian) in rows {
        let Some(guardian) = guardian else { continue };
        let account = guardian.account_id.and_then(|id| accounts.get(&id));
        let address = match account {
            Some(account) if account.closed_at.is_some() || account.password_hash.is_some() => None,
            Some(account) => Some(account.email.clone()),
            None => guardian.email,
        };
        found.not_come.entry(member.household_id).or_default().extend(address);
        let name = format!("{} {}", guardian.first_name, guardian.last_name);
        found.names.entry(member.household_id).or_default().push(name);
    }
    Ok(found)
}
