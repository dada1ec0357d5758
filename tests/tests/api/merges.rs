//! Two households that are the same family become one: nothing is lost, conflicts follow stated rules.

use api::entities::bookings::{self, BookingState};
use api::entities::tables;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use shared::families::{Field, FileState, FileSubject};
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{MergeConflict, MergePlan, MergeSide};
use tests::{App, CLAIRE, KARIM, new_key, on_both_databases};

use super::account_steps::{GOOD, last_mail, problem, sign_in};
use super::families_on_behalf::{make, petit};
use super::family_file_steps::{part, text};
use super::merge_steps::{SECOND, file, proposed, rows, seats, twice};
use super::staff_steps::colleague;

on_both_databases!(
    everything_goes_over_and_nothing_is_lost,
    two_guardians_stay_two_with_an_account_each,
    the_household_that_is_no_more_leads_to_the_one_that_is,
);

async fn everything_goes_over_and_nothing_is_lost(app: &App) {
    let agent = colleague(app, "agent", Role::Agent).await;
    let twice = twice(app, &agent).await;
    let (mut plan, told) = proposed(&agent, &twice).await;
    assert_eq!((told.children.len(), told.guardians.len()), (1, 1), "Lina and Claire, by their names");
    plan.guardians.as_mut().unwrap()[0].account = Some(MergeSide::Kept);
    let told = agent.client.preview_merge(twice.kept.household, &plan).await.unwrap();
    let has = |wanted: fn(&MergeConflict) -> bool| told.conflicts.iter().any(wanted);
    assert!(has(|it| matches!(it, MergeConflict::Booking { .. })), "{:?}", told.conflicts);
    assert!(has(|it| matches!(it, MergeConflict::Document { count: 2, .. })));
    assert!(has(|it| matches!(it, MergeConflict::ChangeRequest { .. })));
    assert!(has(|it| matches!(it, MergeConflict::Account { closed, .. } if closed == SECOND)));
    assert!(has(|it| matches!(it, MergeConflict::File { result: FileState::Validated, .. })));
    assert!(has(|it| matches!(it, MergeConflict::Answer { field: Field::AddressCity, .. })));
    assert!(has(|it| matches!(it, MergeConflict::Answer { field: Field::ChildGrade, .. })));
    let moved = told.moved;
    assert_eq!((moved.children, moved.guardians, moved.bookings, moved.requests), (1, 0, 2, 1));
    assert_eq!((moved.documents, moved.messages, moved.notes, moved.change_requests), (1, 1, 1, 1));

    let before = rows(app).await;
    let standing = bookings::Entity::find().filter(bookings::Column::State.eq(BookingState::Booked));
    let booked = standing.clone().count(app.db().reader()).await.unwrap();
    let merged =
        agent.client.merge_households(twice.kept.household, &new_key(), &told.etag, &plan).await.unwrap();
    assert_eq!(merged.conflicts, told.conflicts, "as the preview has shown it");
    let after = rows(app).await;
    let fewer = [
        ("households", 1),
        ("guardians", 1),
        ("household_guardians", 1),
        ("children", 1),
        ("household_children", 1),
        ("child_grades", 1),
        ("health_records", 0),
        ("family_files", 1),
    ];
    for (table, count) in &before {
        let gone = fewer.iter().find(|(name, _)| name == table).map_or(0, |(_, gone)| *gone);
        let written = ["merged_records", "history", "idempotency_keys", "mails", "jobs"].contains(table);
        if !written {
            assert_eq!(after[table], count - gone, "{table}");
        }
    }
    assert_eq!(after["merged_records"], 3);
    assert!(after["history"] > before["history"]);
    assert_eq!(
        standing.count(app.db().reader()).await.unwrap(),
        booked - 1,
        "one of two places was given up"
    );
    let (taken, counted) = seats(app).await;
    assert_eq!(taken, counted, "its seat is free again");

    let file = file(&agent, &twice).await;
    let lina = FileSubject::Child(twice.kept.child("Lina"));
    assert_eq!(part(&file, FileSubject::Household).values[&Field::AddressCity], text("Void"));
    assert_eq!(
        part(&file, lina).values[&Field::ChildGrade],
        text("cp"),
        "what the one that stays tells holds"
    );
    assert_eq!(part(&file, lina).sealed, [Field::ChildAllergies], "what it did not tell is taken over");
    let waiting = part(&file, FileSubject::Household).waiting.as_ref().unwrap();
    assert_eq!(waiting.values[&Field::AddressCity], Some(text("Commercy")), "the later edit waits on");
    assert_eq!(file.file.state, FileState::Validated);
    let family = app.family(CLAIRE).await;
    assert!(family.has("Lina", "Midi", "2026-09-15").await && family.has("Lina", "Soir", "2026-09-18").await);
    let health = agent.client.get_child_health(family.household, family.child("Lina"), None).await.unwrap();
    assert_eq!(health.values[&Field::ChildAllergies], text("Noix"), "sealed anew for the child that stays");
    assert_eq!(family.facts.children.len(), 4);
    let record =
        agent.client.get_household_record(family.household, &client::PageRequest::default()).await.unwrap();
    assert_eq!(record.notes.len(), 2);
    assert!(record.events.iter().any(|event| event.action == "merged"));

    // the account that was not chosen opens nothing any more
    assert!(twice.other_client.get_current_account().await.is_err());
    let refused = problem(sign_in(app, SECOND, GOOD).await.map(|_| ()));
    assert_eq!(refused.code, ProblemCode::WrongCredentials);
    app.idle().await;
    assert_eq!(last_mail(app, SECOND).await.0, "Vos deux comptes n’en font plus qu’un");
}

async fn two_guardians_stay_two_with_an_account_each(app: &App) {
    let agent = colleague(app, "agent", Role::Agent).await;
    let twice = twice(app, &agent).await;
    let (mut plan, _) = proposed(&agent, &twice).await;
    plan.guardians = Some(Vec::new());
    let told = agent.client.preview_merge(twice.kept.household, &plan).await.unwrap();
    assert_eq!(told.moved.guardians, 1);
    agent.client.merge_households(twice.kept.household, &new_key(), &told.etag, &plan).await.unwrap();
    let account = twice.other_client.get_current_account().await.unwrap();
    let ids: Vec<_> = account.households.iter().map(|household| household.id).collect();
    assert_eq!(ids, [twice.kept.household], "the other account acts for what both have become");
    let gone = twice.other_client.get_family_file(twice.other, None).await;
    assert_eq!(problem(gone).code, ProblemCode::NotFound, "to families it does not exist");
    let file = file(&agent, &twice).await;
    let guardians = file.parts.iter().filter(|part| matches!(part.subject, FileSubject::Guardian(_)));
    assert_eq!(guardians.count(), 2);
    let lina = twice.kept.child("Lina");
    let karim = app.family(KARIM).await;
    assert!(karim.facts.children.iter().any(|child| child.id == lina), "her other household keeps her");
}

async fn the_household_that_is_no_more_leads_to_the_one_that_is(app: &App) {
    let agent = colleague(app, "agent", Role::Agent).await;
    let new = petit();
    let (one, two, three) = (make(&agent, &new).await, make(&agent, &new).await, make(&agent, &new).await);
    let merge = async |kept, other_id| {
        let plan = MergePlan { other_id, children: None, guardians: None };
        let told = agent.client.preview_merge(kept, &plan).await.unwrap();
        agent.client.merge_households(kept, &new_key(), &told.etag, &plan).await.unwrap()
    };
    merge(two.household_id, one.household_id).await;
    merge(three.household_id, two.household_id).await;
    for gone in [one.household_id, two.household_id] {
        let told = problem(agent.client.get_family_file_of_household(gone, None).await);
        assert_eq!(told.code, ProblemCode::HouseholdMerged);
        assert_eq!(
            told.params["merged_into"],
            serde_json::json!(three.household_id),
            "the last of the chain"
        );
    }
}

/// Whoever adds a table that names a household, a guardian or a child says here that merging carries it over, and lets it.
#[test]
fn every_table_of_families_is_carried_over() {
    let carried = [
        "household_guardians",
        "household_children",
        "child_grades",
        "child_departures",
        "family_files",
        "documents",
        "health_records",
        "change_requests",
        "household_notes",
        "requests",
        "bookings",
        "request_lines",
        "history",
        "messages",
        "guardian_invitations",
        "custodies",
        "exports",
        "erasures",
    ];
    // forgotten within a minute
    let passing = ["onlookers"];
    let names = ["household_id", "guardian_id", "child_id", "subject_id"];
    for table in tables().into_iter().filter(|table| !passing.contains(&table.name)) {
        let of_families = table.columns.iter().any(|column| names.contains(&column.name));
        assert_eq!(of_families, carried.contains(&table.name), "{}", table.name);
    }
}
