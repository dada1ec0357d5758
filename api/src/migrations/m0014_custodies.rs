//! Whose a child's days are, between two households.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(custodies()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("custodies").to_owned()).await
    }
}

fn custodies() -> TableCreateStatement {
    Table::create()
        .table("custodies")
        .col(ColumnDef::new("child_id").uuid().not_null().primary_key())
        .col(ColumnDef::new("household_id").uuid().not_null())
        .col(ColumnDef::new("other_household_id").uuid().not_null())
        .col(ColumnDef::new("calendar").json_binary())
        .col(ColumnDef::new("proposal").json_binary())
        .col(ColumnDef::new("proposed_by").uuid())
        .col(ColumnDef::new("proposed_at").timestamp_with_time_zone())
        .col(ColumnDef::new("version").integer().not_null())
        .foreign_key(ForeignKey::create().from("custodies", "child_id").to("children", "id"))
        .foreign_key(ForeignKey::create().from("custodies", "household_id").to("households", "id"))
        .foreign_key(ForeignKey::create().from("custodies", "other_household_id").to("households", "id"))
        .to_owned()
}
