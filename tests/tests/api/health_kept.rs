//! Health stays where it belongs: sealed for its child, sealed anew when keys change, never read without a trace, and not in
//! the clear in what is kept beside.

use api::config::{Key, vault_keys};
use api::entities::{change_requests, exports, health_records, idempotency_keys, second_factors};
use api::family_files::seal_anew;
use api::storage::{Key as StoreKey, Storage};
use api::vault::Vault;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use shared::families::{Field, FileSubject};
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{FileEdit, NewMember};
use tests::{App, CLAIRE, Family, PASSWORD, new_key, on_both_databases};

use super::account_steps::sign_in;
use super::family_file_steps::{AFTER_ACCEPTANCE, REQUIRED, YEAR, ask_fields, edit, part, text};
use super::rights_steps::{export, household, proof};
use super::staff_steps::{Colleague, colleague};

on_both_databases!(
    a_guess_is_a_look,
    a_file_of_guesses_is_a_look,
    health_and_what_waits_are_sealed_anew,
    what_does_not_open_keeps_nothing_else_from_being_sealed_anew,
    a_record_does_not_open_for_another_child,
    a_copy_is_sealed_in_the_store,
    what_was_asked_cannot_be_guessed_from_its_mark,
);

async fn looks(agent: &Colleague, family: &Family) -> usize {
    let record =
        agent.client.get_household_record(family.household, &client::PageRequest::default()).await.unwrap();
    record.events.iter().filter(|event| event.action == "health_read").count()
}

async fn with_health(app: &App, asked: &str) -> (Family, FileSubject) {
    ask_fields(app, asked).await;
    let family = app.family(CLAIRE).await;
    let lina = FileSubject::Child(family.child("Lina"));
    edit(&family, lina, Field::ChildAllergies, text("Arachides")).await;
    (family, lina)
}

async fn a_guess_is_a_look(app: &App) {
    let (family, lina) = with_health(app, REQUIRED).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let guess = async |field: Field, value: &str| {
        let file = agent.client.get_family_file_of_household(family.household, Some(YEAR)).await.unwrap();
        let values = [(field, Some(text(value)))].into();
        let edit = FileEdit { subject: lina, school_year: YEAR, values };
        let version = part(&file, lina).version;
        agent.client.update_family_file_of_household(family.household, version, &edit).await.unwrap().applied
    };
    assert_eq!(guess(Field::ChildClass, "CP bleu").await, [Field::ChildClass]);
    assert_eq!(looks(&agent, &family).await, 0, "no word about health");
    assert_eq!(guess(Field::ChildAllergies, "Arachides").await, [], "the guess was right");
    assert_eq!(looks(&agent, &family).await, 1);
    assert_eq!(guess(Field::ChildAllergies, "Aucune").await, [Field::ChildAllergies]);
    assert_eq!(looks(&agent, &family).await, 2);
}

async fn a_file_of_guesses_is_a_look(app: &App) {
    let (family, _) = with_health(app, REQUIRED).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let file = |column: &str, value: &str| {
        format!(
            "household;guardian_email;child_first_name;child_last_name;child_birth_date;{column}\n\
             MARTIN;{CLAIRE};Lina;Martin;10/02/2020;{value}\n"
        )
    };
    let told = super::family_imports::preview(&agent, &file("child_allergies", "Arachides")).await;
    assert_eq!(told.children.unchanged, 1, "{told:?}");
    assert_eq!(looks(&agent, &family).await, 1);
    super::family_imports::preview(&agent, &file("child_class", "CP")).await;
    assert_eq!(looks(&agent, &family).await, 1, "no word about health");
}

/// The keys of the server, with a new one before them.
fn ring(app: &App) -> Vec<Key> {
    let mut ring = vault_keys(&app.config).unwrap();
    ring.insert(0, Key::generate());
    ring
}

async fn seals(app: &App) -> Vec<String> {
    let health = health_records::Entity::find().all(app.db().reader()).await.unwrap();
    let changes = change_requests::Entity::find().all(app.db().reader()).await.unwrap();
    health.into_iter().map(|row| row.sealed).chain(changes.into_iter().map(|row| row.sealed)).collect()
}

async fn health_and_what_waits_are_sealed_anew(app: &App) {
    let (family, lina) = with_health(app, AFTER_ACCEPTANCE).await;
    edit(&family, lina, Field::ChildAllergies, text("Aucune")).await;
    let before = seals(app).await;
    assert_eq!(before.len(), 2, "a record, and an edit that waits");
    let ring = ring(app);
    let vault = Vault::new(&ring).unwrap();
    let in_use = async |ring: &[Key]| {
        let keys: Vec<_> = ring.iter().map(Key::to_setting).collect();
        let mut config = app.config.clone();
        config.vault.keys = Some(keys.join(","));
        api::app::keys_in_use(&config, app.db()).await.unwrap()
    };
    let row = |table: &str, count: u8, key: &Key| format!("{table}: {count} sealed by key {}", key.id);
    let told = in_use(&ring).await;
    for table in ["health_records", "change_requests"] {
        assert!(told.contains(&row(table, 1, &ring[1])) && told.contains(&row(table, 0, &ring[0])), "{told}");
    }
    assert_eq!(seal_anew(app.db(), &vault).await.unwrap(), 0);
    let after = seals(app).await;
    let prefix = format!("{}:", ring[0].id);
    assert!(after.iter().all(|sealed| sealed.starts_with(&prefix)), "{after:?}");
    let told = in_use(&ring).await;
    for table in ["health_records", "change_requests"] {
        assert!(told.contains(&row(table, 0, &ring[1])) && told.contains(&row(table, 1, &ring[0])), "{told}");
    }
    // with the new key alone all of it opens: a second time changes nothing
    assert_eq!(seal_anew(app.db(), &Vault::new(&ring[..1]).unwrap()).await.unwrap(), 0);
    assert_eq!(seals(app).await, after);
    // and with the old one alone nothing does, which is told
    let told = in_use(&ring[1..]).await;
    assert!(told.contains("health_records: 1 sealed by keys that are not in vault.keys"), "{told}");
    // a server that has both reads what the family told
    let keys: Vec<_> = ring.iter().map(Key::to_setting).collect();
    let replica = app.replica_with(|config| config.vault.keys = Some(keys.join(","))).await;
    let family = replica.family(CLAIRE).await;
    let sheet = family.client.get_family_file(family.household, Some(YEAR)).await.unwrap();
    assert_eq!(part(&sheet, lina).values[&Field::ChildAllergies], text("Arachides"));
    let waiting = part(&sheet, lina).waiting.as_ref().expect("it waits still");
    assert_eq!(waiting.values[&Field::ChildAllergies], Some(text("Aucune")));
    replica.stop().await;
}

async fn what_does_not_open_keeps_nothing_else_from_being_sealed_anew(app: &App) {
    let (family, _) = with_health(app, REQUIRED).await;
    let adam = FileSubject::Child(family.child("Adam"));
    edit(&family, adam, Field::ChildAllergies, text("Lait")).await;
    let client = sign_in(app, CLAIRE, PASSWORD).await.unwrap();
    client.create_second_factor(&proof()).await.unwrap();
    let rows = health_records::Entity::find().all(app.db().reader()).await.unwrap();
    let broken = rows.iter().map(|row| row.child_id).min().unwrap();
    let spoil = Expr::value("gone:AAAA");
    app.db()
        .write(async |tx| {
            health_records::Entity::update_many()
                .col_expr(health_records::Column::Sealed, spoil.clone())
                .filter(health_records::Column::ChildId.eq(broken))
                .exec(tx)
                .await?;
            second_factors::Entity::update_many()
                .col_expr(second_factors::Column::Secret, spoil.clone())
                .exec(tx)
                .await?;
            Ok::<_, api::error::Error>(())
        })
        .await
        .unwrap();
    let ring = ring(app);
    let vault = Vault::new(&ring).unwrap();
    assert_eq!(api::accounts::seal_anew(app.db(), &vault).await.unwrap(), 1, "told, and no failure");
    assert_eq!(seal_anew(app.db(), &vault).await.unwrap(), 1);
    let prefix = format!("{}:", ring[0].id);
    for row in health_records::Entity::find().all(app.db().reader()).await.unwrap() {
        let expected = if row.child_id == broken { "gone:" } else { prefix.as_str() };
        assert!(row.sealed.starts_with(expected), "{row:?}");
    }
}

async fn a_record_does_not_open_for_another_child(app: &App) {
    let (family, _) = with_health(app, REQUIRED).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let (lina, adam) = (family.child("Lina"), family.child("Adam"));
    let health = async |child| agent.client.get_child_health(family.household, child, None).await;
    assert!(health(lina).await.is_ok() && health(adam).await.is_ok());
    app.db()
        .write(async |tx| {
            health_records::Entity::update_many()
                .col_expr(health_records::Column::ChildId, Expr::value(adam.0))
                .filter(health_records::Column::ChildId.eq(lina.0))
                .exec(tx)
                .await?;
            Ok::<_, api::error::Error>(())
        })
        .await
        .unwrap();
    assert_eq!(health(adam).await.unwrap_err().code(), Some(ProblemCode::Internal));
    assert_eq!(health(lina).await.unwrap().values, [].into());
}

async fn a_copy_is_sealed_in_the_store(app: &App) {
    let (family, _) = with_health(app, REQUIRED).await;
    let id = export(app, &family).await;
    let row = exports::Entity::find_by_id(id).one(app.db().reader()).await.unwrap().unwrap();
    let storage = Storage::open(&app.config).unwrap();
    let key = StoreKey(row.object_key.unwrap());
    let kept = storage.get(&key).await.unwrap().unwrap();
    let holds = |words: &[u8]| kept.windows(words.len()).any(|window| window == words);
    assert!(!holds(b"household.json") && !holds(b"PK\x03\x04"), "not even its directory is legible");
    let zip = family.client.get_export_content(family.household, id).await.unwrap();
    assert_eq!(zip.len(), usize::try_from(row.size.unwrap()).unwrap(), "its size is that of the zip");
    assert!(household(zip).to_string().contains("Arachides"));
    // cut off in the store, it comes to no whole file
    storage.delete(&key).await.unwrap();
    storage.put(&key, kept.slice(..kept.len() - 1)).await.unwrap();
    assert!(family.client.get_export_content(family.household, id).await.is_err());
}

async fn what_was_asked_cannot_be_guessed_from_its_mark(app: &App) {
    ask_fields(app, REQUIRED).await;
    let family = app.family(CLAIRE).await;
    let nina = NewMember {
        school_year: YEAR,
        values: [
            (Field::ChildFirstName, text("Nina")),
            (Field::ChildLastName, text("Martin")),
            (Field::ChildBirthDate, text("2021-06-03")),
            (Field::ChildAllergies, text("Arachides")),
        ]
        .into(),
    };
    family.client.create_child(family.household, &new_key(), &nina).await.unwrap();
    let rows = idempotency_keys::Entity::find()
        .filter(idempotency_keys::Column::Operation.eq("create_child"))
        .all(app.db().reader())
        .await
        .unwrap();
    let asked = api::idempotency::fingerprint(&(family.household, &nina)).unwrap();
    let vault = api::app::vault(&app.config).unwrap();
    assert_eq!(rows.len(), 1);
    assert!(vault.is_mark_of(&asked, &rows[0].request_hash), "with the keys it is known again");
    assert_ne!(rows[0].request_hash, asked, "without them nobody can try what was told");
    let other = Vault::new(&[Key::generate()]).unwrap();
    assert!(!other.is_mark_of(&asked, &rows[0].request_hash));
}
