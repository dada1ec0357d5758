//! Steps that tests of merges share: the same family entered twice, with rich data on both sides.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, Statement};
use shared::families::{Field, FileSubject};
use shared::ids::HouseholdId;
use shared::wire::{
    FileDecision, FileVerdict, GuardianAddress, MergePlan, MergePreview, MessageSubmission, NewHouseholdNote,
};
use tests::{App, CLAIRE, Family, new_key, pdf};

use super::account_steps::{GOOD, last_mail, set, sign_in};
use super::documents_steps::{DOMICILE, send};
use super::families_on_behalf::{child, guardian, look, make, petit};
use super::family_file_steps::{AFTER_ACCEPTANCE, YEAR, ask_fields, edit, text, try_edit};
use super::staff_steps::Colleague;

pub(crate) const SECOND: &str = "claire.martin.bis@example.org";

/// Claire's family as it was registered, and as it was entered once more: with Lina again and a brother, an account of
/// Claire's second address, places, documents, messages, notes and edits that wait.
pub(crate) struct Twice {
    pub(crate) kept: Family,
    pub(crate) other: HouseholdId,
    pub(crate) other_client: client::Client,
}

pub(crate) async fn twice(app: &App, agent: &Colleague) -> Twice {
    let schooling = "child_school = \"optional\"\nchild_grade = \"optional\"\n";
    ask_fields(app, &[AFTER_ACCEPTANCE, schooling].concat()).await;
    let kept = app.family(CLAIRE).await;
    let schools = app.client().get_organisation().await.unwrap().schools;
    let mut new = petit();
    new.guardians[0].values = guardian("Claire", "MARTIN");
    new.guardians[0].values.insert(Field::GuardianPhone, text("0612345678"));
    new.children[0].values = child("Lina", "Martin", "2020-02-10");
    new.children.push(shared::wire::NewChild { values: child("Noé", "Martin", "2018-01-03") });
    for child in &mut new.children {
        child.values.insert(Field::ChildSchool, text(&schools[0].id.to_string()));
        child.values.insert(Field::ChildGrade, text("ce1"));
        child.values.insert(Field::ChildAllergies, text("Noix"));
    }
    let made = make(agent, &new).await;
    let asked = GuardianAddress { email: SECOND.to_owned(), invite: true };
    agent.client.update_guardian_address(made.household_id, made.guardians[0], 1, &asked).await.unwrap();
    app.idle().await;
    set(app, &last_mail(app, SECOND).await.1.expect("a link"), GOOD).await.unwrap();
    let client = sign_in(app, SECOND, GOOD).await.unwrap();
    let verdict = FileVerdict::Validated;
    let decision = FileDecision {
        school_year: YEAR,
        verdict,
        message: String::new(),
        resident: None,
        despite: String::new(),
    };
    agent.client.decide_family_file(made.household_id, 0, &decision).await.unwrap();
    let other = Family {
        sign_in: kept.sign_in.clone(),
        household: made.household_id,
        facts: planning(&client, made.household_id).await,
        client,
    };
    // on both sides: the same day at the canteen, a document of the same type, an answer, an edit that waits
    for family in [&kept, &other] {
        let lines = [family.book("Lina", "Midi", "2026-09-15"), family.book("Lina", "Soir", "2026-09-18")];
        family.send(&lines[..if family.household == kept.household { 1 } else { 2 }]).await;
        send(family, DOMICILE, pdf()).await;
        let lina = family.child("Lina");
        let message =
            MessageSubmission { child_id: lina, slot_id: None, day: None, body: "Bonjour".to_owned() };
        family.client.create_message(family.household, &new_key(), &message).await.unwrap();
        let note = NewHouseholdNote { text: "À rappeler".to_owned() };
        agent.client.create_household_note(family.household, &new_key(), &note).await.unwrap();
    }
    edit(&kept, FileSubject::Household, Field::AddressCity, text("Void")).await;
    edit(&other, FileSubject::Household, Field::AddressCity, text("Toul")).await;
    app.set("2026-09-07T08:03");
    for (family, city) in [(&kept, "Void-Vacon"), (&other, "Commercy")] {
        let waits = [(Field::AddressCity, Some(text(city)))];
        assert_eq!(try_edit(family, FileSubject::Household, &waits).await.unwrap().waiting.len(), 1);
        app.set("2026-09-07T08:05");
    }
    Twice { kept, other: made.household_id, other_client: sign_in(app, SECOND, GOOD).await.unwrap() }
}

async fn planning(client: &client::Client, household: HouseholdId) -> shared::bookings::Facts {
    let (from, to) = (tests::day("2026-09-01"), tests::day("2026-09-30"));
    match client.get_planning(household, from, to, None).await.unwrap() {
        client::Cached::Fresh { value, .. } => value.facts,
        client::Cached::Unchanged => panic!("nothing was known before"),
    }
}

/// How many rows each table has.
pub(crate) async fn rows(app: &App) -> BTreeMap<&'static str, i64> {
    let mut found = BTreeMap::new();
    for table in api::entities::tables() {
        let sql = format!("SELECT COUNT(*) AS n FROM {}", table.name);
        let row = app.db().reader().query_one_raw(Statement::from_string(app.db().backend(), sql)).await;
        found.insert(table.name, row.unwrap().unwrap().try_get("", "n").unwrap());
    }
    found
}

/// How many seats are taken in all, and how many should be.
pub(crate) async fn seats(app: &App) -> (i64, i64) {
    let one = async |sql: &str| -> i64 {
        let row = app.db().reader().query_one_raw(Statement::from_string(app.db().backend(), sql)).await;
        row.unwrap().unwrap().try_get("", "n").unwrap()
    };
    let taken = "SELECT CAST(COALESCE(SUM(taken), 0) AS BIGINT) AS n FROM session_capacities WHERE group_code = 'total'";
    let standing = "SELECT COUNT(*) AS n FROM bookings b WHERE b.state = 'booked' AND EXISTS (SELECT 1 FROM \
        session_capacities c WHERE c.session_id = b.session_id AND c.group_code = 'total')";
    (one(taken).await, one(standing).await)
}

pub(crate) async fn proposed(agent: &Colleague, twice: &Twice) -> (MergePlan, MergePreview) {
    let open = MergePlan { other_id: twice.other, children: None, guardians: None };
    let told = agent.client.preview_merge(twice.kept.household, &open).await.unwrap();
    let (children, guardians) = (Some(told.children.clone()), Some(told.guardians.clone()));
    (MergePlan { children, guardians, ..open }, told)
}

/// The file of the household that stays.
pub(crate) async fn file(agent: &Colleague, twice: &Twice) -> shared::wire::FamilyFileSheet {
    look(agent, twice.kept.household).await
}
