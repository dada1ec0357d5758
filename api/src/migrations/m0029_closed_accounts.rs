//! Of a guardian who closed their account it is known that they did: they are not invited unless somebody asks for just that.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

const CLOSED: &str = "account_closed_at";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = ColumnDef::new(CLOSED).timestamp_with_time_zone().to_owned();
        manager.alter_table(Table::alter().table("guardians").add_column(column).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("guardians").drop_column(CLOSED).to_owned()).await
    }
}
