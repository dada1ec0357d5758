//! History, messages, idempotency keys, jobs and mails.

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
        for table in ["jobs", "idempotency_keys", "messages", "mails", "history"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn tables() -> Vec<TableCreateStatement> {
    vec![history(), mails(), messages(), idempotency_keys(), jobs()]
}

fn history() -> TableCreateStatement {
    Table::create()
        .table("history")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("account_id").uuid())
        .col(ColumnDef::new("household_id").uuid())
        .col(ColumnDef::new("request_id").text().not_null())
        .col(ColumnDef::new("subject_type").text().not_null())
        .col(ColumnDef::new("subject_id").uuid().not_null())
        .col(ColumnDef::new("action").text().not_null())
        .col(ColumnDef::new("before").json_binary())
        .col(ColumnDef::new("after").json_binary())
        .foreign_key(ForeignKey::create().from("history", "account_id").to("accounts", "id"))
        .foreign_key(ForeignKey::create().from("history", "household_id").to("households", "id"))
        .to_owned()
}

fn mails() -> TableCreateStatement {
    Table::create()
        .table("mails")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("from_name").text().not_null())
        .col(ColumnDef::new("to_name").text().not_null())
        .col(ColumnDef::new("to_address").text().not_null())
        .col(ColumnDef::new("reply_to").text())
        .col(ColumnDef::new("subject").text().not_null())
        .col(ColumnDef::new("text_body").text().not_null())
        .col(ColumnDef::new("html_body").text().not_null())
        .col(ColumnDef::new("locale").text().not_null())
        .col(ColumnDef::new("message_id").text().not_null().unique_key())
        .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("sent_at").timestamp_with_time_zone())
        .col(ColumnDef::new("attempts").integer().not_null())
        .col(ColumnDef::new("last_error").text())
        .to_owned()
}

fn messages() -> TableCreateStatement {
    Table::create()
        .table("messages")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("household_id").uuid().not_null())
        .col(ColumnDef::new("guardian_id").uuid().not_null())
        .col(ColumnDef::new("child_id").uuid())
        .col(ColumnDef::new("slot_id").uuid())
        .col(ColumnDef::new("day").date())
        .col(ColumnDef::new("recipient_name").text().not_null())
        .col(ColumnDef::new("recipient_address").text().not_null())
        .col(ColumnDef::new("body").text().not_null())
        .col(ColumnDef::new("mail_id").uuid().not_null())
        .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
        .foreign_key(ForeignKey::create().from("messages", "household_id").to("households", "id"))
        .foreign_key(ForeignKey::create().from("messages", "guardian_id").to("guardians", "id"))
        .foreign_key(ForeignKey::create().from("messages", "child_id").to("children", "id"))
        .foreign_key(ForeignKey::create().from("messages", "slot_id").to("slots", "id"))
        .foreign_key(ForeignKey::create().from("messages", "mail_id").to("mails", "id"))
        .to_owned()
}

fn idempotency_keys() -> TableCreateStatement {
    Table::create()
        .table("idempotency_keys")
        .col(ColumnDef::new("account_id").uuid().not_null())
        .col(ColumnDef::new("operation").text().not_null())
        .col(ColumnDef::new("key").text().not_null())
        .col(ColumnDef::new("request_hash").text().not_null())
        .col(ColumnDef::new("status").integer())
        .col(ColumnDef::new("body").json_binary())
        .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
        .primary_key(Index::create().col("account_id").col("operation").col("key"))
        .foreign_key(ForeignKey::create().from("idempotency_keys", "account_id").to("accounts", "id"))
        .to_owned()
}

fn jobs() -> TableCreateStatement {
    Table::create()
        .table("jobs")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("kind").text().not_null())
        .col(ColumnDef::new("payload").json_binary().not_null())
        .col(ColumnDef::new("run_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("attempts").integer().not_null())
        .col(ColumnDef::new("state").text().not_null())
        .col(ColumnDef::new("last_error").text())
        .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("finished_at").timestamp_with_time_zone())
        .to_owned()
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        Index::create().name("ix_history_subject").table("history").col("subject_id").to_owned(),
        Index::create()
            .name("ix_history_household")
            .table("history")
            .col("household_id")
            .col("id")
            .to_owned(),
        Index::create()
            .name("ix_messages_household")
            .table("messages")
            .col("household_id")
            .col("id")
            .to_owned(),
        Index::create()
            .name("ix_idempotency_keys_created")
            .table("idempotency_keys")
            .col("created_at")
            .to_owned(),
        Index::create()
            .name("ix_jobs_waiting")
            .table("jobs")
            .col("run_at")
            .and_where(Expr::col("state").eq("waiting"))
            .to_owned(),
    ]
}
