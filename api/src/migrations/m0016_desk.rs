//! The desk of staff: folded columns to look families up by, who looks at what, documents that end when staff say.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};
use shared::folding::FOLDS;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// Tables, and what of a row is looked for.
const FOLDED: [(&str, &str); 4] = [
    ("households", "name"),
    ("guardians", "first_name || ' ' || last_name || ' ' || coalesce(email, '')"),
    ("children", "first_name || ' ' || last_name"),
    ("accounts", "email"),
];

/// Signs between the digits of telephone numbers.
const BETWEEN: [&str; 6] = [" ", ".", "-", "(", ")", "/"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(presences()).await?;
        let ends =
            Table::alter().table("documents").add_column(ColumnDef::new("expires_on").date()).to_owned();
        manager.alter_table(ends).await?;
        let db = manager.get_connection();
        let backend = manager.get_database_backend();
        for (table, of) in FOLDED {
            add(db, backend, table, "folded", &folded(backend, of)).await?;
        }
        add(db, backend, "guardians", "dialled", &dialled()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let columns =
            FOLDED.map(|(table, _)| (table, "folded")).into_iter().chain([("guardians", "dialled")]);
        for (table, column) in columns {
            db.execute_unprepared(&format!("DROP INDEX {table}_by_{column}")).await?;
            db.execute_unprepared(&format!("ALTER TABLE {table} DROP COLUMN {column}")).await?;
        }
        let ends = Table::alter().table("documents").drop_column("expires_on").to_owned();
        manager.alter_table(ends).await?;
        manager.drop_table(Table::drop().table("presences").to_owned()).await
    }
}

fn presences() -> TableCreateStatement {
    Table::create()
        .table("presences")
        .col(ColumnDef::new("subject").text().not_null())
        .col(ColumnDef::new("subject_id").uuid().not_null())
        .col(ColumnDef::new("account_id").uuid().not_null())
        .col(ColumnDef::new("since").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("seen_at").timestamp_with_time_zone().not_null())
        .primary_key(Index::create().col("subject").col("subject_id").col("account_id"))
        .foreign_key(ForeignKey::create().from("presences", "account_id").to("accounts", "id"))
        .to_owned()
}

/// A column that the database computes, and an index from which it is read without computing it again.
async fn add(
    db: &SchemaManagerConnection<'_>,
    backend: DbBackend,
    table: &str,
    column: &str,
    expression: &str,
) -> Result<(), DbErr> {
    // SQLite adds no stored ones to a table that is there
    let kept = if backend == DbBackend::Sqlite { "VIRTUAL" } else { "STORED" };
    let sql =
        format!("ALTER TABLE {table} ADD COLUMN {column} text GENERATED ALWAYS AS ({expression}) {kept}");
    db.execute_unprepared(&sql).await?;
    db.execute_unprepared(&format!("CREATE INDEX {table}_by_{column} ON {table} ({column})")).await?;
    Ok(())
}

/// An expression as [`shared::folding::fold`] has it.
fn folded(backend: DbBackend, expression: &str) -> String {
    let mut sql = format!("({expression})");
    for (plain, letters) in FOLDS {
        for letter in letters.chars() {
            let letter = if letter == '\'' { "''".to_owned() } else { letter.to_string() };
            sql = format!("replace({sql}, '{letter}', '{plain}')");
        }
    }
    // by Latin letters alone, whatever the locale of the database
    if backend == DbBackend::Sqlite {
        format!("lower({sql})")
    } else {
        format!("lower(({sql}) COLLATE \"C\")")
    }
}

/// A telephone number as [`shared::folding::dialled`] has it.
fn dialled() -> String {
    let sql = BETWEEN
        .iter()
        .fold("coalesce(phone, '')".to_owned(), |sql, sign| format!("replace({sql}, '{sign}', '')"));
    format!("replace({sql}, '+33', '0')")
}
