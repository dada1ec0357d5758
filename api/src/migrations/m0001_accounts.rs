//! Accounts, their sign-ins, refresh tokens and throttles.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["sign_in_throttles", "refresh_tokens", "sign_ins", "accounts"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn tables() -> Vec<TableCreateStatement> {
    vec![accounts(), sign_ins(), refresh_tokens(), sign_in_throttles()]
}

fn accounts() -> TableCreateStatement {
    Table::create()
        .table("accounts")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("email").text().not_null().unique_key())
        .col(ColumnDef::new("password_hash").text())
        .col(ColumnDef::new("locale").text().not_null())
        .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("version").integer().not_null())
        .to_owned()
}

fn sign_ins() -> TableCreateStatement {
    Table::create()
        .table("sign_ins")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("account_id").uuid().not_null())
        .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("last_seen_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("user_agent").text().not_null())
        .col(ColumnDef::new("revoked_at").timestamp_with_time_zone())
        .foreign_key(ForeignKey::create().from("sign_ins", "account_id").to("accounts", "id"))
        .to_owned()
}

fn refresh_tokens() -> TableCreateStatement {
    Table::create()
        .table("refresh_tokens")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("sign_in_id").uuid().not_null())
        .col(ColumnDef::new("token_hash").text().not_null().unique_key())
        .col(ColumnDef::new("issued_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("expires_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("used_at").timestamp_with_time_zone())
        .col(ColumnDef::new("replaced_by").uuid())
        .foreign_key(ForeignKey::create().from("refresh_tokens", "sign_in_id").to("sign_ins", "id"))
        .to_owned()
}

fn sign_in_throttles() -> TableCreateStatement {
    Table::create()
        .table("sign_in_throttles")
        .col(ColumnDef::new("key").text().not_null().primary_key())
        .col(ColumnDef::new("failures").integer().not_null())
        .col(ColumnDef::new("window_started_at").timestamp_with_time_zone().not_null())
        .to_owned()
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        Index::create().name("ix_sign_ins_account").table("sign_ins").col("account_id").to_owned(),
        Index::create()
            .name("ix_refresh_tokens_sign_in")
            .table("refresh_tokens")
            .col("sign_in_id")
            .to_owned(),
    ]
}
