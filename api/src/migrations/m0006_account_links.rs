//! Links of mails, accounts that are closed, and mails whose text is forgotten once sent.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(account_links()).await?;
        let index = Index::create()
            .name("ix_account_links_account")
            .table("account_links")
            .col("account_id")
            .to_owned();
        manager.create_index(index).await?;
        let closed = ColumnDef::new("closed_at").timestamp_with_time_zone().to_owned();
        manager.alter_table(Table::alter().table("accounts").add_column(closed).to_owned()).await?;
        let secret = ColumnDef::new("secret").boolean().not_null().default(false).to_owned();
        manager.alter_table(Table::alter().table("mails").add_column(secret).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("mails").drop_column("secret").to_owned()).await?;
        manager.alter_table(Table::alter().table("accounts").drop_column("closed_at").to_owned()).await?;
        manager.drop_table(Table::drop().table("account_links").to_owned()).await
    }
}

fn account_links() -> TableCreateStatement {
    Table::create()
        .table("account_links")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("account_id").uuid().not_null())
        .col(ColumnDef::new("purpose").text().not_null())
        .col(ColumnDef::new("token_hash").text().not_null().unique_key())
        .col(ColumnDef::new("email").text().not_null())
        .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("expires_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("used_at").timestamp_with_time_zone())
        .foreign_key(ForeignKey::create().from("account_links", "account_id").to("accounts", "id"))
        .to_owned()
}
