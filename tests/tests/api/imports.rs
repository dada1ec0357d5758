//! Importing an organisation: repeatable, whole or not at all, errors with file, line and field.

use std::path::Path;

use api::entities::{bookings, children, configurations, households, session_capacities, sessions};
use api::imports::{self, Files, ImportError};
use sea_orm::{EntityTrait, PaginatorTrait};
use tests::process::run;
use tests::{App, CLAIRE, files, on_both_databases};

on_both_databases!(
    the_same_files_again_change_nothing,
    a_new_configuration_is_a_new_version,
    a_wrong_file_changes_nothing,
    both_demonstrations_are_imported,
);

async fn counts(app: &App) -> [u64; 5] {
    let db = app.db().reader();
    [
        sessions::Entity::find().count(db).await.unwrap(),
        households::Entity::find().count(db).await.unwrap(),
        children::Entity::find().count(db).await.unwrap(),
        bookings::Entity::find().count(db).await.unwrap(),
        session_capacities::Entity::find().count(db).await.unwrap(),
    ]
}

async fn the_same_files_again_change_nothing(app: &App) {
    let folder = tempfile::tempdir().unwrap();
    let before = counts(app).await;
    let imported = imports::run(app.db(), &app.clock, &files(folder.path())).await.unwrap();
    assert_eq!((imported.version, imported.is_new), (1, false));
    assert_eq!(counts(app).await, before);
}

async fn a_new_configuration_is_a_new_version(app: &App) {
    let family = app.family(CLAIRE).await;
    family.send(&[family.book("Adam", "Midi", "2026-09-15")]).await;
    let folder = tempfile::tempdir().unwrap();
    let files = files(folder.path());
    let text = std::fs::read_to_string(&files.config).unwrap();
    let changed =
        text.replacen("time = \"10:00\"", "time = \"09:00\"", 2).replacen("total = 60", "total = 2", 1);
    assert_ne!(text, changed);
    std::fs::write(&files.config, changed).unwrap();
    let imported = imports::run(app.db(), &app.clock, &files).await.unwrap();
    assert_eq!((imported.version, imported.is_new), (2, true));
    assert_eq!(
        configurations::Entity::find().count(app.db().reader()).await.unwrap(),
        2,
        "the old one stays"
    );
    // the server learns of it without being told
    let cell = family.cell("Adam", "Midi", "2026-09-18").await;
    assert_eq!(cell.bookable_until, Some(tests::at("2026-09-17T09:00")));
    assert!(family.has("Adam", "Midi", "2026-09-15").await, "bookings stay, with their slots");
    let result = family
        .send(&[family.book("Mila", "Midi", "2026-09-15"), family.book("Lina", "Midi", "2026-09-15")])
        .await;
    let booked = result.outcomes.iter().filter(|outcome| outcome.refusals.is_empty()).count();
    assert_eq!(
        (booked, result.request.unwrap().configuration_version),
        (1, 2),
        "two seats, one of them taken before"
    );
}

/// What is wrong, as the file says it.
async fn refused(app: &App, change: impl Fn(&str) -> String) -> String {
    let folder = tempfile::tempdir().unwrap();
    let files = files(folder.path());
    let text = std::fs::read_to_string(&files.config).unwrap();
    let changed = change(&text);
    assert_ne!(text, changed);
    std::fs::write(&files.config, changed).unwrap();
    match imports::run(app.db(), &app.clock, &files).await {
        Err(ImportError::Files(findings)) => findings.to_string(),
        other => panic!("{other:?}"),
    }
}

async fn a_wrong_file_changes_nothing(app: &App) {
    let before = counts(app).await;
    let cases: [(&str, &str, &[&str]); 8] = [
        ("academie = \"Nancy-Metz\"", "academie = \"Atlantide\"", &["academie", "Atlantide"]),
        ("kind = \"canteen\"", "kind = \"cantine\"", &["kind", "cantine"]),
        ("start = \"12:00\"", "start = \"12:0x\"", &["start", "12:0x"]),
        ("facility = \"maison\"", "facility = \"masion\"", &["facility", "masion"]),
        ("requires = [\"soir\"]", "requires = [\"soire\"]", &["requires", "soire"]),
        ("capacity = { total = 60 }", "capacity = { total = -1 }", &["capacity"]),
        ("opens = \"2026-10-03T19:00\"", "opens = \"2028-10-03T19:00\"", &["window", "opens"]),
        ("code = \"midi\"", "cod = \"midi\"", &["cod"]),
    ];
    for (good, bad, words) in cases {
        let told = refused(app, |text| text.replacen(good, bad, 1)).await;
        assert!(told.contains("organisation.toml"), "{told}");
        // organisation.toml:42: …
        let line = told
            .split("organisation.toml:")
            .nth(1)
            .and_then(|rest| rest.split(':').next()?.trim().parse::<usize>().ok());
        assert!(line.is_some_and(|line| line > 1), "{told}");
        for word in words {
            assert!(told.contains(word), "{word} in {told}");
        }
    }
    let period = refused(app, |text| {
        text.replacen(
            "anchor = \"service_day\", offset = { days = { n = 1, count = \"school\" } }, time = \"10:00\"",
            "anchor = \"period_start\", offset = { clear_days = { n = 1 } }",
            1,
        )
    });
    let period = period.await;
    assert!(period.contains("booking_deadline"), "{period}");
    assert_eq!(counts(app).await, before);
}

async fn both_demonstrations_are_imported(app: &App) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("demo");
    for name in ["portes-de-meuse", "ages"] {
        let database = tests::Database::empty(app.backend());
        let mut config = api::config::Config::default();
        config.database.url = Some(database.url.clone());
        config.database.max_connections = 2;
        let db = api::db::Db::connect(&config).await.unwrap();
        db.migrate().await.unwrap();
        let files = Files {
            config: root.join(format!("{name}.toml")),
            families: Some(root.join(format!("{name}.families.toml"))),
        };
        let imported =
            imports::run(&db, &app.clock, &files).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(imported.is_new && imported.households >= 2, "{name}: {imported:?}");
        db.close().await;
    }
}

#[test]
fn the_command_names_file_line_and_field() {
    let folder = tempfile::tempdir().unwrap();
    let files = files(folder.path());
    let text = std::fs::read_to_string(&files.config).unwrap();
    let wrong = text.replacen("holidays = \"metropole\"", "holidays = \"lune\"", 1);
    let line = wrong.lines().position(|line| line.contains("lune")).unwrap() + 1;
    std::fs::write(&files.config, wrong).unwrap();
    let ribambelle = |verb: &str| {
        let mut command = tests::process::command([verb]);
        command.env("RIBAMBELLE_DATA_DIR", folder.path());
        command
    };
    assert!(ribambelle("migrate").status().unwrap().success());
    let output = ribambelle("import").arg(&files.config).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success());
    assert!(told.contains(&format!("organisation.toml:{line}")) && told.contains("holidays"), "{told}");
    let nothing = run(["import", "/nowhere/organisation.toml"]);
    assert!(!nothing.status.success());
}
