//! What the organisation offers: identities for foreign keys, and the snapshots that hold the rules.

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
        for table in ["slots", "activities", "facilities", "schools", "configurations"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn tables() -> Vec<TableCreateStatement> {
    vec![configurations(), schools(), facilities(), activities(), slots()]
}

fn configurations() -> TableCreateStatement {
    Table::create()
        .table("configurations")
        .col(ColumnDef::new("version").integer().not_null().primary_key())
        .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("content_hash").text().not_null())
        .col(ColumnDef::new("source").text().not_null())
        .col(ColumnDef::new("document").json_binary().not_null())
        .to_owned()
}

fn schools() -> TableCreateStatement {
    Table::create()
        .table("schools")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("code").text().not_null().unique_key())
        .col(ColumnDef::new("name").text().not_null())
        .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("version").integer().not_null())
        .to_owned()
}

fn facilities() -> TableCreateStatement {
    Table::create()
        .table("facilities")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("code").text().not_null().unique_key())
        .col(ColumnDef::new("name").text().not_null())
        .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("version").integer().not_null())
        .to_owned()
}

fn activities() -> TableCreateStatement {
    Table::create()
        .table("activities")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("code").text().not_null().unique_key())
        .col(ColumnDef::new("facility_id").uuid().not_null())
        .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("version").integer().not_null())
        .foreign_key(ForeignKey::create().from("activities", "facility_id").to("facilities", "id"))
        .to_owned()
}

fn slots() -> TableCreateStatement {
    Table::create()
        .table("slots")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("code").text().not_null())
        .col(ColumnDef::new("activity_id").uuid().not_null())
        .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("version").integer().not_null())
        .foreign_key(ForeignKey::create().from("slots", "activity_id").to("activities", "id"))
        .to_owned()
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        Index::create()
            .name("ux_slots_activity_code")
            .table("slots")
            .col("activity_id")
            .col("code")
            .unique()
            .to_owned(),
    ]
}
