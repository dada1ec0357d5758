//! Addresses that accounts had before the present one.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use uuid::Uuid;

use super::confirm_address::ADDRESS_CHANGED;
use crate::entities::history;
use crate::error::Error;

/// Addresses that accounts had once, with the last one that the same account is known to have had. The history tells, as long
/// as it is kept. Only to recognise whom an older file means: whoever reads the mail of such an address now is somebody else.
///
/// # Errors
///
/// When the database fails.
pub async fn former_addresses(db: &impl ConnectionTrait) -> Result<BTreeMap<String, String>, Error> {
    let Had { addresses, last } = had(db).await?;
    let pairs = addresses.into_iter().filter_map(|(had, account)| Some((had, last.get(&account)?.clone())));
    Ok(pairs.filter(|(had, last)| had != last).collect())
}

/// The accounts whose last address is known to be one of some, and every other address that they had: those closed too, which
/// their guardians no longer name.
///
/// # Errors
///
/// When the database fails.
pub async fn known_by(
    db: &impl ConnectionTrait,
    addresses: &[String],
) -> Result<(Vec<Uuid>, Vec<String>), Error> {
    let Had { addresses: had, last } = had(db).await?;
    let accounts: Vec<Uuid> =
        last.into_iter().filter(|(_, last)| addresses.contains(last)).map(|(account, _)| account).collect();
    let others = had.into_iter().filter(|(_, account)| accounts.contains(account)).map(|(had, _)| had);
    Ok((accounts.clone(), others.collect()))
}

struct Had {
    /// Each address that was given up, and by which account.
    addresses: Vec<(String, Uuid)>,
    last: BTreeMap<Uuid, String>,
}

async fn had(db: &impl ConnectionTrait) -> Result<Had, Error> {
    let changes = history::Entity::find()
        .filter(history::Column::SubjectType.eq("account"))
        .filter(history::Column::Action.eq(ADDRESS_CHANGED))
        .order_by_asc(history::Column::At)
        .order_by_asc(history::Column::Id)
        .all(db)
        .await?;
    let told = |value: Option<&Value>| Some(value?.get("email")?.as_str()?.to_owned());
    let mut known = Had { addresses: Vec::new(), last: BTreeMap::new() };
    for change in &changes {
        if let (Some(before), Some(after)) = (told(change.before.as_ref()), told(change.after.as_ref())) {
            known.addresses.push((before, change.subject_id));
            known.last.insert(change.subject_id, after);
        }
    }
    Ok(known)
}
