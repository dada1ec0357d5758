//! Pages that administrators write.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("page_versions")
            .col(ColumnDef::new("code").text().not_null())
            .col(ColumnDef::new("version").integer().not_null())
            .col(ColumnDef::new("fr").text().not_null())
            .col(ColumnDef::new("en").text().not_null())
            .col(ColumnDef::new("at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("account_id").uuid().not_null())
            .primary_key(Index::create().col("code").col("version"))
            .foreign_key(ForeignKey::create().from("page_versions", "account_id").to("accounts", "id"))
            .to_owned();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("page_versions").to_owned()).await
    }
}
