//! Sessions, their seats, bookings and the requests they came by.

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
        for table in ["request_lines", "bookings", "requests", "session_capacities", "sessions"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn tables() -> Vec<TableCreateStatement> {
    vec![sessions(), session_capacities(), requests(), bookings(), request_lines()]
}

fn sessions() -> TableCreateStatement {
    Table::create()
        .table("sessions")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("slot_id").uuid().not_null())
        .col(ColumnDef::new("day").date().not_null())
        .foreign_key(ForeignKey::create().from("sessions", "slot_id").to("slots", "id"))
        .to_owned()
}

fn session_capacities() -> TableCreateStatement {
    Table::create()
        .table("session_capacities")
        .col(ColumnDef::new("session_id").uuid().not_null())
        .col(ColumnDef::new("group_code").text().not_null())
        .col(ColumnDef::new("capacity").integer().not_null().check(Expr::col("capacity").gte(0)))
        .col(ColumnDef::new("extra").integer().not_null().check(Expr::col("extra").gte(0)))
        .col(ColumnDef::new("taken").integer().not_null().check(Expr::col("taken").gte(0)))
        .primary_key(Index::create().col("session_id").col("group_code"))
        .foreign_key(ForeignKey::create().from("session_capacities", "session_id").to("sessions", "id"))
        .to_owned()
}

fn requests() -> TableCreateStatement {
    Table::create()
        .table("requests")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("receipt_number").text().not_null().unique_key())
        .col(ColumnDef::new("household_id").uuid().not_null())
        .col(ColumnDef::new("account_id").uuid().not_null())
        .col(ColumnDef::new("submitted_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("configuration_version").integer().not_null())
        .foreign_key(ForeignKey::create().from("requests", "household_id").to("households", "id"))
        .foreign_key(ForeignKey::create().from("requests", "account_id").to("accounts", "id"))
        .foreign_key(
            ForeignKey::create().from("requests", "configuration_version").to("configurations", "version"),
        )
        .to_owned()
}

fn bookings() -> TableCreateStatement {
    Table::create()
        .table("bookings")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("session_id").uuid().not_null())
        .col(ColumnDef::new("child_id").uuid().not_null())
        .col(ColumnDef::new("household_id").uuid().not_null())
        .col(ColumnDef::new("state").text().not_null())
        .col(ColumnDef::new("configuration_version").integer().not_null())
        .col(ColumnDef::new("request_id").uuid())
        .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("created_by").uuid())
        .col(ColumnDef::new("cancelled_at").timestamp_with_time_zone())
        .col(ColumnDef::new("cancelled_by").uuid())
        .col(ColumnDef::new("version").integer().not_null())
        .foreign_key(ForeignKey::create().from("bookings", "session_id").to("sessions", "id"))
        .foreign_key(ForeignKey::create().from("bookings", "child_id").to("children", "id"))
        .foreign_key(ForeignKey::create().from("bookings", "household_id").to("households", "id"))
        .foreign_key(
            ForeignKey::create().from("bookings", "configuration_version").to("configurations", "version"),
        )
        .foreign_key(ForeignKey::create().from("bookings", "request_id").to("requests", "id"))
        .foreign_key(ForeignKey::create().from("bookings", "created_by").to("accounts", "id"))
        .foreign_key(ForeignKey::create().from("bookings", "cancelled_by").to("accounts", "id"))
        .to_owned()
}

fn request_lines() -> TableCreateStatement {
    Table::create()
        .table("request_lines")
        .col(ColumnDef::new("request_id").uuid().not_null())
        .col(ColumnDef::new("position").integer().not_null())
        .col(ColumnDef::new("child_id").uuid().not_null())
        .col(ColumnDef::new("slot_id").uuid().not_null())
        .col(ColumnDef::new("day").date().not_null())
        .col(ColumnDef::new("action").text().not_null())
        .col(ColumnDef::new("outcome").text().not_null())
        .col(ColumnDef::new("refusal").json_binary())
        .col(ColumnDef::new("booking_id").uuid())
        .primary_key(Index::create().col("request_id").col("position"))
        .foreign_key(ForeignKey::create().from("request_lines", "request_id").to("requests", "id"))
        .foreign_key(ForeignKey::create().from("request_lines", "child_id").to("children", "id"))
        .foreign_key(ForeignKey::create().from("request_lines", "slot_id").to("slots", "id"))
        .foreign_key(ForeignKey::create().from("request_lines", "booking_id").to("bookings", "id"))
        .to_owned()
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        Index::create()
            .name("ux_sessions_slot_day")
            .table("sessions")
            .col("slot_id")
            .col("day")
            .unique()
            .to_owned(),
        Index::create().name("ix_sessions_day").table("sessions").col("day").to_owned(),
        Index::create()
            .name("ix_requests_household")
            .table("requests")
            .col("household_id")
            .col("id")
            .to_owned(),
        Index::create()
            .name("ux_bookings_standing")
            .table("bookings")
            .col("session_id")
            .col("child_id")
            .unique()
            .and_where(Expr::col("state").eq("booked"))
            .to_owned(),
        Index::create().name("ix_bookings_child").table("bookings").col("child_id").to_owned(),
        Index::create().name("ix_bookings_request").table("bookings").col("request_id").to_owned(),
    ]
}
