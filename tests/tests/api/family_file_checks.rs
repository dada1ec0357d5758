//! The staff's side of family files: edits that wait, files to check, health, notes.

use api::entities::child_grades;
use client::{FilesRequest, PageRequest};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use shared::families::{Field, FileState, FileSubject};
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{ChangeDecision, FileDecision, FileVerdict, NewHouseholdNote};
use tests::{App, CLAIRE, KARIM, MAI, new_key, on_both_databases};

use super::family_file_steps::{
    AFTER_ACCEPTANCE, REQUIRED, YEAR, ask_fields, change_configuration, complete, edit, fault, me, part,
    sheet, text, waiting_change,
};
use super::staff_steps::{colleague, colleague_of, facilities};

on_both_databases!(
    an_edit_waits_for_staff_and_what_stood_there_holds,
    an_edit_that_waits_is_changed_and_taken_back,
    of_two_agents_one_decides,
    a_file_is_submitted_checked_and_validated,
    health_is_sealed_and_every_look_of_staff_recorded,
    a_referent_works_for_the_families_of_their_facilities,
    notes_stay_among_colleagues,
);

async fn an_edit_waits_for_staff_and_what_stood_there_holds(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let family = app.family(CLAIRE).await;
    let lina = FileSubject::Child(family.child("Lina"));
    // a first answer has nothing that holds in its stead
    let first = edit(&family, lina, Field::ChildAllergies, text("Aucune")).await;
    assert_eq!((first.applied, first.waiting), (vec![Field::ChildAllergies], vec![]));
    let second = edit(&family, lina, Field::ChildAllergies, text("Arachides")).await;
    assert_eq!((second.applied, second.waiting), (vec![], vec![Field::ChildAllergies]));
    let name = edit(&family, lina, Field::ChildFirstName, text("Lina-Rose")).await;
    assert_eq!(name.waiting, [Field::ChildFirstName]);
    let class = edit(&family, lina, Field::ChildClass, text("CP bleu")).await;
    assert_eq!(class.applied, [Field::ChildClass], "this one takes effect at once");
    let waiting = sheet(&family).await;
    let child = part(&waiting, lina);
    assert_eq!(child.values[&Field::ChildAllergies], text("Aucune"));
    assert_eq!(child.values[&Field::ChildFirstName], text("Lina"));
    let asked = child.waiting.as_ref().unwrap();
    assert_eq!(asked.values[&Field::ChildFirstName], Some(text("Lina-Rose")));
    assert_eq!(asked.values[&Field::ChildAllergies], Some(text("Arachides")));
    // nothing is blocked meanwhile
    let result = family.send(&[family.book("Lina", "Midi", "2026-09-15")]).await;
    assert_eq!(result.outcomes[0].refusals, []);

    let agent = colleague(app, "agent", Role::Agent).await;
    let listed = agent.client.list_change_requests(&PageRequest::default()).await.unwrap();
    let [request] = listed.items.as_slice() else { panic!("{listed:?}") };
    assert_eq!((request.subject, request.subject_name.as_str()), (lina, "Lina Martin"));
    let shown: Vec<_> = request.changes.iter().map(|it| (it.field, it.old.clone(), it.new.clone())).collect();
    assert_eq!(
        shown,
        [
            (Field::ChildFirstName, Some(text("Lina")), Some(text("Lina-Rose"))),
            (Field::ChildAllergies, None, None),
        ],
        "old and new, but of health"
    );
    let health = agent.client.get_child_health(family.household, family.child("Lina"), None).await.unwrap();
    assert_eq!(health.waiting[&Field::ChildAllergies], Some(text("Arachides")));
    let before = app.mails().await.len();
    let yes = ChangeDecision { accepted: true, reason: String::new() };
    agent.client.decide_change_request(request.id, request.version, &yes).await.unwrap();
    let accepted = sheet(&family).await;
    let child = part(&accepted, lina);
    assert_eq!(child.values[&Field::ChildFirstName], text("Lina-Rose"));
    assert_eq!(child.values[&Field::ChildAllergies], text("Arachides"));
    assert_eq!(child.waiting, None);
    let mails = app.mails().await;
    assert_eq!(mails.len(), before + 1);
    assert!(mails.iter().any(|mail| mail.summary.subject == "Votre modification est acceptée"
        && mail.text.contains("prénom, allergies")
        && !mail.text.contains("Arachides")));
}

async fn an_edit_that_waits_is_changed_and_taken_back(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let family = app.family(CLAIRE).await;
    let id = waiting_change(&family).await;
    let household = FileSubject::Household;
    // another edit joins it
    edit(&family, household, Field::AddressCity, text("Sorcy")).await;
    let joined = sheet(&family).await;
    let waiting = part(&joined, household).waiting.clone().unwrap();
    assert_eq!((waiting.id, &waiting.values[&Field::AddressCity]), (id, &Some(text("Sorcy"))));
    // to write again what holds takes it back
    edit(&family, household, Field::AddressCity, text("Void")).await;
    assert_eq!(part(&sheet(&family).await, household).waiting, None);
    // as does withdrawing
    let id = {
        edit(&family, household, Field::AddressCity, text("Sorcy")).await;
        part(&sheet(&family).await, household).waiting.clone().unwrap().id
    };
    let stranger = app.family(MAI).await;
    for household in [family.household, stranger.household] {
        let error = stranger.client.delete_change_request(household, id).await.unwrap_err();
        assert_eq!(error.code(), Some(ProblemCode::NotFound));
    }
    family.client.delete_change_request(family.household, id).await.unwrap();
    assert_eq!(part(&sheet(&family).await, household).waiting, None);
    let again = family.client.delete_change_request(family.household, id).await.unwrap_err();
    assert_eq!(again.code(), Some(ProblemCode::NotFound));
    let agent = colleague(app, "agent", Role::Agent).await;
    assert_eq!(agent.client.list_change_requests(&PageRequest::default()).await.unwrap().items, []);
}

async fn of_two_agents_one_decides(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let family = app.family(CLAIRE).await;
    let id = waiting_change(&family).await;
    let one = colleague(app, "one", Role::Agent).await;
    let other = colleague(app, "other", Role::Administrator).await;
    let version = one.client.list_change_requests(&PageRequest::default()).await.unwrap().items[0].version;
    let no = ChangeDecision { accepted: false, reason: " Joignez un justificatif.\n".to_owned() };
    let without = ChangeDecision { accepted: false, reason: " ".to_owned() };
    let error = one.client.decide_change_request(id, version, &without).await;
    assert_eq!(fault(error), [("reason".to_owned(), "empty".to_owned())]);
    let yes = ChangeDecision { accepted: true, reason: String::new() };
    let both = futures_util::future::join(
        one.client.decide_change_request(id, version, &no),
        other.client.decide_change_request(id, version, &yes),
    );
    let (first, second) = both.await;
    assert_ne!(first.is_ok(), second.is_ok(), "{first:?}, {second:?}");
    let lost = [&first, &second].into_iter().find_map(|answer| answer.as_ref().err()).unwrap();
    assert_eq!(lost.code(), Some(ProblemCode::ChangedMeanwhile));
    let stands = if second.is_ok() { "Void-Vacon" } else { "Void" };
    let after = sheet(&family).await;
    let household = part(&after, FileSubject::Household);
    assert_eq!(household.values[&Field::AddressCity], text(stands));
    let told = household.refused.as_ref().map(|refused| (refused.fields.as_slice(), refused.reason.as_str()));
    let expected = first.is_ok().then_some((&[Field::AddressCity][..], "Joignez un justificatif."));
    assert_eq!(told, expected, "the family finds in its file what was refused");
    let subject = if second.is_ok() {
        "Votre modification est acceptée"
    } else {
        "Votre modification n’est pas acceptée"
    };
    let mails = app.mails().await;
    assert!(mails.iter().any(|mail| mail.summary.subject == subject), "{subject}");
    if first.is_ok() {
        assert!(mails.iter().any(|mail| mail.text.contains("Joignez un justificatif.")));
    }
}

async fn a_file_is_submitted_checked_and_validated(app: &App) {
    ask_fields(app, REQUIRED).await;
    let family = app.family(MAI).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let named =
        |name: &str| FilesRequest { school_year: Some(YEAR), q: name.to_owned(), ..FilesRequest::default() };
    let early = fault(family.client.submit_family_file(family.household, YEAR).await);
    assert!(early.contains(&("missing.address_city".to_owned(), "empty".to_owned())), "{early:?}");
    complete(&family).await;
    assert_eq!(agent.client.list_family_files(&named("nguyen")).await.unwrap().items, [], "not submitted");
    family.client.submit_family_file(family.household, YEAR).await.unwrap();
    family.client.submit_family_file(family.household, YEAR).await.unwrap();
    let sent = sheet(&family).await;
    assert_eq!((sent.file.state, sent.submitted_at), (FileState::Received, Some(app.clock.now())));

    let listed = agent.client.list_family_files(&named("NGUYEN")).await.unwrap().items;
    let [summary] = listed.as_slice() else { panic!("{listed:?}") };
    assert_eq!((summary.state, summary.children.as_slice()), (FileState::Received, &["Zoé".to_owned()][..]));
    let read = agent.client.get_family_file_of_household(family.household, Some(YEAR)).await.unwrap();
    assert_eq!((read.version, read.file.missing.as_slice()), (summary.version, &[][..]));
    let more = |message: &str| FileDecision {
        school_year: YEAR,
        verdict: FileVerdict::MoreNeeded,
        message: message.to_owned(),
        resident: None,
        despite: String::new(),
    };
    let decide = async |version, decision: &FileDecision| {
        agent.client.decide_family_file(family.household, version, decision).await
    };
    assert_eq!(fault(decide(read.version, &more("")).await), [("message".to_owned(), "empty".to_owned())]);
    decide(read.version, &more("Le téléphone ne répond pas.")).await.unwrap();
    let late = decide(read.version, &more("Encore.")).await.unwrap_err();
    assert_eq!(late.code(), Some(ProblemCode::ChangedMeanwhile));
    let back = sheet(&family).await;
    assert_eq!(
        (back.file.state, back.message.as_deref()),
        (FileState::Incomplete, Some("Le téléphone ne répond pas."))
    );
    assert!(back.file.sent_back, "home tells it");
    let reader = me(&back);
    edit(&family, reader, Field::GuardianPhone, text("06 99 99 99 99")).await;
    app.set("2026-09-07T08:05");
    family.client.submit_family_file(family.household, YEAR).await.unwrap();
    let version = agent.client.list_family_files(&named("nguyen")).await.unwrap().items[0].version;
    let right = FileDecision {
        school_year: YEAR,
        verdict: FileVerdict::Validated,
        message: String::new(),
        resident: None,
        despite: String::new(),
    };
    decide(version, &right).await.unwrap();
    let done = sheet(&family).await;
    assert!(!done.file.sent_back);
    assert_eq!((done.file.state, done.message), (FileState::Validated, None));
    assert_eq!(agent.client.list_family_files(&named("nguyen")).await.unwrap().items, []);
    let all = FilesRequest { only: Some("all"), ..named("nguyen") };
    assert_eq!(agent.client.list_family_files(&all).await.unwrap().items[0].state, FileState::Validated);
    // in the language of each guardian
    let mails = app.mails().await;
    for subject in [
        "Your file has arrived",
        "Your file is to be completed",
        "Your file is validated",
        "Votre dossier est validé",
    ] {
        assert!(mails.iter().any(|mail| mail.summary.subject == subject), "{subject}");
    }
    assert!(mails.iter().any(|mail| mail.text.contains("Le téléphone ne répond pas.")));
    let record =
        agent.client.get_household_record(family.household, &client::PageRequest::default()).await.unwrap();
    let actions: Vec<_> = record.events.iter().map(|event| event.action.as_str()).collect();
    assert_eq!(actions[..2], ["validated", "submitted"]);
    assert_eq!(record.events[0].by_name.as_deref(), Some("Nadia Roux"));
    assert_eq!(record.events[1].by_name.as_deref(), Some("Mai Nguyen"));
}

async fn health_is_sealed_and_every_look_of_staff_recorded(app: &App) {
    ask_fields(app, REQUIRED).await;
    let family = app.family(CLAIRE).await;
    let lina = FileSubject::Child(family.child("Lina"));
    edit(&family, lina, Field::ChildAllergies, text("Arachides")).await;
    let rows = api::entities::health_records::Entity::find().all(app.db().reader()).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert!(!format!("{rows:?}").contains("Arachides"), "{rows:?}");
    let told = api::entities::history::Entity::find().all(app.db().reader()).await.unwrap();
    assert!(!format!("{told:?}").contains("Arachides"), "the history does not know either");

    let reader = colleague(app, "reader", Role::Reader).await;
    let read = reader.client.get_family_file_of_household(family.household, Some(YEAR)).await.unwrap();
    let child = part(&read, lina);
    assert_eq!(child.sealed, [Field::ChildAllergies]);
    assert!(!serde_json::to_string(&read).unwrap().contains("Arachides"));
    let error =
        reader.client.get_child_health(family.household, family.child("Lina"), None).await.unwrap_err();
    assert_eq!(error.code(), Some(ProblemCode::RoleNotPermitted));
    let agent = colleague(app, "agent", Role::Agent).await;
    let health = agent.client.get_child_health(family.household, family.child("Lina"), None).await.unwrap();
    assert_eq!(health.values, [(Field::ChildAllergies, text("Arachides"))].into());
    let looks = async || {
        let record = agent
            .client
            .get_household_record(family.household, &client::PageRequest::default())
            .await
            .unwrap();
        record.events.iter().filter(|event| event.action == "health_read").count()
    };
    assert_eq!(looks().await, 1);
    sheet(&family).await;
    assert_eq!(looks().await, 1, "the family's own look is nobody's business");
    let other = app.family(MAI).await;
    let error = agent.client.get_child_health(other.household, family.child("Lina"), None).await.unwrap_err();
    assert_eq!(error.code(), Some(ProblemCode::NotFound), "of a child elsewhere");
}

async fn a_referent_works_for_the_families_of_their_facilities(app: &App) {
    change_configuration(app, |text| {
        let annexe = r#"
[[activities]]
code = "annexe"
facility = "annexe"
kind = "after_school"
name = { fr = "Soir au port" }
openings = [{ period = "school", weekdays = ["mon"] }]
eligibility = { schools = ["port"] }

[[activities.slots]]
code = "soir"
name = { fr = "Soir au port" }
start = "16:30"
end = "17:30"
"#;
        [text, annexe, AFTER_ACCEPTANCE].concat()
    })
    .await;
    let annexe = facilities(app).await[1..].to_vec();
    let referent = colleague_of(app, "port", Role::Referent, annexe).await;
    let mai = app.family(MAI).await;
    let karim = app.family(KARIM).await;
    let all = FilesRequest { only: Some("all"), school_year: Some(YEAR), ..FilesRequest::default() };
    let listed = referent.client.list_family_files(&all).await.unwrap().items;
    let names: Vec<_> = listed.iter().map(|it| it.name.as_str()).collect();
    // Adam and Zoé go to school at the port; Lina, of the Benali household, does not
    assert_eq!(names, ["Famille Martin", "Famille Nguyen"]);
    let read = async |household| referent.client.get_family_file_of_household(household, None).await;
    assert!(read(mai.household).await.is_ok());
    assert_eq!(read(karim.household).await.unwrap_err().code(), Some(ProblemCode::NotFound));
    // of a household in reach, health is told of the children whom their facilities serve
    let claire = app.family(CLAIRE).await;
    let health =
        async |name| referent.client.get_child_health(claire.household, claire.child(name), None).await;
    assert!(health("Adam").await.is_ok());
    assert_eq!(health("Lina").await.unwrap_err().code(), Some(ProblemCode::NotFound));
    let in_reach = waiting_change(&mai).await;
    let out_of_reach = waiting_change(&karim).await;
    let listed = referent.client.list_change_requests(&PageRequest::default()).await.unwrap().items;
    assert_eq!(listed.iter().map(|it| it.id).collect::<Vec<_>>(), [in_reach]);
    let yes = ChangeDecision { accepted: true, reason: String::new() };
    let error = referent.client.decide_change_request(out_of_reach, 1, &yes).await.unwrap_err();
    assert_eq!(error.code(), Some(ProblemCode::NotFound));
    referent.client.decide_change_request(in_reach, 1, &yes).await.unwrap();
    // whoever went there years ago is another's affair
    let zoe = mai.child("Zoé").0;
    child_grades::Entity::update_many()
        .col_expr(child_grades::Column::SchoolYear, "2019-2020".into())
        .filter(child_grades::Column::ChildId.eq(zoe))
        .filter(child_grades::Column::SchoolYear.eq("2026-2027"))
        .exec(app.db().single_write())
        .await
        .unwrap();
    child_grades::Entity::delete_many()
        .filter(child_grades::Column::ChildId.eq(zoe))
        .filter(child_grades::Column::SchoolYear.gt("2026-2027"))
        .exec(app.db().single_write())
        .await
        .unwrap();
    assert_eq!(read(mai.household).await.unwrap_err().code(), Some(ProblemCode::NotFound));
}

async fn notes_stay_among_colleagues(app: &App) {
    let family = app.family(CLAIRE).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let note = NewHouseholdNote { text: " À rappeler lundi. ".to_owned() };
    let key = new_key();
    let written = agent.client.create_household_note(family.household, &key, &note).await.unwrap();
    assert_eq!((written.text.as_str(), written.by_name.as_str()), ("À rappeler lundi.", "Nadia Roux"));
    agent.client.create_household_note(family.household, &key, &note).await.unwrap();
    let record =
        agent.client.get_household_record(family.household, &client::PageRequest::default()).await.unwrap();
    assert_eq!(record.notes, [written], "once");
    let shown = serde_json::to_string(&sheet(&family).await).unwrap();
    assert!(!shown.contains("rappeler"));
    let nothing = NewHouseholdNote { text: " \n ".to_owned() };
    let error = agent.client.create_household_note(family.household, &new_key(), &nothing).await;
    assert_eq!(fault(error), [("text".to_owned(), "empty".to_owned())]);
}
