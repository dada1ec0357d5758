//! What families tell about the health of their children: apart from everything else, and sealed.

use std::collections::BTreeMap;

use anyhow::Context;
use sea_orm::entity::prelude::*;
use shared::families::{Field, FieldValue};

use crate::vault::{Vault, row};

/// The health of a child.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "health_records")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub child_id: Uuid,
    /// Codes of the fields that have an answer, so that what is missing is known without opening.
    #[sea_orm(column_type = "JsonBinary")]
    pub answered: Json,
    /// The answers, an object by code, sealed.
    #[sea_orm(column_type = "Text")]
    pub sealed: String,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `child_id`.
    #[sea_orm(
        belongs_to = "super::children::Entity",
        from = "Column::ChildId",
        to = "super::children::Column::Id"
    )]
    Child,
}

impl Related<super::children::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Child.def()
    }
}

impl Model {
    /// What a record tells.
    ///
    /// # Errors
    ///
    /// When it does not open.
    pub fn open(&self, vault: &Vault) -> anyhow::Result<BTreeMap<Field, FieldValue>> {
        let opened = vault.open(&row::<Entity>(self.child_id), &self.sealed)?;
        serde_json::from_slice(&opened).context("reading answers about health")
    }
}

impl ActiveModelBehavior for ActiveModel {}
