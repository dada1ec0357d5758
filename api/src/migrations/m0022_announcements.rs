//! Announcements to families, and who has read them.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(announcements()).await?;
        manager.create_table(readings()).await?;
        for (name, table, column) in [
            ("announcements_by_last_day", "announcements", "shown_until"),
            ("announcement_readings_by_account", "announcement_readings", "account_id"),
        ] {
            manager.create_index(Index::create().name(name).table(table).col(column).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["announcement_readings", "announcements"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn announcements() -> TableCreateStatement {
    Table::create()
        .table("announcements")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("state").text().not_null())
        .col(ColumnDef::new("title_fr").text().not_null())
        .col(ColumnDef::new("body_fr").text().not_null())
        .col(ColumnDef::new("title_en").text().not_null())
        .col(ColumnDef::new("body_en").text().not_null())
        .col(ColumnDef::new("audience").json_binary().not_null())
        .col(ColumnDef::new("school_year").text().not_null())
        .col(ColumnDef::new("shown_until").date().not_null())
        .col(ColumnDef::new("written_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("written_by").uuid().not_null())
        .col(ColumnDef::new("published_at").timestamp_with_time_zone())
        .col(ColumnDef::new("published_by").uuid())
        .col(ColumnDef::new("corrected_at").timestamp_with_time_zone())
        .col(ColumnDef::new("withdrawn_at").timestamp_with_time_zone())
        .col(ColumnDef::new("by_mail").boolean().not_null())
        .col(ColumnDef::new("mailed_to").uuid())
        .col(ColumnDef::new("mailed").integer().not_null())
        .col(ColumnDef::new("mailed_at").timestamp_with_time_zone())
        .col(ColumnDef::new("version").integer().not_null())
        .foreign_key(ForeignKey::create().from("announcements", "written_by").to("accounts", "id"))
        .foreign_key(ForeignKey::create().from("announcements", "published_by").to("accounts", "id"))
        .to_owned()
}

fn readings() -> TableCreateStatement {
    let table = "announcement_readings";
    Table::create()
        .table(table)
        .col(ColumnDef::new("announcement_id").uuid().not_null())
        .col(ColumnDef::new("account_id").uuid().not_null())
        .col(ColumnDef::new("read_at").timestamp_with_time_zone().not_null())
        .primary_key(Index::create().col("announcement_id").col("account_id"))
        .foreign_key(ForeignKey::create().from(table, "announcement_id").to("announcements", "id"))
        .foreign_key(ForeignKey::create().from(table, "account_id").to("accounts", "id"))
        .to_owned()
}
