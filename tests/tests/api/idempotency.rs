//! Keys: sent again, a request acts once and answers the same.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};
use shared::problem::ProblemCode;
use tests::{Answer, App, CLAIRE, Family, KARIM, START, at, on_both_databases};

on_both_databases!(
    a_repetition_gets_the_same_answer,
    a_key_is_good_for_one_body,
    a_key_belongs_to_its_account,
    twins_act_once,
    a_key_is_needed_and_has_a_form,
    lasting_refusals_are_kept_and_passing_ones_are_not,
    a_key_is_kept_for_a_week,
);

fn body(family: &Family, day: &str) -> Value {
    json!({ "lines": [family.book("Adam", "Midi", day)] })
}

async fn post(app: &App, family: &Family, key: &str, body: &Value) -> Answer {
    let path = format!("/v1/households/{}/requests", family.household);
    app.raw("POST", &path).token(&family.sign_in.access_token).key(key).json(body).send().await
}

async fn a_repetition_gets_the_same_answer(app: &App) {
    let family = app.family(CLAIRE).await;
    let body = body(&family, "2026-09-15");
    let first = post(app, &family, "once", &body).await;
    assert_eq!(first.status, 201, "{}", first.text());
    assert_eq!(first.header("idempotency-replayed"), None);
    // the deadline has passed meanwhile: the answer stays the one given then
    app.set("2026-09-14T11:00");
    let family = app.family(CLAIRE).await;
    let second = post(app, &family, "once", &body).await;
    assert_eq!((second.status, second.json()), (201, first.json()));
    assert_eq!(second.header("idempotency-replayed"), Some("true"));
    assert_eq!(app.mails().await.len(), 1, "one mail");
    // the same request in another layout is the same request
    let spaced = serde_json::to_string_pretty(&body).unwrap();
    let path = format!("/v1/households/{}/requests", family.household);
    let again = app
        .raw("POST", &path)
        .token(&family.sign_in.access_token)
        .key("once")
        .body("application/json", spaced);
    assert_eq!(again.send().await.json(), first.json());
}

async fn a_key_is_good_for_one_body(app: &App) {
    let family = app.family(CLAIRE).await;
    assert_eq!(post(app, &family, "one", &body(&family, "2026-09-15")).await.status, 201);
    let other = post(app, &family, "one", &body(&family, "2026-09-18")).await;
    let _ = other.problem(ProblemCode::IdempotencyKeyReused);
    assert!(!family.has("Adam", "Midi", "2026-09-18").await);
    let path = format!("/v1/households/{}/messages", family.household);
    let message = json!({ "child_id": family.child("Lina"), "body": "Bonjour" });
    let message =
        app.raw("POST", &path).token(&family.sign_in.access_token).key("one").json(&message).send().await;
    assert_eq!(message.status, 201, "operations have keys of their own: {}", message.text());
}

async fn a_key_belongs_to_its_account(app: &App) {
    let (mother, father) = (app.family(CLAIRE).await, app.family(KARIM).await);
    let of_mother = json!({ "lines": [mother.book("Lina", "Soir", "2026-09-15")] });
    let of_father = json!({ "lines": [father.book("Lina", "Soir", "2026-09-18")] });
    assert_eq!(post(app, &mother, "same", &of_mother).await.status, 201);
    assert_eq!(post(app, &father, "same", &of_father).await.status, 201);
}

async fn twins_act_once(app: &App) {
    let family = app.family(CLAIRE).await;
    let body = body(&family, "2026-09-15");
    let answers = join_all((0..8).map(|_| post(app, &family, "twin", &body))).await;
    let recorded: Vec<_> = answers.iter().filter(|answer| answer.status == 201).collect();
    assert!(!recorded.is_empty());
    for answer in &answers {
        match answer.status {
            201 => assert_eq!(answer.json(), recorded[0].json()),
            _ => drop(answer.problem(ProblemCode::IdempotencyInProgress)),
        }
    }
    let page = family.client.list_requests(family.household, &client::PageRequest::default()).await.unwrap();
    assert_eq!(page.items.len(), 1);
    assert_eq!(app.mails().await.len(), 1);
    let facts = family.planning("2026-09-15", "2026-09-15").await.facts;
    let midi = facts.sessions.iter().find(|row| row.slot_id == family.slot("Midi")).unwrap();
    assert_eq!(midi.days[0].seats[0].free, 59);
}

async fn a_key_is_needed_and_has_a_form(app: &App) {
    let family = app.family(CLAIRE).await;
    for operation in ["requests", "messages"] {
        let path = format!("/v1/households/{}/{operation}", family.household);
        let body = match operation {
            "requests" => body(&family, "2026-09-15"),
            _ => json!({ "child_id": family.child("Lina"), "body": "Bonjour" }),
        };
        let request = || app.raw("POST", &path).token(&family.sign_in.access_token).json(&body);
        let _ = request().send().await.problem(ProblemCode::IdempotencyKeyMissing);
        for key in ["", " ", "é", "a b", &"x".repeat(201)] {
            let problem = request().key(key).send().await.problem(ProblemCode::InvalidParameter);
            assert_eq!(problem.errors[0].field, "Idempotency-Key");
        }
        assert_eq!(request().key(&"x".repeat(200)).send().await.status, 201);
    }
}

async fn lasting_refusals_are_kept_and_passing_ones_are_not(app: &App) {
    let family = app.family(CLAIRE).await;
    let empty = json!({ "lines": [] });
    let first = post(app, &family, "empty", &empty).await;
    let _ = first.problem(ProblemCode::InvalidValue);
    let stranger = json!({ "lines": [tests::book(
        "00000000-0000-7000-8000-000000000001".parse().unwrap(), family.slot("Midi"), tests::day("2026-09-15"),
    )] });
    let before = post(app, &family, "stranger", &stranger).await;
    let _ = tests::problem(&before);
    let after = post(app, &family, "stranger", &stranger).await;
    assert_eq!((after.status, after.json()["code"].clone()), (404, before.json()["code"].clone()));
    // who is not signed in has used up nothing
    let path = format!("/v1/households/{}/requests", family.household);
    let body = body(&family, "2026-09-15");
    assert_eq!(app.raw("POST", &path).key("later").json(&body).send().await.status, 401);
    assert_eq!(post(app, &family, "later", &body).await.status, 201);
}

async fn a_key_is_kept_for_a_week(app: &App) {
    use api::entities::idempotency_keys::Entity;
    use sea_orm::EntityTrait;
    let family = app.family(CLAIRE).await;
    let body = body(&family, "2026-09-22");
    let first = post(app, &family, "week", &body).await;
    app.set_to(at(START) + TimeDelta::days(7) - TimeDelta::seconds(1));
    let family = app.family(CLAIRE).await;
    assert_eq!(post(app, &family, "week", &body).await.json(), first.json());
    app.db().write(async |tx| api::idempotency::clean(tx, app.clock.now()).await).await.unwrap();
    assert_eq!(Entity::find().all(app.db().reader()).await.unwrap().len(), 1);
    let later = at(START) + TimeDelta::days(7) + TimeDelta::seconds(1);
    app.db().write(async |tx| api::idempotency::clean(tx, later).await).await.unwrap();
    assert!(Entity::find().all(app.db().reader()).await.unwrap().is_empty());
}
