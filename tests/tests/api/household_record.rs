//! What the history of a household tells: to whom, which answers, how it was decided, page after page; never health.

use client::PageRequest;
use shared::families::{Field, FileSubject};
use shared::staff::Role;
use shared::wire::{DocumentDecision, EventVerdict, FileEdit, HouseholdEvent, NewMember};
use tests::{App, CLAIRE, new_key, on_both_databases, pdf};

use super::documents_steps::{DOMICILE, send};
use super::families_on_behalf::{child, look};
use super::family_file_steps::{
    AFTER_ACCEPTANCE, YEAR, ask_fields, part, sheet, text, try_edit, waiting_change,
};
use super::rights_steps::{ask_to_erase, etag};
use super::staff_steps::{Colleague, colleague};

on_both_databases!(what_was_done_is_told_with_whom_and_what, all_of_it_is_read_page_after_page);

async fn events(colleague: &Colleague, household: shared::ids::HouseholdId) -> Vec<HouseholdEvent> {
    colleague.client.get_household_record(household, &PageRequest::default()).await.unwrap().events
}

async fn what_was_done_is_told_with_whom_and_what(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let administrator = colleague(app, "administrator", Role::Administrator).await;
    let client = &administrator.client;
    let claire = app.family(CLAIRE).await;
    let household = claire.household;
    let lina = FileSubject::Child(claire.child("Lina"));
    let told = async |subject: &str, action: &str| {
        let all = events(&administrator, household).await;
        all.into_iter().find(|event| (event.subject.as_str(), event.action.as_str()) == (subject, action))
    };
    // an answer that changed, one of health among them
    let values = [
        (Field::ChildLastName, Some(text("Martin-Durand"))),
        (Field::ChildAllergies, Some(text("Arachides"))),
    ];
    let edit = FileEdit { subject: lina, school_year: YEAR, values: values.into() };
    let version = part(&look(&administrator, household).await, lina).version;
    client.update_family_file_of_household(household, version, &edit).await.unwrap();
    let edited = told("child", "edited").await.unwrap();
    assert_eq!(edited.name.as_deref(), Some("Lina Martin-Durand"));
    assert_eq!(edited.fields, [Field::ChildLastName, Field::ChildAllergies]);
    assert!(!format!("{edited:?}").contains("Arachides"));
    // an edit that waits
    try_edit(&claire, lina, &[(Field::ChildFirstName, Some(text("Line")))]).await.unwrap();
    let asked = told("change_request", "asked").await.unwrap();
    assert_eq!((asked.name.as_deref(), asked.fields), (edited.name.as_deref(), vec![Field::ChildFirstName]));
    // a document, and how it was decided
    let document = send(&claire, DOMICILE, pdf()).await;
    let refused = DocumentDecision::Refused { reason: "La date est illisible.".to_owned() };
    client.decide_document(document.id, "\"1\"", refused).await.unwrap();
    let decided = told("document", "decided").await.unwrap();
    assert_eq!(decided.document.unwrap().get(shared::catalogue::Language::Fr), DOMICILE);
    assert_eq!(decided.verdict, Some(EventVerdict::Refused));
    assert_eq!(decided.said.as_deref(), Some("La date est illisible."));
    // somebody who is no more
    let new = NewMember { school_year: YEAR, values: child("Noé", "Martin", "2022-01-03") };
    let made = client.create_child_of_household(household, &new_key(), &new).await.unwrap();
    let FileSubject::Child(noe) = made.subject else { panic!("a child") };
    client.remove_child(household, noe, 1).await.unwrap();
    assert_eq!(told("child", "removed").await.unwrap().name.as_deref(), Some("Noé Martin"));
    // a request to erase
    let asked = ask_to_erase(&claire).await;
    let version = etag(&administrator, asked.id).await;
    let refusal = shared::wire::ErasureDecision {
        confirmed: false,
        reason: "Une facture reste à payer.".to_owned(),
        household_name: String::new(),
    };
    client.decide_erasure(asked.id, &version, &refusal).await.unwrap();
    assert_eq!(told("erasure", "decided").await.unwrap().verdict, Some(EventVerdict::Refused));
}

async fn all_of_it_is_read_page_after_page(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let claire = app.family(CLAIRE).await;
    waiting_change(&claire).await;
    for city in ["Toul", "Commercy", "Sorcy"] {
        let version = part(&sheet(&claire).await, FileSubject::Household).version;
        let values = [(Field::AddressCity, Some(text(city)))].into();
        let edit = FileEdit { subject: FileSubject::Household, school_year: YEAR, values };
        agent.client.update_family_file_of_household(claire.household, version, &edit).await.unwrap();
    }
    let whole = events(&agent, claire.household).await;
    assert!(whole.len() > 4, "{whole:?}");
    let (mut read, mut cursor) = (Vec::new(), None);
    loop {
        let page = PageRequest { cursor, limit: Some(2) };
        let page = agent.client.get_household_record(claire.household, &page).await.unwrap();
        assert!(page.events.len() <= 2);
        read.extend(page.events);
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(read, whole);
}
