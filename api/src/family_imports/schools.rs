//! Schools by what a file calls them: their code of the configuration, or their name.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, EntityTrait};
use shared::families::folded;
use shared::ids::SchoolId;
use shared::organisation::Organisation;

use crate::entities::schools;
use crate::error::Error;

/// The ids of schools by their codes.
pub(super) struct Schools(BTreeMap<String, SchoolId>);

impl Schools {
    /// Those that there are.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub(super) async fn load(db: &impl ConnectionTrait) -> Result<Self, Error> {
        let rows = schools::Entity::find().all(db).await?;
        Ok(Self(rows.into_iter().map(|row| (folded(&row.code), row.id.into())).collect()))
    }

    /// The one that a cell names: by its id, code or name; of several of one name, none.
    pub(super) fn id_of(&self, organisation: &Organisation, cell: &str) -> Option<SchoolId> {
        let name = folded(cell);
        let by_code = self.0.get(&name).copied().or_else(|| cell.parse().ok());
        if let Some(id) = by_code.filter(|id| organisation.school(*id).is_some()) {
            return Some(id);
        }
        let mut named = organisation.schools.iter().filter(|school| folded(&school.name) == name);
        match (named.next(), named.next()) {
            (Some(school), None) => Some(school.id),
            _ => None,
        }
    }
}
