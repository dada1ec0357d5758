//! Families from a CSV file: previewed, imported, repeatable, matched and never guessed.

use api::entities::{children, guardians, history, households, jobs};
use client::ImportRequest;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use shared::families::{Field, FileSubject};
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{FamilyFileSheet, ImportCounts, ImportOutcome, ImportReport};
use tests::{App, CLAIRE, new_key, on_both_databases};

use super::account_steps::{GOOD, last_mail, problem, set, sign_in};
use super::family_file_steps::{REQUIRED, ask_fields, edit, part, sheet, text};
use super::staff_steps::{Colleague, colleague};

on_both_databases!(
    a_file_is_previewed_then_imported_and_changes_nothing_again,
    an_empty_cell_overwrites_nothing_and_what_differs_is_told,
    known_families_are_found_by_address_and_never_guessed,
    a_household_that_was_merged_is_found_under_its_number,
    those_whose_address_is_new_are_invited_once,
    health_that_is_compared_is_a_look_of_staff,
    five_thousand_lines_take_seconds,
    the_template_imports_as_it_is,
);

/// A family with two children, as Excel writes it for the French.
pub(crate) const PETIT: &str = "household;household_name;resident;guardian_email;guardian_first_name;guardian_last_name;guardian_phone;address_city;child_first_name;child_last_name;child_birth_date;child_school;child_grade;child_allergies\r\n\
F-1;Famille Petit;oui;Odile.Petit@Example.org;Odile;d’Alès-Petit;612345678;Void;Tom;d’Alès-Petit;04/05/2019;École des Tilleuls;CE1;Aucune\r\n\
F-1;;;odile.petit@example.org;;;;;Zoé;d’Alès-Petit;2021-03-09;tilleuls;ms;Œufs\r\n\
F-1;;;;Youssef;בן-דוד;;;;;;;;\r\n";

pub(crate) async fn preview(agent: &Colleague, file: &str) -> ImportReport {
    agent.client.preview_family_import(ImportRequest::default(), file.as_bytes().to_vec()).await.unwrap()
}

pub(crate) async fn import(agent: &Colleague, file: &str) -> Result<ImportReport, client::Error> {
    let request = ImportRequest::default();
    agent.client.create_family_import(&new_key(), request, file.as_bytes().to_vec()).await
}

pub(crate) async fn counts(app: &App) -> [u64; 4] {
    let db = app.db().reader();
    [
        households::Entity::find().count(db).await.unwrap(),
        guardians::Entity::find().count(db).await.unwrap(),
        children::Entity::find().count(db).await.unwrap(),
        history::Entity::find().count(db).await.unwrap(),
    ]
}

/// What each line comes to.
pub(crate) fn outcomes(report: &ImportReport) -> Vec<(u32, ImportOutcome)> {
    report.lines.iter().map(|line| (line.line, line.outcome)).collect()
}

/// Line, column and code of what is wrong.
pub(crate) fn faults(report: &ImportReport) -> Vec<(u32, String, String)> {
    let all = report.lines.iter().flat_map(|line| line.faults.iter().map(move |fault| (line.line, fault)));
    all.map(|(line, fault)| (line, fault.column.clone().unwrap_or_default(), fault.code.clone())).collect()
}

/// The file of a household by its number, as staff see it.
pub(crate) async fn file_of(app: &App, agent: &Colleague, number: &str) -> FamilyFileSheet {
    let row = households::Entity::find().filter(households::Column::ExternalId.eq(number));
    let row = row.one(app.db().reader()).await.unwrap().expect("a household");
    agent.client.get_family_file_of_household(row.id.into(), None).await.unwrap()
}

async fn a_file_is_previewed_then_imported_and_changes_nothing_again(app: &App) {
    ask_fields(app, REQUIRED).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let before = counts(app).await;
    let told = preview(&agent, PETIT).await;
    assert_eq!(faults(&told), []);
    assert_eq!(outcomes(&told), [2, 3, 4].map(|line| (line, ImportOutcome::Made)));
    let made = |made| ImportCounts { made, changed: 0, unchanged: 0 };
    assert_eq!((told.households, told.guardians, told.children), (made(1), made(2), made(2)));
    assert_eq!((told.imported, counts(app).await), (false, before), "a preview writes nothing");

    let done = import(&agent, PETIT).await.unwrap();
    assert!(done.imported);
    let after = counts(app).await;
    assert_eq!([after[0] - before[0], after[1] - before[1], after[2] - before[2]], [1, 2, 2]);
    assert_eq!(after[3] - before[3], 5, "the history tells of each");
    let file = file_of(app, &agent, "F-1").await;
    assert_eq!((file.name.as_str(), file.resident), ("Famille Petit", Some(true)));
    let values = |first: &str| {
        let of = |part: &&shared::wire::FilePart| part.values.values().any(|value| *value == text(first));
        file.parts.iter().find(of).expect("a part")
    };
    let odile = values("Odile");
    assert_eq!(odile.values[&Field::GuardianPhone], text("06 12 34 56 78"), "Excel had dropped the zero");
    assert_eq!(odile.known_email.as_deref(), Some("odile.petit@example.org"));
    assert_eq!(values("Youssef").values[&Field::GuardianLastName], text("בן-דוד"));
    let tom = values("Tom");
    assert_eq!(tom.values[&Field::ChildGrade], text("ce1"));
    assert_eq!(tom.sealed, [Field::ChildAllergies]);
    assert_eq!(values("Zoé").values[&Field::ChildBirthDate], text("2021-03-09"));

    let again = import(&agent, PETIT).await.unwrap();
    assert_eq!(outcomes(&again).iter().filter(|(_, it)| *it != ImportOutcome::Unchanged).count(), 0);
    let looked = [after[0], after[1], after[2], after[3] + 2];
    assert_eq!(
        counts(app).await,
        looked,
        "the same file again changes nothing, but was compared with health"
    );
    let windows = encode(PETIT.replace("בן-דוד", "Ben-David").replace('Œ', "O").as_str());
    let told = agent.client.preview_family_import(ImportRequest::default(), windows).await.unwrap();
    assert_eq!(faults(&told), [], "what Windows writes is read too");
    assert_eq!(told.children.changed, 1);
}

/// As Windows writes Western European texts.
fn encode(text: &str) -> Vec<u8> {
    let byte = |letter: char| match letter {
        '’' => 0x92,
        other => u8::try_from(u32::from(other)).unwrap(),
    };
    text.chars().map(byte).collect()
}

async fn an_empty_cell_overwrites_nothing_and_what_differs_is_told(app: &App) {
    ask_fields(app, REQUIRED).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let family = app.family(CLAIRE).await;
    edit(&family, FileSubject::Household, Field::AddressCity, text("Void")).await;
    let lina = FileSubject::Child(family.child("Lina"));
    edit(&family, lina, Field::ChildAllergies, text("Arachides")).await;
    let file = "household;guardian_email;address_city;child_first_name;child_last_name;child_birth_date;child_allergies;child_class\n\
        MARTIN;claire.martin@example.org;;Lina;MARTIN;10/02/2020;;CP bleu\n";
    let told = import(&agent, file).await.unwrap();
    assert_eq!(told.lines[0].outcome, ImportOutcome::Changed);
    assert_eq!(told.lines[0].changed, ["child_class", "child_last_name"]);
    let now = sheet(&family).await;
    assert_eq!(part(&now, FileSubject::Household).values[&Field::AddressCity], text("Void"));
    assert_eq!(part(&now, lina).values[&Field::ChildAllergies], text("Arachides"));
    assert_eq!(part(&now, lina).values[&Field::ChildClass], text("CP bleu"));
    assert_eq!(part(&now, lina).values[&Field::ChildSchool], now.parts[2].values[&Field::ChildSchool]);
    // who signs in keeps the address
    let file = "household;guardian;guardian_email;guardian_first_name;guardian_last_name\n\
        MARTIN;;autre@example.org;Claire;Martin\n";
    let told = preview(&agent, file).await;
    assert_eq!(told.guardians.made, 1, "another address and the same name: another guardian, told as new");
}

async fn known_families_are_found_by_address_and_never_guessed(app: &App) {
    let agent = colleague(app, "agent", Role::Agent).await;
    // an unknown number, a known address: that household is known under another number
    let told = preview(&agent, "household;guardian_email\nM-7;claire.martin@example.org\n").await;
    assert_eq!(faults(&told), [(2, "household".to_owned(), "other_number".to_owned())]);
    assert_eq!(told.lines[0].faults[0].params["number"], "MARTIN");
    // Lina lives in two households
    let child = "household;guardian_first_name;guardian_last_name;child_first_name;child_last_name;child_birth_date\n\
        X-1;Jean;Martin;Lina;Martin;10/02/2020\n";
    let told = preview(&agent, child).await;
    assert_eq!(faults(&told)[0], (2, "household".to_owned(), "ambiguous".to_owned()));
    // in a household that is known, a child of somebody else
    let elsewhere =
        "household;child_first_name;child_last_name;child_birth_date\nNGUYEN;Adam;Martin;03/06/2021\n";
    let told = preview(&agent, elsewhere).await;
    assert_eq!(faults(&told), [(2, String::new(), "child_elsewhere".to_owned())]);
    // by its number it is the same, and comes into the second household
    let same = elsewhere.replace("household;", "household;child;").replace("NGUYEN;", "NGUYEN;ADAM;");
    let done = import(&agent, &same).await.unwrap();
    assert_eq!((done.children.changed, done.lines[0].changed.as_slice()), (1, &["household".to_owned()][..]));
    assert_eq!(preview(&agent, &same).await.children.unchanged, 1);
    // an address of somebody else
    let taken = "household;guardian_email;guardian_first_name;guardian_last_name\nN-9;new@example.org;Ana;Bel\nNGUYEN;karim.benali@example.org;Ana;Bel\n";
    let told = preview(&agent, taken).await;
    assert_eq!(faults(&told), [(3, "guardian_email".to_owned(), "email_taken".to_owned())]);
    assert_eq!(told.lines[1].faults[0].params["name"], "Karim Benali");
}

async fn a_household_that_was_merged_is_found_under_its_number(app: &App) {
    let agent = colleague(app, "agent", Role::Agent).await;
    let file = "household;guardian_first_name;guardian_last_name;child_first_name;child_last_name;child_birth_date\n\
        A-1;Odile;Petit;Tom;Petit;04/05/2019\nB-1;Odile;Petit;Léo;Petit;04/05/2020\n";
    import(&agent, file).await.unwrap();
    let id = async |number: &str| file_of(app, &agent, number).await.household_id;
    let (kept, other) = (id("A-1").await, id("B-1").await);
    let plan = shared::wire::MergePlan { other_id: other, children: None, guardians: None };
    let told = agent.client.preview_merge(kept, &plan).await.unwrap();
    agent.client.merge_households(kept, &new_key(), &told.etag, &plan).await.unwrap();
    let again = preview(&agent, "household;guardian_first_name;guardian_last_name\nB-1;Odile;Petit\n").await;
    assert_eq!((again.households.unchanged, again.guardians.unchanged), (1, 1), "{again:?}");
}

async fn those_whose_address_is_new_are_invited_once(app: &App) {
    let agent = colleague(app, "agent", Role::Agent).await;
    let file = "household;guardian_email;guardian_first_name;guardian_last_name;child_first_name;child_last_name;child_birth_date\n\
        F-1;odile.petit@example.org;Odile;Petit;Tom;Petit;04/05/2019\nMARTIN;claire.martin@example.org;;;;;\n";
    let request = ImportRequest { invite: true, ..ImportRequest::default() };
    let bytes = || file.as_bytes().to_vec();
    // whoever was told of and not invited is invited by the same file, later
    let quiet = ImportRequest { invite: false, ..request };
    agent.client.create_family_import(&new_key(), quiet, bytes()).await.unwrap();
    let told = agent.client.preview_family_import(request, bytes()).await.unwrap();
    assert_eq!(told.invited, 1);
    let key = new_key();
    let done = agent.client.create_family_import(&key, request, bytes()).await.unwrap();
    assert_eq!(done.invited, 1);
    assert_eq!(agent.client.create_family_import(&key, request, bytes()).await.unwrap(), done, "once");
    app.idle().await;
    let (_, link) = last_mail(app, "odile.petit@example.org").await;
    set(app, &link.expect("a link"), GOOD).await.unwrap();
    let client = sign_in(app, "odile.petit@example.org", GOOD).await.unwrap();
    assert_eq!(client.get_current_account().await.unwrap().households.len(), 1);
    let mails = app.mails().await.len();
    agent.client.create_family_import(&new_key(), request, bytes()).await.unwrap();
    app.idle().await;
    assert_eq!(app.mails().await.len(), mails, "the same file again invites nobody");
    // where parents sign up by themselves nobody is invited
    ask_fields(app, &REQUIRED.replacen("[file]", "[file]\nentry = \"sign_up\"", 1)).await;
    let closed = problem(agent.client.preview_family_import(request, bytes()).await);
    assert_eq!(closed.code, ProblemCode::InvitationsClosed);
    let jobs = jobs::Entity::find().filter(jobs::Column::Kind.eq("invite_imported"));
    assert_eq!(jobs.count(app.db().reader()).await.unwrap(), 1);
}

async fn health_that_is_compared_is_a_look_of_staff(app: &App) {
    ask_fields(app, REQUIRED).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    import(&agent, PETIT).await.unwrap();
    let household = file_of(app, &agent, "F-1").await.household_id;
    let looks = async || {
        let record =
            agent.client.get_household_record(household, &client::PageRequest::default()).await.unwrap();
        let looks = record.events.into_iter().filter(|event| event.action == "health_read");
        looks.map(|event| event.by_name.unwrap_or_default()).collect::<Vec<_>>()
    };
    assert!(looks().await.is_empty(), "nothing was there to compare with");
    let told = preview(&agent, PETIT).await;
    assert_eq!(told.children.unchanged, 2);
    assert_eq!(looks().await.len(), 2, "the preview says that the health of both is the same");
    let changed = PETIT.replace("Œufs", "Arachides");
    assert_eq!(preview(&agent, &changed).await.lines[1].changed, ["child_allergies"]);
    assert_eq!(looks().await.len(), 4);
    import(&agent, &changed).await.unwrap();
    let all = looks().await;
    assert_eq!(all.len(), 6, "and so does the import");
    assert!(all.iter().all(|name| !name.is_empty()), "by whom: {all:?}");

    // without a word of health in the file it stays sealed
    let header = PETIT.lines().next().unwrap().replace(";child_allergies", "");
    let silent = format!("{header}\r\nF-1;;;;;;;;Tom;d’Alès-Petit;04/05/2019;tilleuls;ce2\r\n");
    let told = import(&agent, &silent).await.unwrap();
    assert_eq!(told.children.changed, 1);
    assert_eq!(looks().await.len(), 6);
    let kept = file_of(app, &agent, "F-1").await;
    let sealed = kept.parts.iter().filter(|part| part.sealed == [Field::ChildAllergies]).count();
    assert_eq!(sealed, 2, "and is kept");
}

async fn five_thousand_lines_take_seconds(app: &App) {
    use std::fmt::Write as _;
    ask_fields(app, REQUIRED).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let mut file = PETIT.lines().next().unwrap().to_owned();
    for number in 0..2_500 {
        for (child, day) in [("Tom", "04/05/2019"), ("Zoé", "09/03/2021")] {
            write!(
                file,
                "\nF-{number};;oui;parent{number}@example.org;Odile;Petit {number};0612345678;Void;{child};\
                 Petit {number};{day};tilleuls;ce1;Aucune"
            )
            .unwrap();
        }
    }
    let told = preview(&agent, &file).await;
    assert_eq!((told.faulty, told.lines.len()), (0, 5_000));
    let started = std::time::Instant::now();
    let (done, statements) = app.statements(import(&agent, &file)).await;
    let took = started.elapsed();
    assert_eq!(done.unwrap().children.made, 5_000);
    println!("{:?}: 5,000 lines in {took:?}, {statements} statements", app.backend());
    assert!(statements < 60, "{statements} statements");
    let again = preview(&agent, &file).await;
    assert_eq!((again.children.unchanged, again.guardians.unchanged), (5_000, 2_500));
}

async fn the_template_imports_as_it_is(app: &App) {
    ask_fields(app, REQUIRED).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let template = agent.client.get_family_import_template().await.unwrap();
    assert!(template.starts_with(&[0xEF, 0xBB, 0xBF]), "Excel reads accents by the mark");
    let told = agent.client.preview_family_import(ImportRequest::default(), template).await.unwrap();
    assert_eq!(faults(&told), []);
    assert_eq!((told.guardians.made, told.children.made), (1, 2));
}
