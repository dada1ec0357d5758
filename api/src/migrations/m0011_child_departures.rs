//! Children who leave when a school year is opened.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let departures = Table::create()
            .table("child_departures")
            .col(ColumnDef::new("child_id").uuid().not_null())
            .col(ColumnDef::new("school_year").text().not_null())
            .primary_key(Index::create().col("child_id").col("school_year"))
            .foreign_key(ForeignKey::create().from("child_departures", "child_id").to("children", "id"))
            .to_owned();
        manager.create_table(departures).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("child_departures").to_owned()).await
    }
}
