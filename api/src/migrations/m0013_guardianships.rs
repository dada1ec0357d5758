//! Guardians of a household: who fetches and who pays, and the invitation of the other one.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let fetches = ColumnDef::new("may_pick_up").boolean().not_null().default(true).to_owned();
        add(manager, "household_guardians", fetches).await?;
        add(manager, "households", ColumnDef::new("payer_id").uuid().to_owned()).await?;
        let version = ColumnDef::new("roles_version").integer().not_null().default(1).to_owned();
        add(manager, "households", version).await?;
        manager.create_table(guardian_invitations()).await?;
        let of_household = Index::create()
            .name("ix_guardian_invitations_household")
            .table("guardian_invitations")
            .col("household_id")
            .to_owned();
        manager.create_index(of_household).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("guardian_invitations").to_owned()).await?;
        for (table, column) in [
            ("households", "roles_version"),
            ("households", "payer_id"),
            ("household_guardians", "may_pick_up"),
        ] {
            manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}

async fn add(manager: &SchemaManager<'_>, table: &'static str, column: ColumnDef) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await
}

fn guardian_invitations() -> TableCreateStatement {
    Table::create()
        .table("guardian_invitations")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("household_id").uuid().not_null())
        .col(ColumnDef::new("guardian_id").uuid())
        .col(ColumnDef::new("first_name").text().not_null())
        .col(ColumnDef::new("last_name").text().not_null())
        .col(ColumnDef::new("email").text().not_null())
        .col(ColumnDef::new("living").text().not_null())
        .col(ColumnDef::new("children").json_binary().not_null())
        .col(ColumnDef::new("token_hash").text().unique_key())
        .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("created_by").uuid().not_null())
        .col(ColumnDef::new("sent_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("expires_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("asked").integer().not_null())
        .col(ColumnDef::new("mailed").integer().not_null())
        .col(ColumnDef::new("ended_at").timestamp_with_time_zone())
        .col(ColumnDef::new("ending").text())
        .foreign_key(ForeignKey::create().from("guardian_invitations", "household_id").to("households", "id"))
        .foreign_key(ForeignKey::create().from("guardian_invitations", "created_by").to("accounts", "id"))
        .to_owned()
}
