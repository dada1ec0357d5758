//! What a school year does not ask is not told, whatever an earlier one kept; the next may ask it again.

use shared::calendar::SchoolYear;
use shared::families::{Field, FileSubject, Missing};
use shared::ids::ChildId;
use shared::staff::Role;
use shared::wire::{FamilyFileSheet, FileEdit};
use tests::{App, CLAIRE, Family, on_both_databases};

use super::family_file_steps::{YEAR, ask_fields, at, change_configuration, edit, fault, part, text};
use super::staff_steps::colleague;

const NEXT: SchoolYear = SchoolYear::starting_in(2027);

/// This year asks what the next one does not, and the other way round.
const BY_YEAR: &str = r#"
[file]
edits = "at_once"

[file.fields]
child_allergies = "optional"
child_doctor = "hidden"
guardian_employer = "optional"

[file.years."2027-2028"]
child_allergies = "hidden"
child_doctor = "required"
guardian_employer = "hidden"
"#;

on_both_databases!(
    what_a_year_does_not_ask_is_told_to_nobody,
    a_field_is_refused_in_one_year_and_asked_in_the_next,
    an_edit_that_waits_for_a_hidden_field_is_not_told,
);

async fn of_year(family: &Family, year: SchoolYear) -> FamilyFileSheet {
    family.client.get_family_file(family.household, Some(year)).await.unwrap()
}

fn lina(family: &Family) -> (ChildId, FileSubject) {
    (family.child("Lina"), FileSubject::Child(family.child("Lina")))
}

async fn what_a_year_does_not_ask_is_told_to_nobody(app: &App) {
    ask_fields(app, BY_YEAR).await;
    let family = app.family(CLAIRE).await;
    let (id, lina) = lina(&family);
    edit(&family, lina, Field::ChildAllergies, text("Arachides")).await;
    let me = of_year(&family, YEAR).await.parts.into_iter().find(|part| part.is_me).unwrap().subject;
    edit(&family, me, Field::GuardianEmployer, text("Mairie")).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    for (year, told) in [(YEAR, true), (NEXT, false)] {
        let sheet = of_year(&family, year).await;
        let has = |subject, field: Field| part(&sheet, subject).values.contains_key(&field);
        assert_eq!(has(lina, Field::ChildAllergies), told, "{year}");
        assert_eq!(has(me, Field::GuardianEmployer), told, "{year}");
        assert!(has(lina, Field::ChildFirstName) && has(me, Field::GuardianLastName), "names always");
        let staff = agent.client.get_family_file_of_household(family.household, Some(year)).await.unwrap();
        assert_eq!(part(&staff, lina).sealed.contains(&Field::ChildAllergies), told, "{year}");
        assert_eq!(part(&staff, me).values.contains_key(&Field::GuardianEmployer), told, "{year}");
        let health = agent.client.get_child_health(family.household, id, Some(year)).await.unwrap();
        assert_eq!(health.values.contains_key(&Field::ChildAllergies), told, "{year}");
    }
    let unknown = agent.client.get_child_health(family.household, id, Some(SchoolYear::starting_in(1999)));
    assert_eq!(fault(unknown.await), [("school_year".to_owned(), "unknown".to_owned())]);
}

async fn a_field_is_refused_in_one_year_and_asked_in_the_next(app: &App) {
    ask_fields(app, BY_YEAR).await;
    let family = app.family(CLAIRE).await;
    let (_, lina) = lina(&family);
    let write = async |year: SchoolYear| {
        let version = part(&of_year(&family, year).await, lina).version;
        let values = [(Field::ChildDoctor, Some(text("Dr Knock")))].into();
        let edit = FileEdit { subject: lina, school_year: year, values };
        family.client.update_family_file(family.household, version, &edit).await
    };
    assert_eq!(fault(write(YEAR).await), [at(Field::ChildDoctor, "not_asked")]);
    let missing = Missing { subject: lina, field: Field::ChildDoctor };
    let (this, next) = (of_year(&family, YEAR).await, of_year(&family, NEXT).await);
    assert!(!this.rules.contains_key(&Field::ChildDoctor) && !this.file.missing.contains(&missing));
    assert!(next.rules.contains_key(&Field::ChildDoctor) && next.file.missing.contains(&missing));
    assert_eq!(write(NEXT).await.unwrap().applied, [Field::ChildDoctor]);
    let next = of_year(&family, NEXT).await;
    assert!(!next.file.missing.contains(&missing));
    assert_eq!(part(&next, lina).values[&Field::ChildDoctor], text("Dr Knock"));
    assert!(!part(&of_year(&family, YEAR).await, lina).values.contains_key(&Field::ChildDoctor));
}

async fn an_edit_that_waits_for_a_hidden_field_is_not_told(app: &App) {
    let waits = "[file]\nedits = \"after_acceptance\"\n\n[file.fields]\nchild_allergies = \"optional\"\n";
    ask_fields(app, &["\n", waits].concat()).await;
    let family = app.family(CLAIRE).await;
    let (id, lina) = lina(&family);
    edit(&family, lina, Field::ChildAllergies, text("Aucune")).await;
    let result = edit(&family, lina, Field::ChildAllergies, text("Arachides")).await;
    assert_eq!(result.waiting, [Field::ChildAllergies]);
    let agent = colleague(app, "agent", Role::Agent).await;
    let health = async || agent.client.get_child_health(family.household, id, None).await.unwrap();
    assert_eq!(health().await.waiting, [(Field::ChildAllergies, Some(text("Arachides")))].into());
    change_configuration(app, |text| [text, "\n[file]\nedits = \"at_once\"\n"].concat()).await;
    assert_eq!(health().await.waiting, [].into());
    let sheet = of_year(&family, YEAR).await;
    let told = part(&sheet, lina).waiting.as_ref().expect("it waits still");
    assert_eq!(told.values, [].into());
}
