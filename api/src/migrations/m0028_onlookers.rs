//! Who looks at the same item is an onlooker: presence is the word for children who have come.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

const NAMES: [&str; 2] = ["presences", "onlookers"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let [before, after] = NAMES;
        manager.rename_table(Table::rename().table(before, after).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let [before, after] = NAMES;
        manager.rename_table(Table::rename().table(after, before).to_owned()).await
    }
}
