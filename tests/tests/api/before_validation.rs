//! An organisation that requires validation: what a family is refused for before, day by day and all at once.

use client::Cached;
use shared::bookings::{Cause, Line, LineResult, RefusalCode, RegularPattern, Weeks, expand};
use shared::calendar::Weekday;
use shared::documents::AskedDocument;
use shared::families::{Field, FileSubject, Missing};
use shared::staff::Role;
use shared::wire::{DocumentDecision, DocumentSubmission, FileDecision, FileVerdict, GuardianAddress};
use tests::{App, Family, MAI, book, day, new_key, on_both_databases, pdf};

use super::account_steps::{GOOD, last_mail, set, sign_in};
use super::documents_steps::{DOMICILE, send};
use super::families_on_behalf::{make, petit};
use super::family_file_steps::{YEAR, change_configuration, edit, sheet, text};
use super::staff_steps::colleague;

/// One answer is required, beside names; edits take effect at once.
const CITY: &str = r#"
[file]
edits = "at_once"

[file.fields]
address_city = "required"
child_school = "optional"
child_grade = "optional"
"#;

on_both_databases!(
    nothing_is_booked_before_validation_and_all_that_is_missing_is_listed,
    a_family_that_never_sends_its_file_books_once_staff_have_validated_it,
);

async fn validation_required(app: &App) {
    change_configuration(app, |text| {
        let domicile = "owner = \"household\"\nrequired = false";
        let text = text.replacen(domicile, "owner = \"household\"\nrequired = true", 1);
        let canteen = "code = \"cantine\"\nrequires_validated_file = true";
        [text.replacen("code = \"cantine\"", canteen, 1).as_str(), CITY].concat()
    })
    .await;
}

/// Every Tuesday of a month, as the app sends what a family chooses as a pattern.
fn tuesdays(family: &Family) -> Vec<Line> {
    let pattern = RegularPattern {
        slot_id: family.slot("Midi"),
        weekday: Weekday::Tue,
        weeks: Weeks::All,
        from: day("2026-11-03"),
        to: day("2026-11-30"),
        exceptions: Vec::new(),
    };
    let days = expand(&pattern, &family.facts.organisation).unwrap();
    days.into_iter().map(|on| book(family.facts.children[0].id, pattern.slot_id, on)).collect()
}

/// What refuses each line of a request, the same for all of them.
async fn refused(family: &Family) -> Vec<(RefusalCode, Option<Cause>)> {
    let lines = tuesdays(family);
    assert_eq!(lines.len(), 4);
    let outcomes = family.send(&lines).await.outcomes;
    assert_eq!(outcomes.len(), lines.len());
    let causes = outcomes.into_iter().map(|outcome| {
        assert_eq!(outcome.result, LineResult::Refused, "{outcome:?}");
        outcome.refusals.into_iter().map(|refusal| (refusal.code, refusal.cause)).collect::<Vec<_>>()
    });
    let mut causes: Vec<_> = causes.collect();
    causes.dedup();
    assert_eq!(causes.len(), 1, "the same for each day: {causes:?}");
    causes.remove(0)
}

async fn nothing_is_booked_before_validation_and_all_that_is_missing_is_listed(app: &App) {
    validation_required(app).await;
    let family = app.family(MAI).await;
    let asked = AskedDocument {
        type_id: family.document_type(DOMICILE),
        subject: FileSubject::Household,
        school_year: None,
    };
    let city = Missing { subject: FileSubject::Household, field: Field::AddressCity };
    let document = (RefusalCode::FileIncomplete, Some(Cause::MissingDocuments(vec![asked])));
    let answer = (RefusalCode::FileIncomplete, Some(Cause::Missing(vec![city])));
    let unchecked = (RefusalCode::FileNotValidated, None);
    assert_eq!(refused(&family).await, [document.clone(), answer.clone(), unchecked.clone()]);
    let told = sheet(&family).await;
    assert_eq!(told.file.missing, [city], "the file tells the same");
    assert_eq!(told.missing_documents.iter().map(|it| it.asked).collect::<Vec<_>>(), [asked]);

    edit(&family, FileSubject::Household, Field::AddressCity, text("Void-Vacon")).await;
    assert_eq!(refused(&family).await, [document.clone(), unchecked.clone()]);
    family.client.submit_family_file(family.household, YEAR).await.unwrap();
    assert_eq!(refused(&family).await, [document, unchecked.clone()]);
    let sent = send(&family, DOMICILE, pdf()).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let accepted = DocumentDecision::Accepted { expires_on: None };
    agent.client.decide_document(sent.id, "\"1\"", accepted).await.unwrap();
    assert_eq!(refused(&family).await, [unchecked], "only staff are awaited");

    let file = agent.client.get_family_file_of_household(family.household, Some(YEAR)).await.unwrap();
    let decision = FileDecision {
        school_year: YEAR,
        verdict: FileVerdict::Validated,
        message: String::new(),
        resident: None,
        despite: String::new(),
    };
    agent.client.decide_family_file(family.household, file.version, &decision).await.unwrap();
    let booked = family.send(&tuesdays(&family)).await.outcomes;
    assert!(booked.iter().all(|outcome| outcome.result == LineResult::Booked), "{booked:?}");
}

async fn a_family_that_never_sends_its_file_books_once_staff_have_validated_it(app: &App) {
    validation_required(app).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let known = app.family(MAI).await;
    let mut new = petit();
    new.resident = None;
    new.values.insert(Field::AddressCity, text("Void-Vacon"));
    let school = app.client().get_organisation().await.unwrap().schools.remove(0);
    new.children[0].values.insert(Field::ChildSchool, text(&school.id.to_string()));
    new.children[0].values.insert(Field::ChildGrade, text("cp"));
    let made = make(&agent, &new).await;
    let submission = DocumentSubmission {
        type_id: known.document_type(DOMICILE),
        guardian_id: None,
        child_id: None,
        school_year: None,
        name: "domicile.pdf".to_owned(),
    };
    let household = made.household_id;
    let sent =
        agent.client.create_document_of_household(household, &new_key(), &submission, pdf()).await.unwrap();
    let accepted = DocumentDecision::Accepted { expires_on: None };
    agent.client.decide_document(sent.id, "\"1\"", accepted).await.unwrap();
    let address = GuardianAddress { email: "odile@example.org".to_owned(), invite: true };
    agent.client.update_guardian_address(household, made.guardians[0], 1, &address).await.unwrap();
    app.idle().await;
    set(app, &last_mail(app, "odile@example.org").await.1.expect("a link"), GOOD).await.unwrap();
    let client = sign_in(app, "odile@example.org", GOOD).await.unwrap();
    let (from, to) = (day("2026-11-01"), day("2026-11-30"));
    let Cached::Fresh { value: planning, .. } = client.get_planning(household, from, to, None).await.unwrap()
    else {
        panic!("nothing was known before")
    };
    let family = Family { sign_in: known.sign_in.clone(), household, facts: planning.facts, client };
    // nothing is missing; it was not sent, and staff are awaited
    let unsent = [(RefusalCode::FileIncomplete, None), (RefusalCode::FileNotValidated, None)];
    assert_eq!(refused(&family).await, unsent);
    let decision = FileDecision {
        school_year: YEAR,
        verdict: FileVerdict::Validated,
        message: String::new(),
        resident: None,
        despite: String::new(),
    };
    // nobody has sent or decided anything: there is no row yet
    agent.client.decide_family_file(household, 0, &decision).await.unwrap();
    let booked = family.send(&tuesdays(&family)).await.outcomes;
    assert!(booked.iter().all(|outcome| outcome.result == LineResult::Booked), "{booked:?}");
}
