//! All tables with their columns, in an order in which rows can be inserted: what a row refers to comes first.

use sea_orm::sea_query::ColumnType;
use sea_orm::{ColumnTrait, EntityName, EntityTrait, IdenStatic, Iterable, PrimaryKeyToColumn};

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The columns of its primary key.
    pub primary_key: Vec<&'static str>,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: ColumnType,
    /// Whether it may hold nothing.
    pub nullable: bool,
}

/// All tables.
#[must_use]
pub fn tables() -> Vec<Table> {
    macro_rules! in_order {
        ($($module:ident),+ $(,)?) => { vec![$(table::<super::$module::Entity>()),+] };
    }
    in_order![
        accounts,
        account_links,
        account_notices,
        second_factors,
        recovery_codes,
        sign_ins,
        refresh_tokens,
        sign_in_throttles,
        sign_ups,
        configurations,
        schools,
        facilities,
        staff,
        staff_facilities,
        activities,
        document_types,
        slots,
        households,
        guardians,
        household_guardians,
        children,
        household_children,
        guardian_invitations,
        custodies,
        child_grades,
        child_departures,
        family_files,
        documents,
        health_records,
        change_requests,
        household_notes,
        onlookers,
        merged_records,
        sessions,
        session_capacities,
        requests,
        bookings,
        request_lines,
        history,
        mails,
        messages,
        idempotency_keys,
        exports,
        erasures,
        retention_runs,
        page_versions,
        announcements,
        announcement_readings,
        jobs,
    ]
}

fn table<E: EntityTrait + EntityName>() -> Table {
    let columns = E::Column::iter().map(|column| {
        let definition = column.def();
        let kind = definition.get_column_type().clone();
        Column { name: column.as_str(), kind, nullable: definition.is_null() }
    });
    Table {
        name: E::default().table_name(),
        columns: columns.collect(),
        primary_key: E::PrimaryKey::iter().map(|key| key.into_column().as_str()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::{ConnectionTrait, Statement};

    use super::*;
    use crate::clock::Clock;
    use crate::config::Config;
    use crate::db::Db;

    /// Every column that the migrations made is in the entities, and the other way round, nullable alike.
    #[actix_web::test]
    async fn entities_are_the_migrated_schema() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { data_dir: folder.path().to_owned(), ..Config::default() };
        let db = Db::connect(&config).await.unwrap();
        db.migrate().await.unwrap();
        let query = |sql: String| Statement::from_string(db.backend(), sql);
        let mut known = vec!["seaql_migrations".to_owned(), "sqlite_sequence".to_owned()];
        for table in tables() {
            known.push(table.name.to_owned());
            let rows =
                db.reader().query_all_raw(query(format!("PRAGMA table_info({})", table.name))).await.unwrap();
            let mut made: Vec<(String, bool, bool)> = rows
                .iter()
                .map(|row| {
                    let not_null: i32 = row.try_get("", "notnull").unwrap();
                    let key: i32 = row.try_get("", "pk").unwrap();
                    (row.try_get("", "name").unwrap(), not_null == 0, key > 0)
                })
                .collect();
            let mut mapped: Vec<(String, bool, bool)> = table
                .columns
                .iter()
                .map(|column| {
                    (column.name.to_owned(), column.nullable, table.primary_key.contains(&column.name))
                })
                .collect();
            made.sort();
            mapped.sort();
            assert_eq!(made, mapped, "{}", table.name);
        }
        let sql = "SELECT name FROM sqlite_master WHERE type = 'table'".to_owned();
        for row in db.reader().query_all_raw(query(sql)).await.unwrap() {
            let name: String = row.try_get("", "name").unwrap();
            assert!(known.contains(&name), "no entity for {name}");
        }
    }

    #[actix_web::test]
    async fn migrations_go_down_and_up_again_and_back_up_before() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { data_dir: folder.path().to_owned(), ..Config::default() };
        let db = Db::connect(&config).await.unwrap();
        let now = Clock::system().now();
        let backups = folder.path().join("backups");
        assert_eq!(db.migrate_after_backup(&backups, now).await.unwrap(), None, "nothing to back up");
        assert_eq!(db.pending_migrations().await.unwrap(), 0);
        db.undo_migrations().await.unwrap();
        assert!(db.pending_migrations().await.unwrap() > 0);
        db.migrate().await.unwrap();
        assert_eq!(db.migrate_after_backup(&backups, now).await.unwrap(), None, "nothing to migrate");
    }
}
