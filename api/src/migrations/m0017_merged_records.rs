//! Where a household, guardian or child went that was made one with another.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("merged_records")
            .col(ColumnDef::new("old_id").uuid().not_null().primary_key())
            .col(ColumnDef::new("kind").text().not_null())
            .col(ColumnDef::new("external_id").text())
            .col(ColumnDef::new("new_id").uuid().not_null())
            .col(ColumnDef::new("merged_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("merged_by").uuid())
            .foreign_key(ForeignKey::create().from("merged_records", "merged_by").to("accounts", "id"))
            .to_owned();
        manager.create_table(table).await?;
        for (name, column) in
            [("ix_merged_records_external", "external_id"), ("ix_merged_records_new", "new_id")]
        {
            let index = Index::create().name(name).table("merged_records").col(column).to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("merged_records").to_owned()).await
    }
}
