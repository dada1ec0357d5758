//! Documents of families: sent, read, replaced, taken back; their states as time goes by.

use sea_orm::EntityTrait;
use shared::bookings::{Cause, LineResult, RefusalCode};
use shared::documents::Verdict;
use shared::families::FileSubject;
use shared::problem::ProblemCode;
use shared::wire::DocumentSubmission;
use tests::{App, CLAIRE, KARIM, MAI, PAUL, at, is_pdf, jpeg, new_key, on_both_databases, pdf, png};

use super::documents_steps::{ASSURANCE, DOMICILE, IDENTITE, deeds, item, kept, of, send, state, try_send};
use super::family_file_steps::change_configuration;
use super::staff_steps::colleague;

on_both_databases!(
    what_is_asked_is_sent_and_read,
    a_newer_one_takes_the_place_of_an_older,
    a_document_is_sent_once,
    states_follow_the_clock,
    nobody_reads_the_documents_of_others,
    the_other_household_of_a_child_knows_the_state_and_not_the_content,
    what_is_taken_back_is_gone,
    contents_without_a_row_are_swept_away,
    nothing_is_booked_while_a_required_document_is_missing,
);

async fn what_is_asked_is_sent_and_read(app: &App) {
    let family = app.family(CLAIRE).await;
    assert_eq!(state(&family, ASSURANCE).await, ("missing", false));
    let sent = send(&family, ASSURANCE, pdf()).await;
    assert_eq!((sent.media_type.as_str(), sent.name.as_str()), ("application/pdf", "justificatif.pdf"));
    assert_eq!(sent.received_at, app.clock.now());
    assert_eq!(state(&family, ASSURANCE).await, ("received", true));
    let item = item(&family, ASSURANCE).await;
    assert_eq!(item.asked.subject, FileSubject::Child(family.child("Lina")));
    assert_eq!(item.document.as_ref(), Some(&sent));
    let path = format!("/v1/households/{}/documents/{}/content", family.household, sent.id);
    let answer = app.raw("GET", &path).token(&family.sign_in.access_token).send().await;
    assert!(answer.status == 200 && is_pdf(&answer.body), "{answer:?}");
    for (name, value) in [
        ("content-type", "application/pdf"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(answer.header(name), Some(value));
    }
    assert!(answer.header("content-security-policy").unwrap().contains("sandbox"));
    let disposition = answer.header("content-disposition").unwrap();
    assert!(disposition.starts_with("attachment; filename=\"justificatif.pdf\""), "{disposition}");
    // each child, each school year; the household once
    let all = family.client.list_documents(family.household).await.unwrap();
    let of_type = |kind: &str| {
        let id = family.document_type(kind);
        all.items.iter().filter(move |item| item.asked.type_id == id).count()
    };
    assert_eq!((of_type(ASSURANCE), of_type(DOMICILE), of_type(IDENTITE)), (5, 1, 1));
    assert_eq!((all.limit_bytes, all.children.len(), all.guardians.len()), (15_000_000, 3, 1));
}

async fn a_newer_one_takes_the_place_of_an_older(app: &App) {
    let family = app.family(CLAIRE).await;
    let first = send(&family, DOMICILE, pdf()).await;
    let second = send(&family, DOMICILE, png(30, 20)).await;
    let told = item(&family, DOMICILE).await;
    assert_eq!(told.document.unwrap().id, second.id);
    let gone = family.client.get_household_document_content(family.household, first.id).await.unwrap_err();
    assert_eq!(gone.code(), Some(ProblemCode::NotFound));
    app.idle().await;
    assert_eq!(kept(app).await, 1, "the content of the first is removed with it");
    let content = family.client.get_household_document_content(family.household, second.id).await.unwrap();
    assert!(!content.windows(6).any(|window| window == b"SECRET"), "what the camera wrote is gone");
    // an accepted one stays until its successor is accepted
    let agent = colleague(app, "agent", shared::staff::Role::Agent).await;
    let accept = async |id, etag: &str| {
        agent.client.decide_document(id, etag, &Verdict::Accepted).await.unwrap();
    };
    accept(second.id, "\"1\"").await;
    assert_eq!(state(&family, DOMICILE).await, ("accepted", true));
    app.set("2026-09-07T08:10");
    let third = send(&family, DOMICILE, jpeg()).await;
    let told = item(&family, DOMICILE).await;
    assert_eq!((told.state.code(), told.satisfied), ("received", true));
    assert_eq!(told.in_force.unwrap().id, second.id);
    let refused = family.client.delete_document(family.household, second.id).await.unwrap_err();
    assert_eq!(refused.code(), Some(ProblemCode::DocumentAccepted));
    accept(third.id, "\"1\"").await;
    let told = item(&family, DOMICILE).await;
    assert_eq!((told.document.unwrap().id, told.in_force), (third.id, None));
    app.idle().await;
    assert_eq!(kept(app).await, 1);
    assert_eq!(deeds(app).await, ["sent", "sent", "decided", "sent", "decided"]);
}

async fn a_document_is_sent_once(app: &App) {
    let family = app.family(CLAIRE).await;
    let submission = of(&family, DOMICILE);
    let create =
        async |file| family.client.create_document(family.household, "twice", &submission, file).await;
    let (first, second) = (create(pdf()).await.unwrap(), create(pdf()).await.unwrap());
    assert_eq!(first, second);
    assert_eq!(create(jpeg()).await.unwrap_err().code(), Some(ProblemCode::IdempotencyKeyReused));
    assert_eq!(kept(app).await, 1, "a repetition leaves no content behind");
    assert_eq!(deeds(app).await, ["sent"]);
}

async fn states_follow_the_clock(app: &App) {
    let family = app.family(CLAIRE).await;
    let agent = colleague(app, "agent", shared::staff::Role::Agent).await;
    let sent = send(&family, DOMICILE, pdf()).await;
    assert_eq!(state(&family, DOMICILE).await, ("received", false), "it counts once accepted");
    agent.client.decide_document(sent.id, "\"1\"", &Verdict::Accepted).await.unwrap();
    for (now, expected) in [
        ("2026-09-07T09:00", ("accepted", true)),
        ("2027-08-07T23:00", ("accepted", true)),
        ("2027-08-08T00:00", ("expiring", true)),
        ("2027-09-06T23:59", ("expiring", true)),
        ("2027-09-07T00:00", ("expired", false)),
    ] {
        app.set(now);
        let family = app.family(CLAIRE).await;
        assert_eq!(state(&family, DOMICILE).await, expected, "{now}");
    }
}

async fn nobody_reads_the_documents_of_others(app: &App) {
    let (family, other) = (app.family(CLAIRE).await, app.family(MAI).await);
    let sent = send(&family, DOMICILE, pdf()).await;
    for household in [family.household, other.household] {
        let read = other.client.get_household_document_content(household, sent.id).await.unwrap_err();
        let taken = other.client.delete_document(household, sent.id).await.unwrap_err();
        assert_eq!((read.code(), taken.code()), (Some(ProblemCode::NotFound), Some(ProblemCode::NotFound)));
    }
    let of_other = DocumentSubmission { child_id: Some(other.child("Zoé")), ..of(&family, ASSURANCE) };
    let refused = try_send(&family, &of_other, pdf()).await.unwrap_err();
    assert_eq!(refused.code(), Some(ProblemCode::NotFound));
    let looking = app.family(PAUL).await;
    let refused = try_send(&looking, &of(&looking, DOMICILE), pdf()).await.unwrap_err();
    assert_eq!(refused.code(), Some(ProblemCode::NotPermitted));
    let path = format!("/v1/households/{}/documents/{}/content", family.household, sent.id);
    assert_eq!(app.raw("GET", &path).send().await.status, 401);
}

async fn the_other_household_of_a_child_knows_the_state_and_not_the_content(app: &App) {
    let (mother, father) = (app.family(CLAIRE).await, app.family(KARIM).await);
    let sent = send(&mother, ASSURANCE, pdf()).await;
    let told = item(&father, ASSURANCE).await;
    assert_eq!((told.state.code(), told.satisfied, told.elsewhere), ("received", true, true));
    assert_eq!((told.document, told.in_force), (None, None));
    for household in [mother.household, father.household] {
        let read = father.client.get_household_document_content(household, sent.id).await.unwrap_err();
        assert_eq!(read.code(), Some(ProblemCode::NotFound));
    }
}

async fn what_is_taken_back_is_gone(app: &App) {
    let family = app.family(CLAIRE).await;
    let sent = send(&family, ASSURANCE, pdf()).await;
    family.client.delete_document(family.household, sent.id).await.unwrap();
    assert_eq!(state(&family, ASSURANCE).await, ("missing", false));
    let again = family.client.delete_document(family.household, sent.id).await.unwrap_err();
    assert_eq!(again.code(), Some(ProblemCode::NotFound));
    app.idle().await;
    assert_eq!(kept(app).await, 0);
    assert_eq!(deeds(app).await, ["sent", "taken_back"]);
}

async fn contents_without_a_row_are_swept_away(app: &App) {
    let family = app.family(CLAIRE).await;
    send(&family, DOMICILE, pdf()).await;
    let lost = send(&family, ASSURANCE, pdf()).await;
    // as after a crash between the content and its row
    api::entities::documents::Entity::delete_by_id(lost.id.0).exec(app.db().single_write()).await.unwrap();
    let storage = api::storage::Storage::open(&app.config).unwrap();
    let sweep = async |now| api::documents::sweep(app.db(), &storage, at(now)).await.unwrap();
    assert_eq!((sweep("2026-09-08T07:59").await, kept(app).await), (0, 2), "it may be under way");
    assert_eq!((sweep("2026-09-08T08:01").await, kept(app).await), (1, 1));
    assert_eq!(state(&family, DOMICILE).await.0, "received");
    let key = new_key();
    let of_household = of(&family, DOMICILE);
    family.client.create_document(family.household, &key, &of_household, pdf()).await.unwrap();
}

async fn nothing_is_booked_while_a_required_document_is_missing(app: &App) {
    let asked = "owner = \"child\"\nactivities = [\"cantine\"]\nrequired = true";
    change_configuration(app, |text| text.replacen("owner = \"child\"\nrequired = false", asked, 1)).await;
    let family = app.family(CLAIRE).await;
    let lines = [family.book("Lina", "Midi", "2026-09-15"), family.book("Lina", "Soir", "2026-09-15")];
    let result = family.send(&lines).await;
    let refused = &result.outcomes[0].refusals[0];
    let missing = item(&family, ASSURANCE).await.asked;
    assert_eq!(refused.code, RefusalCode::FileIncomplete);
    assert_eq!(refused.cause, Some(Cause::MissingDocuments(vec![missing])));
    assert_eq!(result.outcomes[1].result, LineResult::Booked, "the evening asks for none");
    let cell = family.cell("Lina", "Midi", "2026-09-15").await;
    assert_eq!(cell.reason.map(|reason| reason.code), Some(RefusalCode::FileIncomplete));
    let sent = send(&family, ASSURANCE, pdf()).await;
    let booked = family.send(&lines[..1]).await;
    assert_eq!(booked.outcomes[0].result, LineResult::Booked);
    // what is booked survives a later invalidity, and more is not booked
    family.client.delete_document(family.household, sent.id).await.unwrap();
    assert!(family.has("Lina", "Midi", "2026-09-15").await);
    let later = family.send(&[family.book("Lina", "Midi", "2026-09-18")]).await;
    assert_eq!(later.outcomes[0].result, LineResult::Refused);
}
