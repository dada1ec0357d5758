//! Contents that tell of health are sealed: by which key.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sealed_by = ColumnDef::new("sealed_by").text().to_owned();
        manager.alter_table(Table::alter().table("documents").add_column(sealed_by).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("documents").drop_column("sealed_by").to_owned()).await
    }
}
