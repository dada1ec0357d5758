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
    let changes = history::Entity::find()
        .filter(history::Column::SubjectType.eq("account"))
        .filter(history::Column::Action.eq(ADDRESS_CHANGED))
        .order_by_asc(history::Column::At)
        .order_by_asc(history::Column::Id)
        .all(db)
        .await?;
    let told = |value: Option<&Value>| Some(value?.get("email")?.as_str()?.to_owned());
    let mut last: BTreeMap<Uuid, String> = BTreeMap::new();
    let mut had: Vec<(String, Uuid)> = Vec::new();
    for change in &changes {
        if let (Some(before), Some(after)) = (told(change.before.as_ref()), told(change.after.as_ref())) {
            had.push((before, change.subject_id));
            last.insert(change.subject_id, after);
        }
    }
    let pairs = had.into_iter().filter_map(|(before, account)| Some((before, last.get(&account)?.clone())));
    Ok(pairs.filter(|(before, last)| before != last).collect())
}
