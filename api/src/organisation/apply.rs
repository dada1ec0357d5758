//! Applying a configuration file: checked whole, within one transaction, repeatable.

use std::path::Path;

use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};
use shared::organisation::Organisation;
use uuid::Uuid;

use super::identities::Identities;
use super::{resolve, sessions};
use crate::clock::Clock;
use crate::db::bulk::insert_all;
use crate::digest::sha256_hex;
use crate::entities::{activities, configurations, document_types, facilities, history, schools, slots};
use crate::error::Error;

/// What applying a file gave.
pub struct Applied {
    /// The snapshot in force.
    pub organisation: Organisation,
    /// The ids of what it names.
    pub identities: Identities,
    /// Whether the file said something new.
    pub is_new: bool,
}

/// Applies a configuration file within a transaction: identities, snapshot, sessions. Equal content makes no new
/// version.
///
/// # Errors
/// The [`crate::toml_file::Findings`] about the file; those of the database.
pub async fn apply(tx: &impl ConnectionTrait, clock: &Clock, path: &Path) -> Result<Applied, Error> {
    let now = clock.now();
    let mut identities = Identities::load(tx).await?;
    let organisation = resolve::load(path, &mut identities, &|| clock.new_id(now))?;
    insert_identities(tx, &organisation, &identities, clock).await?;
    let (organisation, is_new) = store(tx, organisation, clock, path).await?;
    sessions::plan(tx, &organisation, clock).await?;
    Ok(Applied { organisation, identities, is_new })
}

async fn insert_identities(
    tx: &impl ConnectionTrait,
    organisation: &Organisation,
    identities: &Identities,
    clock: &Clock,
) -> Result<(), Error> {
    let created_at = clock.now();
    let school_name = |id: Uuid| {
        organisation.schools.iter().find(|school| school.id.0 == id).map(|school| school.name.clone())
    };
    let facility_name = |id: Uuid| {
        organisation
            .facilities
            .iter()
            .find(|facility| facility.id.0 == id)
            .map(|facility| facility.name.clone())
    };
    let facility_of = |id: Uuid| {
        organisation.activities.iter().find(|activity| activity.id.0 == id).map(|found| found.facility_id.0)
    };
    let rows = identities.schools.made().map(|(code, id)| schools::ActiveModel {
        id: Set(id),
        code: Set(code.to_owned()),
        name: Set(school_name(id).unwrap_or_default()),
        created_at: Set(created_at),
        version: Set(1),
    });
    insert_all(tx, rows.collect(), None).await?;
    let rows = identities.facilities.made().map(|(code, id)| facilities::ActiveModel {
        id: Set(id),
        code: Set(code.to_owned()),
        name: Set(facility_name(id).unwrap_or_default()),
        created_at: Set(created_at),
        version: Set(1),
    });
    insert_all(tx, rows.collect(), None).await?;
    let rows = identities.activities.made().map(|(code, id)| activities::ActiveModel {
        id: Set(id),
        code: Set(code.to_owned()),
        facility_id: Set(facility_of(id).unwrap_or_default()),
        created_at: Set(created_at),
        version: Set(1),
    });
    insert_all(tx, rows.collect(), None).await?;
    let rows = identities.slots.made().filter_map(|(code, id)| {
        let (activity, slot) = code.split_once('/')?;
        Some(slots::ActiveModel {
            id: Set(id),
            code: Set(slot.to_owned()),
            activity_id: Set(identities.activities.get(activity)?),
            created_at: Set(created_at),
            version: Set(1),
        })
    });
    insert_all(tx, rows.collect(), None).await?;
    let rows = identities.documents.made().map(|(code, id)| document_types::ActiveModel {
        id: Set(id),
        code: Set(code.to_owned()),
        created_at: Set(created_at),
    });
    insert_all(tx, rows.collect(), None).await
}

/// Keeps the snapshot as the next version, unless it equals the newest.
async fn store(
    tx: &impl ConnectionTrait,
    mut organisation: Organisation,
    clock: &Clock,
    path: &Path,
) -> Result<(Organisation, bool), Error> {
    let content = serde_json::to_vec(&organisation).map_err(Error::internal)?;
    let content_hash = sha256_hex(&content);
    let newest = configurations::Entity::find()
        .order_by_desc(configurations::Column::Version)
        .one(tx)
        .await?
        .map(|row| (row.version, row.content_hash));
    let version = match newest {
        Some((version, hash)) if hash == content_hash => {
            organisation.version = u32::try_from(version).map_err(Error::internal)?;
            return Ok((organisation, false));
        }
        Some((version, _)) => version + 1,
        None => 1,
    };
    organisation.version = u32::try_from(version).map_err(Error::internal)?;
    let now = clock.now();
    let row = configurations::ActiveModel {
        version: Set(version),
        created_at: Set(now),
        content_hash: Set(content_hash),
        source: Set(path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()),
        document: Set(serde_json::to_value(&organisation).map_err(Error::internal)?),
    };
    configurations::Entity::insert(row).exec_without_returning(tx).await?;
    let told = history::ActiveModel {
        id: Set(clock.new_id(now)),
        at: Set(now),
        account_id: Set(None),
        household_id: Set(None),
        request_id: Set("import".to_owned()),
        subject_type: Set("configuration".to_owned()),
        subject_id: Set(Uuid::nil()),
        action: Set("imported".to_owned()),
        before: Set(None),
        after: Set(Some(serde_json::json!({ "version": version }))),
    };
    history::Entity::insert(told).exec_without_returning(tx).await?;
    Ok((organisation, true))
}
