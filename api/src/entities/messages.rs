//! Messages of guardians to referents.

use sea_orm::entity::prelude::*;

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "messages")]
pub struct Model {
    /// Identifies the message.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// From which household.
    pub household_id: Uuid,
    /// Who wrote it.
    pub guardian_id: Uuid,
    /// Which child it is about.
    pub child_id: Option<Uuid>,
    /// Which slot it is about.
    pub slot_id: Option<Uuid>,
    /// Which day it is about.
    pub day: Option<Date>,
    /// Name of the referent.
    #[sea_orm(column_type = "Text")]
    pub recipient_name: String,
    /// Mail address of the referent.
    #[sea_orm(column_type = "Text")]
    pub recipient_address: String,
    /// What it says.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// The mail it became.
    pub mail_id: Uuid,
    /// When the row was written.
    pub created_at: DateTimeUtc,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `household_id`.
    #[sea_orm(
        belongs_to = "super::households::Entity",
        from = "Column::HouseholdId",
        to = "super::households::Column::Id"
    )]
    Household,
    /// By `guardian_id`.
    #[sea_orm(
        belongs_to = "super::guardians::Entity",
        from = "Column::GuardianId",
        to = "super::guardians::Column::Id"
    )]
    Guardian,
    /// By `child_id`.
    #[sea_orm(
        belongs_to = "super::children::Entity",
        from = "Column::ChildId",
        to = "super::children::Column::Id"
    )]
    Child,
    /// By `slot_id`.
    #[sea_orm(belongs_to = "super::slots::Entity", from = "Column::SlotId", to = "super::slots::Column::Id")]
    Slot,
    /// By `mail_id`.
    #[sea_orm(belongs_to = "super::mails::Entity", from = "Column::MailId", to = "super::mails::Column::Id")]
    Mail,
}

impl Related<super::households::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Household.def()
    }
}

impl Related<super::guardians::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Guardian.def()
    }
}

impl Related<super::children::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Child.def()
    }
}

impl Related<super::slots::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Slot.def()
    }
}

impl Related<super::mails::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Mail.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
