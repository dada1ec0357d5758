//! The configuration in force: read once per version, shared by all requests of a replica.

use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder, QuerySelect};
use shared::organisation::Organisation;

use crate::entities::configurations;
use crate::error::Error;

/// The newest snapshot this replica has read; clones share it.
///
/// A transaction asks for the newest version's number in its own view of the database, so that a replica uses a new
/// one from the first transaction that can see it, and never half of two.
#[derive(Clone, Default)]
pub struct Snapshots(Arc<Mutex<Option<Arc<Organisation>>>>);

impl Snapshots {
    /// The snapshot that a connection or transaction sees as the newest. One statement, two for a version not read
    /// before.
    ///
    /// # Errors
    /// [`Error::Unavailable`] before the first import; those of the database.
    pub async fn current(&self, connection: &impl ConnectionTrait) -> Result<Arc<Organisation>, Error> {
        let newest: Option<i32> = configurations::Entity::find()
            .select_only()
            .column(configurations::Column::Version)
            .order_by_desc(configurations::Column::Version)
            .into_tuple()
            .one(connection)
            .await?;
        let newest = newest.ok_or(Error::Unavailable)?;
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match known {
            Some(known) if i64::from(known.version) == i64::from(newest) => Ok(known),
            _ => self.read(newest, connection).await,
        }
    }

    async fn read(
        &self,
        version: i32,
        connection: &impl ConnectionTrait,
    ) -> Result<Arc<Organisation>, Error> {
        let row =
            configurations::Entity::find_by_id(version).one(connection).await?.ok_or(Error::Unavailable)?;
        let organisation: Organisation =
            serde_json::from_value(row.document).map_err(|error| Error::Internal(error.into()))?;
        let organisation = Arc::new(organisation);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&organisation));
        Ok(organisation)
    }
}
