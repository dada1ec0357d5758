//! Requests: what they change, receipts, all or nothing, previews, whose they are.

use client::PageRequest;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;
use shared::bookings::{LineResult, RefusalCode};
use shared::problem::ProblemCode;
use shared::wire::RequestSubmission;
use tests::{App, CLAIRE, MAI, PAUL, new_key, on_both_databases, outcome_codes};
use uuid::Uuid;

on_both_databases!(
    places_are_taken_and_given_back,
    a_place_given_back_and_taken_again_is_one_place,
    a_preview_tells_what_would_be_and_writes_nothing,
    all_or_nothing_is_nothing_when_one_is_refused,
    receipts_can_be_read_again,
    receipts_come_in_pages,
    another_familys_child_does_not_exist,
    who_may_only_look_may_not_book,
    what_was_done_is_remembered,
);

async fn places_are_taken_and_given_back(app: &App) {
    let family = app.family(CLAIRE).await;
    let seats = async || {
        let facts = family.planning("2026-09-22", "2026-09-22").await.facts;
        facts.sessions.iter().find(|row| row.slot_id == family.slot("Midi")).unwrap().days[0].seats[0].free
    };
    let before = seats().await;
    let result = family.send(&[family.book("Adam", "Midi", "2026-09-22")]).await;
    assert_eq!(outcome_codes(&result.outcomes), [(LineResult::Booked, None)]);
    let request = result.request.unwrap();
    assert!(request.receipt_number.starts_with("R-2026-"), "{}", request.receipt_number);
    assert_eq!(request.configuration_version, 1);
    assert!(family.has("Adam", "Midi", "2026-09-22").await);
    assert_eq!(seats().await, before - 1);
    family.send(&[family.cancel("Adam", "Midi", "2026-09-22")]).await;
    assert!(!family.has("Adam", "Midi", "2026-09-22").await);
    assert_eq!(seats().await, before);
    let again = family.send(&[family.book("Adam", "Midi", "2026-09-22")]).await;
    assert_eq!(outcome_codes(&again.outcomes), [(LineResult::Booked, None)], "a place can be taken again");
}

async fn a_place_given_back_and_taken_again_is_one_place(app: &App) {
    let family = app.family(CLAIRE).await;
    let lines = [family.book("Lina", "Midi", "2026-09-17"), family.cancel("Lina", "Midi", "2026-09-17")];
    let result = family.send(&lines).await;
    assert_eq!(outcome_codes(&result.outcomes), [(LineResult::Booked, None), (LineResult::Cancelled, None)]);
    assert!(family.has("Lina", "Midi", "2026-09-17").await);
    let facts = family.planning("2026-09-17", "2026-09-17").await.facts;
    let midi = facts.sessions.iter().find(|row| row.slot_id == family.slot("Midi")).unwrap();
    assert_eq!(midi.days[0].seats[0].free, 59, "one seat is taken, as before");
}

async fn a_preview_tells_what_would_be_and_writes_nothing(app: &App) {
    let family = app.family(CLAIRE).await;
    let lines = vec![
        family.book("Adam", "Midi", "2026-09-15"),
        family.book("Adam", "Tard", "2026-09-15"),
        family.cancel("Lina", "Midi", "2026-09-17"),
    ];
    let before = family.planning("2026-09-01", "2026-09-30").await.facts;
    let submission = RequestSubmission { lines: lines.clone(), all_or_nothing: false };
    let preview = family.client.preview_request(family.household, &submission).await.unwrap();
    assert!(preview.request.is_none());
    assert_eq!(family.planning("2026-09-01", "2026-09-30").await.facts, before);
    let page = family.client.list_requests(family.household, &PageRequest::default()).await.unwrap();
    assert!(page.items.is_empty());
    assert!(app.mails().await.is_empty());
    let real = family.send(&lines).await;
    assert_eq!(real.outcomes, preview.outcomes);
}

async fn all_or_nothing_is_nothing_when_one_is_refused(app: &App) {
    let family = app.family(CLAIRE).await;
    let mut submission = RequestSubmission {
        lines: vec![
            family.book("Adam", "Midi", "2026-09-15"),
            family.book("Adam", "Midi", "2026-09-16"),
            family.cancel("Lina", "Midi", "2026-09-17"),
        ],
        all_or_nothing: true,
    };
    let before = family.planning("2026-09-01", "2026-09-30").await.facts;
    let result = family.client.create_request(family.household, "all", &submission).await.unwrap();
    assert_eq!(
        outcome_codes(&result.outcomes),
        [
            (LineResult::NotApplied, None),
            (LineResult::Refused, Some(RefusalCode::ClosedDay)),
            (LineResult::NotApplied, None),
        ]
    );
    assert_eq!(family.planning("2026-09-01", "2026-09-30").await.facts, before);
    submission.lines.remove(1);
    let result = family.client.create_request(family.household, "both", &submission).await.unwrap();
    assert_eq!(outcome_codes(&result.outcomes), [(LineResult::Booked, None), (LineResult::Cancelled, None)]);
}

async fn receipts_can_be_read_again(app: &App) {
    let family = app.family(CLAIRE).await;
    let lines = [
        family.book("Adam", "Midi", "2026-09-15"),
        family.book("Adam", "Midi", "2026-09-16"),
        family.cancel("Lina", "Midi", "2026-09-17"),
    ];
    let sent = family.send(&lines).await;
    let id = sent.request.as_ref().unwrap().id;
    app.set("2026-09-07T08:10");
    let mut read = family.client.get_request(family.household, id).await.unwrap();
    assert_eq!(read.outcomes, sent.outcomes, "as they were judged then");
    read.server_time_ms = sent.server_time_ms;
    assert_eq!(read, sent);
    let page = family.client.list_requests(family.household, &PageRequest::default()).await.unwrap();
    assert_eq!(page.items.len(), 1);
    let summary = &page.items[0];
    assert_eq!(Some(&summary.request), sent.request.as_ref());
    assert_eq!((summary.booked, summary.cancelled, summary.refused), (1, 1, 1));
    let other = app.family(MAI).await;
    for household in [family.household, other.household] {
        let answer = other.client.get_request(household, id).await.unwrap_err();
        assert_eq!(answer.code(), Some(ProblemCode::NotFound));
    }
}

async fn receipts_come_in_pages(app: &App) {
    let family = app.family(CLAIRE).await;
    let mut sent = Vec::new();
    for day in 14..19 {
        let result = family.send(&[family.book("Adam", "Midi", &format!("2026-09-{day}"))]).await;
        sent.insert(0, result.request.unwrap().receipt_number);
    }
    let mut found = Vec::new();
    let mut page = PageRequest { cursor: None, limit: Some(2) };
    let mut pages = 0;
    loop {
        let answer = family.client.list_requests(family.household, &page).await.unwrap();
        pages += 1;
        found.extend(answer.items.into_iter().map(|item| item.request.receipt_number));
        match answer.next_cursor {
            Some(cursor) => page.cursor = Some(cursor),
            None => break,
        }
    }
    assert_eq!((found, pages), (sent, 3), "newest first, each once");
    for (query, field) in
        [("limit=0", "limit"), ("limit=201", "limit"), ("cursor=nonsense", "cursor"), ("page=2", "page")]
    {
        let path = format!("/v1/households/{}/requests?{query}", family.household);
        let answer = app.raw("GET", &path).token(&family.sign_in.access_token).send().await;
        assert_eq!(tests::problem(&answer).errors[0].field, field, "{query}");
    }
}

async fn another_familys_child_does_not_exist(app: &App) {
    let (family, other) = (app.family(CLAIRE).await, app.family(MAI).await);
    let zoe = tests::book(other.child("Zoé"), other.slot("Midi"), tests::day("2026-09-15"));
    let nobody = tests::book(Uuid::from_u128(7).into(), other.slot("Midi"), tests::day("2026-09-15"));
    let nothing = tests::book(family.child("Adam"), Uuid::from_u128(7).into(), tests::day("2026-09-15"));
    let mine = family.book("Adam", "Midi", "2026-09-15");
    for (stranger, field) in
        [(zoe, "lines[1].child_id"), (nobody, "lines[1].child_id"), (nothing, "lines[1].slot_id")]
    {
        let body = json!({ "lines": [mine, stranger] });
        for path in ["requests", "requests/preview"] {
            let path = format!("/v1/households/{}/{path}", family.household);
            let request = app.raw("POST", &path).token(&family.sign_in.access_token).json(&body);
            let answer = request.key(&new_key()).send().await;
            let problem = answer.problem(ProblemCode::NotFound);
            assert_eq!(
                (problem.errors[0].field.as_str(), problem.errors[0].code.as_str()),
                (field, "unknown")
            );
        }
    }
    // in the name of the other household
    let submission = RequestSubmission { lines: vec![zoe], all_or_nothing: false };
    let answer = family.client.create_request(other.household, "theirs", &submission);
    assert_eq!(answer.await.unwrap_err().code(), Some(ProblemCode::NotFound));
    assert!(!family.has("Adam", "Midi", "2026-09-15").await && !other.has("Zoé", "Midi", "2026-09-15").await);
    assert!(app.mails().await.is_empty());
}

async fn who_may_only_look_may_not_book(app: &App) {
    let (mother, father) = (app.family(MAI).await, app.family(PAUL).await);
    let line = [father.book("Zoé", "Midi", "2026-09-15")];
    let refused = father.try_send(&line).await.unwrap_err();
    assert_eq!(refused.code(), Some(ProblemCode::NotPermitted));
    assert!(!mother.has("Zoé", "Midi", "2026-09-15").await);
    assert_eq!(outcome_codes(&mother.send(&line).await.outcomes), [(LineResult::Booked, None)]);
}

async fn what_was_done_is_remembered(app: &App) {
    use api::entities::history;
    let family = app.family(CLAIRE).await;
    let family_rows =
        || history::Entity::find().filter(history::Column::AccountId.eq(family.sign_in.account.id.0));
    assert_eq!(family_rows().count(app.db().reader()).await.unwrap(), 0);
    family
        .send(&[family.book("Adam", "Midi", "2026-09-15"), family.cancel("Lina", "Midi", "2026-09-17")])
        .await;
    let rows = family_rows().all(app.db().reader()).await.unwrap();
    let bookings: Vec<_> = rows.iter().filter(|row| row.subject_type == "booking").collect();
    assert_eq!(bookings.len(), 2);
    for row in bookings {
        assert_eq!(row.household_id, Some(family.household.0));
        assert_eq!(row.at, app.clock.now());
        assert!(!row.request_id.is_empty());
        assert!(row.after.is_some());
    }
}
