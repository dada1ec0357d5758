//! Households, their guardians and children, and what is known of them per school year.

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
        for table in [
            "family_files",
            "child_grades",
            "household_children",
            "children",
            "household_guardians",
            "guardians",
            "households",
        ] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn tables() -> Vec<TableCreateStatement> {
    vec![
        households(),
        guardians(),
        household_guardians(),
        children(),
        household_children(),
        child_grades(),
        family_files(),
    ]
}

fn households() -> TableCreateStatement {
    Table::create()
        .table("households")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("external_id").text().unique_key())
        .col(ColumnDef::new("name").text().not_null())
        .col(ColumnDef::new("resident").boolean().not_null())
        .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("version").integer().not_null())
        .to_owned()
}

fn guardians() -> TableCreateStatement {
    Table::create()
        .table("guardians")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("external_id").text().unique_key())
        .col(ColumnDef::new("account_id").uuid().unique_key())
        .col(ColumnDef::new("first_name").text().not_null())
        .col(ColumnDef::new("last_name").text().not_null())
        .col(ColumnDef::new("email").text())
        .col(ColumnDef::new("phone").text())
        .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("version").integer().not_null())
        .foreign_key(ForeignKey::create().from("guardians", "account_id").to("accounts", "id"))
        .to_owned()
}

fn household_guardians() -> TableCreateStatement {
    Table::create()
        .table("household_guardians")
        .col(ColumnDef::new("household_id").uuid().not_null())
        .col(ColumnDef::new("guardian_id").uuid().not_null())
        .col(ColumnDef::new("may_book").boolean().not_null())
        .primary_key(Index::create().col("household_id").col("guardian_id"))
        .foreign_key(ForeignKey::create().from("household_guardians", "household_id").to("households", "id"))
        .foreign_key(ForeignKey::create().from("household_guardians", "guardian_id").to("guardians", "id"))
        .to_owned()
}

fn children() -> TableCreateStatement {
    Table::create()
        .table("children")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("external_id").text().unique_key())
        .col(ColumnDef::new("first_name").text().not_null())
        .col(ColumnDef::new("last_name").text().not_null())
        .col(ColumnDef::new("birth_date").date().not_null())
        .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("version").integer().not_null())
        .to_owned()
}

fn household_children() -> TableCreateStatement {
    Table::create()
        .table("household_children")
        .col(ColumnDef::new("household_id").uuid().not_null())
        .col(ColumnDef::new("child_id").uuid().not_null())
        .primary_key(Index::create().col("household_id").col("child_id"))
        .foreign_key(ForeignKey::create().from("household_children", "household_id").to("households", "id"))
        .foreign_key(ForeignKey::create().from("household_children", "child_id").to("children", "id"))
        .to_owned()
}

fn child_grades() -> TableCreateStatement {
    Table::create()
        .table("child_grades")
        .col(ColumnDef::new("child_id").uuid().not_null())
        .col(ColumnDef::new("school_year").text().not_null())
        .col(ColumnDef::new("school_id").uuid().not_null())
        .col(ColumnDef::new("grade").text().not_null())
        .col(ColumnDef::new("class_name").text())
        .primary_key(Index::create().col("child_id").col("school_year"))
        .foreign_key(ForeignKey::create().from("child_grades", "child_id").to("children", "id"))
        .foreign_key(ForeignKey::create().from("child_grades", "school_id").to("schools", "id"))
        .to_owned()
}

fn family_files() -> TableCreateStatement {
    Table::create()
        .table("family_files")
        .col(ColumnDef::new("household_id").uuid().not_null())
        .col(ColumnDef::new("school_year").text().not_null())
        .col(ColumnDef::new("state").text().not_null())
        .primary_key(Index::create().col("household_id").col("school_year"))
        .foreign_key(ForeignKey::create().from("family_files", "household_id").to("households", "id"))
        .to_owned()
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        Index::create()
            .name("ix_household_guardians_guardian")
            .table("household_guardians")
            .col("guardian_id")
            .to_owned(),
        Index::create()
            .name("ix_household_children_child")
            .table("household_children")
            .col("child_id")
            .to_owned(),
    ]
}
