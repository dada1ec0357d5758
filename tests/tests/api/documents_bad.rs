//! Files that are not taken, names that are made harmless, parameters that do not hold.

use std::collections::BTreeMap;

use client::PageRequest;
use shared::families::{Field, FieldValue};
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{DocumentSubmission, NewChild, NewGuardian, NewHousehold};
use tests::{
    App, CLAIRE, Family, bomb, heic, jpeg, new_key, on_both_databases, pdf, pdf_bomb, pdf_with, png, zip_bomb,
};

use super::account_steps::{field, problem};
use super::documents_steps::{ASSURANCE, DOMICILE, IDENTITE, kept, of, send, state, try_send};
use super::staff_steps::colleague;

on_both_databases!(
    files_are_known_by_their_content,
    a_photo_that_is_too_large_is_told_so,
    names_are_kept_and_made_harmless,
    people_with_names_from_right_to_left_have_documents,
    what_is_said_of_a_file_must_hold,
);

async fn reason(family: &Family, kind: &str, file: Vec<u8>) -> String {
    let problem = problem(try_send(family, &of(family, kind), file).await);
    assert_eq!(problem.code, ProblemCode::DocumentUnusable, "{problem:?}");
    problem.params["reason"].as_str().unwrap().to_owned()
}

async fn files_are_known_by_their_content(app: &App) {
    let family = app.family(CLAIRE).await;
    let script = pdf_with("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>");
    let launch = pdf_with("/OpenAction << /S /Launch /F (cmd.exe) >>");
    let files = pdf_with("/Names << /EmbeddedFiles << /Names [] >> >>");
    let page = b"<!doctype html><script>alert(1)</script>".to_vec();
    let hidden = [&b"%PDF-1.7\n"[..], b"<script>alert(1)</script>"].concat();
    for (file, expected) in [
        (Vec::new(), "empty"),
        (heic(), "heic"),
        (zip_bomb(), "archive"),
        (page, "web_page"),
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".to_vec(), "web_page"),
        (b"GIF89a".to_vec(), "unknown_format"),
        (b"#!/bin/sh\n".to_vec(), "unknown_format"),
        (script, "pdf_with_script"),
        (launch, "pdf_with_script"),
        (files, "pdf_with_files"),
        (hidden, "damaged"),
        (pdf()[..60].to_vec(), "damaged"),
        (png(10, 10)[..50].to_vec(), "damaged"),
        (jpeg()[..30].to_vec(), "damaged"),
        (bomb(), "too_many_pixels"),
        (pdf_bomb(), "damaged"),
    ] {
        let begin = String::from_utf8_lossy(&file[..file.len().min(20)]).into_owned();
        assert_eq!(reason(&family, DOMICILE, file).await, expected, "{begin:?}");
    }
    assert_eq!(kept(app).await, 0, "what is refused is not kept");
    assert_eq!(state(&family, DOMICILE).await.0, "missing");
    let guardian = family.sign_in.account.guardian.as_ref().unwrap().id;
    let of_guardian = DocumentSubmission { guardian_id: Some(guardian), ..of(&family, IDENTITE) };
    let told = problem(try_send(&family, &of_guardian, png(10, 10)).await);
    assert_eq!(
        (told.params["reason"].as_str(), told.params["formats"].as_str()),
        (Some("format_not_taken"), Some("PDF"))
    );
    try_send(&family, &of_guardian, pdf()).await.unwrap();
    // the name and the content type say nothing
    let disguised = DocumentSubmission { name: "facture.pdf".to_owned(), ..of(&family, DOMICILE) };
    assert_eq!(try_send(&family, &disguised, png(10, 10)).await.unwrap().media_type, "image/png");
}

async fn a_photo_that_is_too_large_is_told_so(app: &App) {
    let family = app.family(CLAIRE).await;
    let mut photo = jpeg();
    photo.resize(40_000_000, 0);
    let told = problem(try_send(&family, &of(&family, DOMICILE), photo).await);
    assert_eq!((told.code, told.params["max_bytes"].as_u64()), (ProblemCode::BodyTooLarge, Some(15_000_000)));
    assert_eq!(kept(app).await, 0);
}

async fn names_are_kept_and_made_harmless(app: &App) {
    let family = app.family(CLAIRE).await;
    for (name, expected, header) in [
        ("L'attestation d’été.pdf", "L'attestation d’été.pdf", "filename=\"L'attestation d__t_.pdf\""),
        ("שלום.pdf", "שלום.pdf", "filename=\"____.pdf\""),
        ("../../etc/pass\"wd", "pass\"wd.pdf", "filename=\"pass_wd.pdf\""),
        ("a\u{202e}fdp.exe", "afdp.pdf", "filename=\"afdp.pdf\""),
        ("a\r\nSet-Cookie: b.pdf", "a Set-Cookie: b.pdf", "filename=\"a Set-Cookie: b.pdf\""),
    ] {
        let submission = DocumentSubmission { name: name.to_owned(), ..of(&family, DOMICILE) };
        let sent = try_send(&family, &submission, pdf()).await.unwrap();
        assert_eq!(sent.name, expected, "{name:?}");
        let path = format!("/v1/households/{}/documents/{}/content", family.household, sent.id);
        let answer = app.raw("GET", &path).token(&family.sign_in.access_token).send().await;
        let disposition = answer.header("content-disposition").unwrap();
        assert!(disposition.contains(header), "{disposition}");
        assert!(disposition.contains("filename*=UTF-8''"), "{disposition}");
    }
}

async fn people_with_names_from_right_to_left_have_documents(app: &App) {
    let agent = colleague(app, "agent", Role::Agent).await;
    let answer = |field, value: &str| (field, FieldValue::Text(value.to_owned()));
    let guardian =
        [answer(Field::GuardianFirstName, "מרים"), answer(Field::GuardianLastName, "بن علي-D’Été")];
    let child = [
        answer(Field::ChildFirstName, "ליאה"),
        answer(Field::ChildLastName, "بن علي"),
        answer(Field::ChildBirthDate, "2019-05-04"),
    ];
    let family = NewHousehold {
        school_year: "2026-2027".parse().unwrap(),
        resident: Some(true),
        values: BTreeMap::new(),
        guardians: vec![NewGuardian { values: guardian.into(), email: None }],
        children: vec![NewChild { values: child.into() }],
    };
    let made = agent.client.create_household(&new_key(), &family).await.unwrap();
    let told = agent.client.list_documents_of_household(made.household_id).await.unwrap();
    assert_eq!(
        (told.guardians[0].first_name.as_str(), told.guardians[0].last_name.as_str()),
        ("מרים", "بن علي-D’Été")
    );
    assert_eq!(
        (told.children[0].first_name.as_str(), told.children[0].last_name.as_str()),
        ("ליאה", "بن علي")
    );
    let kind = app.family(CLAIRE).await.document_type(IDENTITE);
    let submission = DocumentSubmission {
        type_id: kind,
        guardian_id: Some(told.guardians[0].id),
        child_id: None,
        school_year: None,
        name: "تعريف.pdf".to_owned(),
    };
    let household = made.household_id;
    let sent =
        agent.client.create_document_of_household(household, &new_key(), &submission, pdf()).await.unwrap();
    assert_eq!(sent.name, "تعريف.pdf");
    let page = agent.client.list_documents_to_check(&PageRequest::default()).await.unwrap();
    assert_eq!(page.items[0].person.as_deref(), Some("מרים بن علي-D’Été"));
}

async fn what_is_said_of_a_file_must_hold(app: &App) {
    let family = app.family(CLAIRE).await;
    let insured = of(&family, ASSURANCE);
    let guardian = family.sign_in.account.guardian.as_ref().unwrap().id;
    let year = |text: &str| Some(text.parse().unwrap());
    for (submission, name, code) in [
        (DocumentSubmission { child_id: None, ..insured.clone() }, "child_id", "missing"),
        (DocumentSubmission { guardian_id: Some(guardian), ..insured.clone() }, "guardian_id", "unexpected"),
        (DocumentSubmission { school_year: None, ..insured.clone() }, "school_year", "missing"),
        (DocumentSubmission { school_year: year("2025-2026"), ..insured.clone() }, "school_year", "over"),
        (
            DocumentSubmission { school_year: year("2031-2032"), ..insured.clone() },
            "school_year",
            "out_of_range",
        ),
        (
            DocumentSubmission { school_year: year("2026-2027"), ..of(&family, DOMICILE) },
            "school_year",
            "unexpected",
        ),
    ] {
        assert_eq!(field(try_send(&family, &submission, pdf()).await), (name.to_owned(), code.to_owned()));
    }
    let path = format!("/v1/households/{}/documents?type_id=x", family.household);
    let ask = || app.raw("POST", &path).token(&family.sign_in.access_token).body("application/pdf", pdf());
    let _ = ask().key(&new_key()).send().await.problem(ProblemCode::InvalidParameter);
    let _ = ask().send().await.problem(ProblemCode::IdempotencyKeyMissing);
    send(&family, ASSURANCE, pdf()).await;
}
