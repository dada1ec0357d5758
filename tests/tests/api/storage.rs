//! The database: migrations, entities, backups from either kind into either.

use api::backups::{back_up, restore};
use api::db::Db;
use api::entities::{accounts, bookings, history, households, mails, requests};
use sea_orm::{EntityTrait, PaginatorTrait};
use tests::{App, Backend, CLAIRE, Database, on_both_databases, on_runtime};

on_both_databases!(every_entity_fits_the_schema);

async fn connect(database: &Database) -> Db {
    let mut config = api::config::Config::default();
    config.database.url = Some(database.url.clone());
    config.database.max_connections = 3;
    Db::connect(&config).await.unwrap()
}

#[test]
fn migrations_go_up_and_down_and_up() {
    on_runtime(async {
        for backend in Backend::BOTH {
            let database = Database::empty(backend);
            let db = connect(&database).await;
            assert!(db.pending_migrations().await.unwrap() > 0);
            db.migrate().await.unwrap();
            assert_eq!(db.pending_migrations().await.unwrap(), 0);
            db.migrate().await.unwrap();
            db.undo_migrations().await.unwrap();
            db.migrate().await.unwrap();
            assert_eq!(accounts::Entity::find().count(db.reader()).await.unwrap(), 0);
            db.close().await;
        }
    });
}

/// Reads one row of each table as its entity: a column that is missing or of another type fails.
async fn every_entity_fits_the_schema(app: &App) {
    use api::entities::{
        activities, child_grades, children, configurations, facilities, family_files, guardians,
        household_children, household_guardians, idempotency_keys, jobs, messages, refresh_tokens,
        request_lines, schools, session_capacities, sessions, sign_in_throttles, sign_ins, slots,
    };
    let family = app.family(CLAIRE).await;
    family
        .send(&[family.book("Adam", "Midi", "2026-09-15"), family.book("Adam", "Midi", "2026-09-16")])
        .await;
    let message = shared::wire::MessageSubmission {
        child_id: family.child("Lina"),
        slot_id: None,
        day: None,
        body: "Bonjour".to_owned(),
    };
    family.client.create_message(family.household, "key", &message).await.unwrap();
    let refused = shared::wire::SignInRequest {
        email: "x@example.org".to_owned(),
        password: "x".to_owned(),
        code: None,
    };
    assert!(app.client().create_sign_in(&refused).await.is_err());
    let db = app.db().reader();
    macro_rules! read {
        ($($entity:ident),+ $(,)?) => {$(
            let row = $entity::Entity::find().one(db).await.unwrap_or_else(|error| panic!("{}: {error}", stringify!($entity)));
            assert!(row.is_some(), "no row of {}", stringify!($entity));
        )+};
    }
    read!(
        accounts,
        activities,
        bookings,
        child_grades,
        children,
        configurations,
        facilities,
        family_files,
        guardians,
        history,
        household_children,
        household_guardians,
        households,
        idempotency_keys,
        jobs,
        mails,
        messages,
        refresh_tokens,
        request_lines,
        requests,
        schools,
        session_capacities,
        sessions,
        sign_in_throttles,
        sign_ins,
        slots,
    );
}

#[test]
fn a_backup_is_restored_into_either_database() {
    for from in Backend::BOTH {
        for into in Backend::BOTH {
            App::run(from, async |app| {
                let family = app.family(CLAIRE).await;
                family
                    .send(&[
                        family.book("Adam", "Midi", "2026-09-15"),
                        family.book("Adam", "Midi", "2026-11-11"),
                    ])
                    .await;
                app.mails().await;
                let folder = tempfile::tempdir().unwrap();
                let file = folder.path().join("backup.tar.gz");
                let written = back_up(app.db(), &file, app.clock.now()).await.unwrap();
                assert!(written.total() > 1_000, "{written:?}");

                let empty = Database::empty(into);
                let db = connect(&empty).await;
                assert!(restore(&db, &file).await.is_err(), "the schema is missing");
                db.migrate().await.unwrap();
                assert_eq!(restore(&db, &file).await.unwrap(), written);
                assert!(restore(&db, &file).await.is_err(), "not empty any more");
                // what is restored is backed up as the same
                let again = folder.path().join("again.tar.gz");
                back_up(&db, &again, app.clock.now()).await.unwrap();
                assert!(
                    std::fs::read(&file).unwrap() == std::fs::read(&again).unwrap(),
                    "{from:?} into {into:?}"
                );
                db.close().await;

                // and families go on as if nothing had happened
                let before = family.planning("2026-09-01", "2026-12-31").await.facts;
                let restored =
                    App::start(empty, |config| config.data_dir.clone_from(&app.config.data_dir)).await;
                let family = restored.family(CLAIRE).await;
                assert_eq!(family.planning("2026-09-01", "2026-12-31").await.facts, before);
                family.send(&[family.cancel("Adam", "Midi", "2026-09-15")]).await;
                restored.finish().await;
            });
        }
    }
}
