//! What two households that are made one have to agree on: each feature carries its own rows over by it.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use shared::ids::{AccountId, ChildId, GuardianId, HouseholdId};
use uuid::Uuid;

/// Which ids take the place of which.
#[derive(Clone, Debug)]
pub struct CarryOver {
    /// The household that stays.
    pub kept: HouseholdId,
    /// The one that goes over into it.
    pub other: HouseholdId,
    /// Children that are one: the id that stays, and the one that goes.
    pub children: Vec<(ChildId, ChildId)>,
    /// Guardians that are one, likewise.
    pub guardians: Vec<(GuardianId, GuardianId)>,
    /// Who does it.
    pub by: AccountId,
    /// When.
    pub now: DateTime<Utc>,
}

impl CarryOver {
    /// Lets a column that names the household name the one that stays; how many rows.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn household<E: EntityTrait>(
        &self,
        tx: &impl ConnectionTrait,
        column: E::Column,
    ) -> Result<u64, DbErr> {
        renamed::<E>(tx, column, self.kept.0, self.other.0).await
    }

    /// The same of a column that names a child.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn children<E: EntityTrait>(
        &self,
        tx: &impl ConnectionTrait,
        column: E::Column,
    ) -> Result<(), DbErr> {
        for (kept, other) in &self.children {
            renamed::<E>(tx, column, kept.0, other.0).await?;
        }
        Ok(())
    }

    /// The same of a column that names a guardian.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn guardians<E: EntityTrait>(
        &self,
        tx: &impl ConnectionTrait,
        column: E::Column,
    ) -> Result<(), DbErr> {
        for (kept, other) in &self.guardians {
            renamed::<E>(tx, column, kept.0, other.0).await?;
        }
        Ok(())
    }

    /// The id that stands for a child from now on.
    #[must_use]
    pub fn child(&self, id: Uuid) -> Uuid {
        self.children.iter().find(|(_, other)| other.0 == id).map_or(id, |(kept, _)| kept.0)
    }

    /// The id that stands for a guardian from now on.
    #[must_use]
    pub fn guardian(&self, id: Uuid) -> Uuid {
        self.guardians.iter().find(|(_, other)| other.0 == id).map_or(id, |(kept, _)| kept.0)
    }
}

async fn renamed<E: EntityTrait>(
    tx: &impl ConnectionTrait,
    column: E::Column,
    kept: Uuid,
    other: Uuid,
) -> Result<u64, DbErr> {
    let done = E::update_many().col_expr(column, Expr::value(kept)).filter(column.eq(other)).exec(tx).await?;
    Ok(done.rows_affected)
}
