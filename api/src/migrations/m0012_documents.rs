//! Supporting documents and their types.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(document_types()).await?;
        manager.create_table(documents()).await?;
        for (name, column) in [
            ("documents_by_household", "household_id"),
            ("documents_by_child", "child_id"),
            ("documents_by_verdict", "verdict"),
        ] {
            let index = Index::create().name(name).table("documents").col(column).to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["documents", "document_types"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn document_types() -> TableCreateStatement {
    Table::create()
        .table("document_types")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("code").text().not_null().unique_key())
        .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
        .to_owned()
}

fn documents() -> TableCreateStatement {
    Table::create()
        .table("documents")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("household_id").uuid().not_null())
        .col(ColumnDef::new("type_id").uuid().not_null())
        .col(ColumnDef::new("guardian_id").uuid())
        .col(ColumnDef::new("child_id").uuid())
        .col(ColumnDef::new("school_year").text())
        .col(ColumnDef::new("object_key").text().not_null().unique_key())
        .col(ColumnDef::new("name").text().not_null())
        .col(ColumnDef::new("media_type").text().not_null())
        .col(ColumnDef::new("size").integer().not_null())
        .col(ColumnDef::new("sha256").text().not_null())
        .col(ColumnDef::new("received_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("received_by").uuid().not_null())
        .col(ColumnDef::new("verdict").text().not_null())
        .col(ColumnDef::new("reason").text())
        .col(ColumnDef::new("decided_at").timestamp_with_time_zone())
        .col(ColumnDef::new("reminded_at").timestamp_with_time_zone())
        .col(ColumnDef::new("version").integer().not_null())
        .foreign_key(ForeignKey::create().from("documents", "household_id").to("households", "id"))
        .foreign_key(ForeignKey::create().from("documents", "type_id").to("document_types", "id"))
        .foreign_key(ForeignKey::create().from("documents", "guardian_id").to("guardians", "id"))
        .foreign_key(ForeignKey::create().from("documents", "child_id").to("children", "id"))
        .foreign_key(ForeignKey::create().from("documents", "received_by").to("accounts", "id"))
        .to_owned()
}
