//! Rights of the person: exports, requests to erase, runs of the rules of retention, notices to accounts of no use.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(exports()).await?;
        manager.create_table(erasures()).await?;
        manager.create_table(retention_runs()).await?;
        manager.create_table(account_notices()).await?;
        for (name, table, column) in [
            ("exports_by_household", "exports", "household_id"),
            ("exports_by_state", "exports", "state"),
            ("erasures_by_household", "erasures", "household_id"),
            ("erasures_by_state", "erasures", "state"),
        ] {
            manager.create_index(Index::create().name(name).table(table).col(column).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["account_notices", "retention_runs", "erasures", "exports"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn exports() -> TableCreateStatement {
    Table::create()
        .table("exports")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("household_id").uuid().not_null())
        .col(ColumnDef::new("account_id").uuid().not_null())
        .col(ColumnDef::new("guardian_id").uuid())
        .col(ColumnDef::new("state").text().not_null())
        .col(ColumnDef::new("asked_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("ready_at").timestamp_with_time_zone())
        .col(ColumnDef::new("expires_at").timestamp_with_time_zone())
        .col(ColumnDef::new("object_key").text().unique_key())
        .col(ColumnDef::new("size").big_integer())
        .foreign_key(ForeignKey::create().from("exports", "household_id").to("households", "id"))
        .foreign_key(ForeignKey::create().from("exports", "account_id").to("accounts", "id"))
        .foreign_key(ForeignKey::create().from("exports", "guardian_id").to("guardians", "id"))
        .to_owned()
}

fn erasures() -> TableCreateStatement {
    Table::create()
        .table("erasures")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("household_id").uuid().not_null())
        .col(ColumnDef::new("state").text().not_null())
        .col(ColumnDef::new("asked_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("asked_by").uuid().not_null())
        .col(ColumnDef::new("due_on").date().not_null())
        .col(ColumnDef::new("message").text().not_null())
        .col(ColumnDef::new("reason").text())
        .col(ColumnDef::new("decided_at").timestamp_with_time_zone())
        .col(ColumnDef::new("decided_by").uuid())
        .col(ColumnDef::new("done_at").timestamp_with_time_zone())
        .col(ColumnDef::new("counts").json_binary())
        .col(ColumnDef::new("version").integer().not_null())
        .foreign_key(ForeignKey::create().from("erasures", "household_id").to("households", "id"))
        .foreign_key(ForeignKey::create().from("erasures", "asked_by").to("accounts", "id"))
        .foreign_key(ForeignKey::create().from("erasures", "decided_by").to("accounts", "id"))
        .to_owned()
}

fn retention_runs() -> TableCreateStatement {
    Table::create()
        .table("retention_runs")
        .col(ColumnDef::new("day").date().not_null().primary_key())
        .col(ColumnDef::new("started_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("finished_at").timestamp_with_time_zone())
        .col(ColumnDef::new("counts").json_binary().not_null())
        .to_owned()
}

fn account_notices() -> TableCreateStatement {
    Table::create()
        .table("account_notices")
        .col(ColumnDef::new("account_id").uuid().not_null().primary_key())
        .col(ColumnDef::new("noticed_at").timestamp_with_time_zone().not_null())
        .foreign_key(ForeignKey::create().from("account_notices", "account_id").to("accounts", "id"))
        .to_owned()
}
