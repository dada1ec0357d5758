//! What families tell beyond their names: answers to the fields of the file, health apart, who came when, staff's word.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// Tables whose rows hold answers besides what has a column of its own.
const WITH_DETAILS: [&str; 3] = ["households", "guardians", "children"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in WITH_DETAILS {
            add(manager, table, ColumnDef::new("details").json_binary().not_null().default("{}").to_owned())
                .await?;
        }
        let came = ColumnDef::new("added_at").timestamp_with_time_zone().to_owned();
        add(manager, "household_children", came).await?;
        for column in [
            ColumnDef::new("submitted_at").timestamp_with_time_zone().to_owned(),
            ColumnDef::new("decided_at").timestamp_with_time_zone().to_owned(),
            ColumnDef::new("message").text().to_owned(),
            ColumnDef::new("version").integer().not_null().default(1).to_owned(),
        ] {
            add(manager, "family_files", column).await?;
        }
        manager.create_table(health_records()).await?;
        manager.create_table(change_requests()).await?;
        let of_household = Index::create()
            .name("ix_change_requests_household")
            .table("change_requests")
            .col("household_id")
            .to_owned();
        manager.create_index(of_household).await?;
        manager.create_table(household_notes()).await?;
        let of_household = Index::create()
            .name("ix_household_notes_household")
            .table("household_notes")
            .col("household_id")
            .to_owned();
        manager.create_index(of_household).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["household_notes", "change_requests", "health_records"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        for column in ["submitted_at", "decided_at", "message", "version"] {
            remove(manager, "family_files", column).await?;
        }
        remove(manager, "household_children", "added_at").await?;
        for table in WITH_DETAILS {
            remove(manager, table, "details").await?;
        }
        Ok(())
    }
}

async fn add(manager: &SchemaManager<'_>, table: &'static str, column: ColumnDef) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await
}

async fn remove(manager: &SchemaManager<'_>, table: &'static str, column: &'static str) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await
}

fn health_records() -> TableCreateStatement {
    Table::create()
        .table("health_records")
        .col(ColumnDef::new("child_id").uuid().not_null().primary_key())
        .col(ColumnDef::new("answered").json_binary().not_null())
        .col(ColumnDef::new("sealed").text().not_null())
        .foreign_key(ForeignKey::create().from("health_records", "child_id").to("children", "id"))
        .to_owned()
}

fn change_requests() -> TableCreateStatement {
    Table::create()
        .table("change_requests")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("household_id").uuid().not_null())
        .col(ColumnDef::new("subject_type").text().not_null())
        .col(ColumnDef::new("subject_id").uuid().not_null())
        .col(ColumnDef::new("school_year").text().not_null())
        .col(ColumnDef::new("fields").json_binary().not_null())
        .col(ColumnDef::new("sealed").text().not_null())
        .col(ColumnDef::new("state").text().not_null())
        .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("created_by").uuid().not_null())
        .col(ColumnDef::new("decided_at").timestamp_with_time_zone())
        .col(ColumnDef::new("decided_by").uuid())
        .col(ColumnDef::new("reason").text())
        .col(ColumnDef::new("version").integer().not_null())
        .foreign_key(ForeignKey::create().from("change_requests", "household_id").to("households", "id"))
        .foreign_key(ForeignKey::create().from("change_requests", "created_by").to("accounts", "id"))
        .foreign_key(ForeignKey::create().from("change_requests", "decided_by").to("accounts", "id"))
        .to_owned()
}

fn household_notes() -> TableCreateStatement {
    Table::create()
        .table("household_notes")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("household_id").uuid().not_null())
        .col(ColumnDef::new("at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("account_id").uuid().not_null())
        .col(ColumnDef::new("text").text().not_null())
        .foreign_key(ForeignKey::create().from("household_notes", "household_id").to("households", "id"))
        .foreign_key(ForeignKey::create().from("household_notes", "account_id").to("accounts", "id"))
        .to_owned()
}
