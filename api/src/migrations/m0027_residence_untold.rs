//! Whether a household lives on the territory may be untold: “no” and “nobody has said” are two answers. SQLite makes no column
//! nullable, so a new one takes the place of the old.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// Until it has the name of the old one.
const NEW: &str = "resident_told";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, ColumnDef::new(NEW).boolean().to_owned()).await?;
        let db = manager.get_connection();
        db.execute_unprepared("UPDATE households SET resident_told = resident").await?;
        // signing up wrote “no” where nobody had said: of what staff have neither made, imported nor decided on, it was no answer
        db.execute_unprepared(
            "UPDATE households SET resident_told = NULL WHERE NOT resident AND external_id IS NULL \
             AND NOT EXISTS (SELECT 1 FROM family_files f WHERE f.household_id = households.id \
             AND (f.state = 'validated' OR f.decided_at IS NOT NULL)) \
             AND NOT EXISTS (SELECT 1 FROM history h WHERE h.subject_type = 'household' \
             AND h.subject_id = households.id AND h.action IN ('added', 'imported', 'merged'))",
        )
        .await?;
        take_its_place(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, ColumnDef::new(NEW).boolean().not_null().default(false).to_owned()).await?;
        let told = "UPDATE households SET resident_told = resident WHERE resident IS NOT NULL";
        manager.get_connection().execute_unprepared(told).await?;
        take_its_place(manager).await
    }
}

async fn add(manager: &SchemaManager<'_>, column: ColumnDef) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table("households").add_column(column).to_owned()).await
}

async fn take_its_place(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table("households").drop_column("resident").to_owned()).await?;
    let named = Table::alter().table("households").rename_column(NEW, "resident").to_owned();
    manager.alter_table(named).await
}
