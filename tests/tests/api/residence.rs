//! Whether a household lives on the territory: yes, no, or that nobody has said.

use api::entities::{family_files, households};
use api::migrations::Migrator;
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, EntityTrait, Statement};
use sea_orm_migration::MigratorTrait;
use shared::families::FileSubject;
use shared::ids::HouseholdId;
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{FileDecision, FileVerdict, Residence};
use tests::{App, Backend, CLAIRE, Database, on_both_databases, on_runtime};
use uuid::Uuid;

use super::account_steps::problem;
use super::families_on_behalf::{look, make, petit};
use super::family_file_steps::{AFTER_ACCEPTANCE, YEAR, ask_fields, part};
use super::staff_steps::{Colleague, colleague};

on_both_databases!(
    nobody_has_said_is_not_no_and_a_validation_keeps_it,
    residence_is_corrected_without_another_decision,
    what_one_of_two_households_was_told_is_taken_over,
);

async fn validate(agent: &Colleague, household: HouseholdId, resident: Option<bool>) {
    let decision = FileDecision {
        school_year: YEAR,
        verdict: FileVerdict::Validated,
        message: String::new(),
        resident,
        despite: "vue au guichet".to_owned(),
    };
    let version = look(agent, household).await.version;
    agent.client.decide_family_file(household, version, &decision).await.unwrap();
}

async fn version(agent: &Colleague, household: HouseholdId) -> i32 {
    part(&look(agent, household).await, FileSubject::Household).version
}

async fn nobody_has_said_is_not_no_and_a_validation_keeps_it(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let mut new = petit();
    new.resident = None;
    let household = make(&agent, &new).await.household_id;
    assert_eq!(look(&agent, household).await.resident, None);
    validate(&agent, household, None).await;
    assert_eq!(look(&agent, household).await.resident, None, "validating says nothing of it");
    validate(&agent, household, Some(false)).await;
    assert_eq!(look(&agent, household).await.resident, Some(false));
}

async fn residence_is_corrected_without_another_decision(app: &App) {
    let agent = colleague(app, "agent", Role::Agent).await;
    let family = app.family(CLAIRE).await;
    let mails = app.mails().await.len();
    let before = look(&agent, family.household).await;
    assert_eq!(before.resident, Some(true));
    let read = version(&agent, family.household).await;
    let says = async |resident, version| {
        agent.client.update_residence(family.household, version, &Residence { resident }).await
    };
    says(Some(false), read).await.unwrap();
    let after = look(&agent, family.household).await;
    assert_eq!((after.resident, after.file.state), (Some(false), before.file.state), "no decision");
    assert!(after.version > before.version, "whoever has read the file before has not seen it");
    let facts = family.planning("2026-09-15", "2026-09-15").await.facts;
    assert!(facts.children.iter().all(|child| !child.resident));
    // a colleague who has read what stood there
    assert_eq!(problem(says(Some(true), read).await).code, ProblemCode::ChangedMeanwhile);
    says(None, read + 1).await.unwrap();
    says(None, read + 2).await.unwrap();
    let now = look(&agent, family.household).await;
    assert_eq!(now.resident, None);
    assert_eq!(version(&agent, family.household).await, read + 2, "saying the same changes nothing");
    let record =
        agent.client.get_household_record(family.household, &client::PageRequest::default()).await.unwrap();
    let said: Vec<_> = record.events.iter().take(2).map(|event| event.action.as_str()).collect();
    assert_eq!(said, ["residence_untold", "not_resident"]);
    app.idle().await;
    assert_eq!(app.mails().await.len(), mails, "nobody is told by mail");
    let nothing = app.raw("PUT", &format!("/v1/family_files/{}/residence", family.household));
    let nothing =
        nothing.token(&agent.token).header("If-Match", "\"1\"").json(&serde_json::json!({})).send().await;
    assert_eq!(nothing.status, 400, "not saying is not saying that nobody knows");
}

async fn what_one_of_two_households_was_told_is_taken_over(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let (mut new, told) = (petit(), petit());
    new.resident = None;
    let kept = make(&agent, &new).await.household_id;
    let other = make(&agent, &told).await.household_id;
    let plan =
        shared::wire::MergePlan { other_id: other, guardians: Some(Vec::new()), children: Some(Vec::new()) };
    let preview = agent.client.preview_merge(kept, &plan).await.unwrap();
    let differs =
        preview.conflicts.iter().any(|it| matches!(it, shared::wire::MergeConflict::Resident { .. }));
    assert!(!differs, "{:?}", preview.conflicts);
    agent.client.merge_households(kept, &tests::new_key(), &preview.etag, &plan).await.unwrap();
    assert_eq!(look(&agent, kept).await.resident, Some(true));
}

/// How many migrations came after the one that is tested, itself among them.
fn since(name: &str) -> u32 {
    let names: Vec<_> = Migrator::migrations().iter().map(|it| it.name().to_owned()).collect();
    let place = names.iter().position(|it| it == name).unwrap();
    u32::try_from(names.len() - place).unwrap()
}

#[test]
fn what_signing_up_wrote_without_asking_is_forgotten_and_what_staff_said_stays() {
    on_runtime(async {
        for backend in Backend::BOTH {
            let database = Database::empty(backend);
            let mut config = api::config::Config::default();
            config.database.url = Some(database.url.clone());
            config.database.max_connections = 3;
            let db = api::db::Db::connect(&config).await.unwrap();
            db.migrate().await.unwrap();
            let conn = sea_orm::Database::connect(&database.url).await.unwrap();
            Migrator::down(&conn, Some(since("m0027_residence_untold"))).await.unwrap();
            let at: DateTime<Utc> = "2026-09-01T08:00:00Z".parse().unwrap();
            let ids: Vec<Uuid> = (1..=5).map(Uuid::from_u128).collect();
            let insert = "INSERT INTO households (id, external_id, name, resident, created_at, version) VALUES ($1, $2, 'x', $3, $4, 1)";
            for (place, (number, resident)) in
                [(None, false), (Some("F-1"), false), (None, true), (None, false), (None, false)]
                    .into_iter()
                    .enumerate()
            {
                let values =
                    [ids[place].into(), number.map(str::to_owned).into(), resident.into(), at.into()];
                conn.execute_raw(Statement::from_sql_and_values(conn.get_database_backend(), insert, values))
                    .await
                    .unwrap();
            }
            let file = family_files::ActiveModel {
                household_id: sea_orm::Set(ids[3]),
                school_year: sea_orm::Set("2026-2027".to_owned()),
                state: sea_orm::Set(family_files::FileState::Validated),
                submitted_at: sea_orm::Set(None),
                decided_at: sea_orm::Set(Some(at)),
                message: sea_orm::Set(None),
                version: sea_orm::Set(1),
            };
            family_files::Entity::insert(file).exec_without_returning(&conn).await.unwrap();
            let deed = "INSERT INTO history (id, at, request_id, subject_type, subject_id, action) \
                VALUES ($1, $2, 'x', 'household', $3, 'added')";
            let values = [Uuid::from_u128(9).into(), at.into(), ids[4].into()];
            conn.execute_raw(Statement::from_sql_and_values(conn.get_database_backend(), deed, values))
                .await
                .unwrap();
            Migrator::up(&conn, None).await.unwrap();
            let mut told = Vec::new();
            for id in ids {
                told.push(households::Entity::find_by_id(id).one(&conn).await.unwrap().unwrap().resident);
            }
            assert_eq!(told, [None, Some(false), Some(true), Some(false), Some(false)], "{backend:?}");
            conn.close().await.unwrap();
            db.close().await;
        }
    });
}
