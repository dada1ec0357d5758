//! Parents who create an account by themselves, until their mail address is confirmed.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(sign_ups()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("sign_ups").to_owned()).await
    }
}

fn sign_ups() -> TableCreateStatement {
    Table::create()
        .table("sign_ups")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("token_hash").text().not_null().unique_key())
        .col(ColumnDef::new("link_hash").text().unique_key())
        .col(ColumnDef::new("email").text().not_null())
        .col(ColumnDef::new("password_hash").text().not_null())
        .col(ColumnDef::new("locale").text().not_null())
        .col(ColumnDef::new("answers").json_binary().not_null())
        .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("expires_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("confirmed_at").timestamp_with_time_zone())
        .to_owned()
}
