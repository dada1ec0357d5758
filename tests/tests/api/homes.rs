//! A child lives in two households at most, by whichever way it would come into a third one.

use shared::staff::Role;
use shared::wire::MergePlan;
use tests::{App, CLAIRE, KARIM, on_both_databases};

use super::families_on_behalf::{make, petit};
use super::family_file_steps::{REQUIRED, ask_fields, fault};
use super::family_imports::{faults, import, preview};
use super::guardianship_steps::live_in;
use super::staff_steps::colleague;

on_both_databases!(
    a_file_brings_no_child_into_a_third_household,
    the_families_file_brings_no_child_into_a_third_household,
    children_who_become_one_live_in_two_households,
);

const HEAD: &str = "household;guardian_first_name;guardian_last_name;child;child_first_name;child_last_name;child_birth_date\n";

async fn a_file_brings_no_child_into_a_third_household(app: &App) {
    ask_fields(app, REQUIRED).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    // known to live in two
    let third = [HEAD, "F-9;Odile;Petit;LINA;;;\n"].concat();
    let told = preview(&agent, &third).await;
    assert_eq!(faults(&told), [(2, "child".to_owned(), "too_many_households".to_owned())]);
    assert!(import(&agent, &third).await.is_err());
    // in three of the file itself
    let line = |home: &str| format!("{home};Odile;{home};NEW;Noé;Petit;10/02/2020\n");
    let two = [HEAD, &line("F-1"), &line("F-2")].concat();
    assert_eq!(faults(&preview(&agent, &two).await), []);
    let three = [two.as_str(), &line("F-3")].concat();
    assert_eq!(
        faults(&preview(&agent, &three).await),
        [(4, "child".to_owned(), "too_many_households".to_owned())]
    );
    // in one that is known, and two of the file
    let line = |home: &str| format!("{home};Odile;{home};ADAM;;;\n");
    let three = [HEAD, &line("F-1"), &line("F-2")].concat();
    assert_eq!(
        faults(&preview(&agent, &three).await),
        [(3, "child".to_owned(), "too_many_households".to_owned())]
    );
}

async fn the_families_file_brings_no_child_into_a_third_household(app: &App) {
    let folder = tempfile::tempdir().unwrap();
    let files = tests::files(folder.path());
    let families = files.families.clone().unwrap();
    let text = std::fs::read_to_string(&families).unwrap();
    let third = "\n[[households]]\nexternal_id = \"THIRD\"\nname = \"Troisième\"\nshared_children = [\"LINA\"]\n\
        guardians = [{ email = \"third@example.org\", first_name = \"Odile\", last_name = \"Petit\" }]\n";
    std::fs::write(&families, [text.as_str(), third].concat()).unwrap();
    let refused = api::imports::run(app.db(), &app.clock, &files).await;
    let told = format!("{:#}", refused.expect_err("a third household"));
    assert!(told.contains("`LINA` lives in 2 households already"), "{told}");
    let claire = app.family(CLAIRE).await;
    let custody = claire.client.get_child_custody(claire.household, claire.child("Lina")).await.unwrap();
    assert_eq!(custody.elsewhere, ["Karim"], "nothing half imported");
}

async fn children_who_become_one_live_in_two_households(app: &App) {
    let agent = colleague(app, "agent", Role::Agent).await;
    let (one, two) = (make(&agent, &petit()).await, make(&agent, &petit()).await);
    // Tom of the one lives at Claire's too, Tom of the other at Karim's
    let (claire, karim) = (app.family(CLAIRE).await, app.family(KARIM).await);
    live_in(app, claire.household, one.children[0]).await;
    live_in(app, karim.household, two.children[0]).await;
    let open = MergePlan { other_id: two.household_id, children: None, guardians: None };
    let refused = agent.client.preview_merge(one.household_id, &open).await;
    assert_eq!(fault(refused), [("children[0]".to_owned(), "too_many_households".to_owned())]);
    // two who stay two
    let apart = MergePlan { children: Some(Vec::new()), ..open };
    assert!(agent.client.preview_merge(one.household_id, &apart).await.is_ok());
}
