//! Bad input: a problem with field and stable code, never a 500, nothing written.

use serde_json::{Value, json};
use shared::problem::ProblemCode as Code;
use tests::{Answer, App, Backend, CLAIRE, Family, PASSWORD, new_key, on_both_databases, problem};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

on_both_databases!(
    bodies_that_are_no_json,
    bodies_of_another_form,
    days_that_cannot_be,
    too_much_at_once,
    other_content_types,
    values_that_databases_choke_on,
    paths_that_do_not_exist,
    methods_that_do_not_exist,
    requests_that_break_off,
);

/// The operations that take a body, with one that is accepted.
fn operations(family: &Family) -> Vec<(String, Value)> {
    let household = family.household;
    let line = family.book("Adam", "Midi", "2026-09-15");
    vec![
        ("/v1/sign_ins".to_owned(), json!({ "email": CLAIRE, "password": PASSWORD })),
        (format!("/v1/households/{household}/requests"), json!({ "lines": [line] })),
        (format!("/v1/households/{household}/requests/preview"), json!({ "lines": [line] })),
        (
            format!("/v1/households/{household}/messages"),
            json!({ "child_id": family.child("Lina"), "body": "Bonjour" }),
        ),
        (
            format!("/v1/households/{household}/simulations"),
            json!({ "child_id": family.child("Lina"), "slot_id": family.slot("Midi"), "day": "2026-09-15" }),
        ),
    ]
}

async fn post(
    app: &App,
    family: &Family,
    path: &str,
    content_type: &str,
    body: impl Into<Vec<u8>>,
) -> Answer {
    let request = app.raw("POST", path).token(&family.sign_in.access_token).key(&tests::new_key());
    request.body(content_type, body.into()).send().await
}

/// Nothing was booked, sent or recorded.
async fn nothing_written(app: &App, family: &Family) {
    assert!(!family.has("Adam", "Midi", "2026-09-15").await);
    let page = family.client.list_requests(family.household, &client::PageRequest::default()).await.unwrap();
    assert!(page.items.is_empty());
    assert!(app.mails().await.is_empty());
}

async fn bodies_that_are_no_json(app: &App) {
    let family = app.family(CLAIRE).await;
    for (path, _) in operations(&family) {
        let broken: [&[u8]; 9] = [
            b"",
            b"{",
            b"{\"lines\": [",
            b"not json",
            b"{'lines': []}",
            b"\xff\xfe{}",
            b"{\"email\": \"\xc3\x28\"}",
            b"[[[[[[[[[[",
            b"{} {}",
        ];
        for body in broken {
            let answer = post(app, &family, &path, "application/json", body).await;
            let found = answer.problem(Code::MalformedBody);
            assert!(!found.errors.is_empty(), "{path}: {}", answer.text());
        }
        let deep = "[".repeat(100_000);
        let _ = post(app, &family, &path, "application/json", deep).await.problem(Code::MalformedBody);
    }
    nothing_written(app, &family).await;
}

async fn bodies_of_another_form(app: &App) {
    let family = app.family(CLAIRE).await;
    for (path, good) in operations(&family) {
        for other in [json!([]), json!("x"), json!(3), Value::Null] {
            let _ = post(app, &family, &path, "application/json", other.to_string())
                .await
                .problem(Code::MalformedBody);
        }
        let mut more = good.clone();
        more["unexpected"] = json!(1);
        let answer = post(app, &family, &path, "application/json", more.to_string()).await;
        let found = answer.problem(Code::MalformedBody);
        assert_eq!(
            (found.errors[0].field.as_str(), found.errors[0].code.as_str()),
            ("unexpected", "unknown_field")
        );
        for (name, _) in good.as_object().unwrap() {
            let mut less = good.clone();
            less.as_object_mut().unwrap().remove(name);
            let found = post(app, &family, &path, "application/json", less.to_string())
                .await
                .problem(Code::MalformedBody);
            assert_eq!(
                (found.errors[0].field.as_str(), found.errors[0].code.as_str()),
                (name.as_str(), "missing")
            );
            let mut wrong = good.clone();
            wrong[name] = json!({ "of": "another type" });
            let found = post(app, &family, &path, "application/json", wrong.to_string())
                .await
                .problem(Code::MalformedBody);
            assert_eq!(
                (found.errors[0].field.as_str(), found.errors[0].code.as_str()),
                (name.as_str(), "invalid_type")
            );
        }
    }
    let path = format!("/v1/households/{}/requests", family.household);
    let line = json!(family.book("Adam", "Midi", "2026-09-15"));
    let cases = [
        ("child_id", json!("lina"), "invalid_id"),
        ("slot_id", Value::Null, "invalid_type"),
        ("action", json!("Book"), "unknown_value"),
        ("action", json!("steal"), "unknown_value"),
        ("price", json!(0), "unknown_field"),
        ("day", json!(20_260_915), "invalid_type"),
    ];
    for (name, value, code) in cases {
        let mut wrong = line.clone();
        wrong[name] = value;
        let body = json!({ "lines": [line, line, wrong] }).to_string();
        let found = post(app, &family, &path, "application/json", body).await.problem(Code::MalformedBody);
        let expected = (format!("lines[2].{name}"), code);
        assert_eq!((found.errors[0].field.clone(), found.errors[0].code.as_str()), expected);
    }
    nothing_written(app, &family).await;
}

async fn days_that_cannot_be(app: &App) {
    let family = app.family(CLAIRE).await;
    let path = format!("/v1/households/{}/requests", family.household);
    let submit = async |day: &str| {
        let mut line = json!(family.book("Adam", "Midi", "2026-09-15"));
        line["day"] = json!(day);
        post(app, &family, &path, "application/json", json!({ "lines": [line] }).to_string()).await
    };
    for day in [
        "2026-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-09-31",
        "hier",
        "",
        "15/09/2026",
        "2026-09-15T00:00",
        "20260915",
    ] {
        let found = submit(day).await.problem(Code::MalformedBody);
        assert_eq!(
            (found.errors[0].field.as_str(), found.errors[0].code.as_str()),
            ("lines[0].day", "invalid_date"),
            "{day}"
        );
    }
    for day in ["0001-01-01", "+12345-01-01", "-0044-03-15", "+262142-12-31"] {
        let found = submit(day).await.problem(Code::InvalidValue);
        assert_eq!(found.errors[0].field, "lines[0].day", "{day}");
    }
    // far away, but a day: refused by the rules, not an error
    for day in ["1950-01-03", "2900-01-03"] {
        let answer = submit(day).await;
        assert_eq!(answer.status, 201, "{day}: {}", answer.text());
        assert_eq!(answer.json()["outcomes"][0]["result"], "refused");
    }
    assert!(!family.has("Adam", "Midi", "2026-09-15").await);
}

async fn too_much_at_once(app: &App) {
    let family = app.family(CLAIRE).await;
    let path = format!("/v1/households/{}/requests", family.household);
    let line = family.book("Adam", "Midi", "2026-09-15");
    let of = |count: usize| json!({ "lines": vec![line; count] }).to_string();
    let found = post(app, &family, &path, "application/json", of(3_001)).await.problem(Code::TooManyLines);
    assert_eq!(found.params["max_lines"], 3_000);
    let ten_thousand = post(app, &family, &path, "application/json", of(10_000)).await;
    assert!([413, 422].contains(&problem(&ten_thousand).status));
    for (path, _) in operations(&family) {
        let huge = format!("\"{}\"", "x".repeat(1_100_000));
        let found = post(app, &family, &path, "application/json", huge).await.problem(Code::BodyTooLarge);
        assert_eq!(found.params["max_bytes"], app.config.http.body_limit_bytes);
    }
    let long = "é".repeat(2_001);
    let messages = format!("/v1/households/{}/messages", family.household);
    for (body, code) in [(long.as_str(), "too_long"), ("", "empty"), (" \n\t ", "empty")] {
        let body = json!({ "child_id": family.child("Lina"), "body": body }).to_string();
        let found = post(app, &family, &messages, "application/json", body).await.problem(Code::InvalidValue);
        assert_eq!((found.errors[0].field.as_str(), found.errors[0].code.as_str()), ("body", code));
    }
    let found = post(app, &family, &path, "application/json", json!({ "lines": [] }).to_string()).await;
    assert_eq!(found.problem(Code::InvalidValue).errors[0].field, "lines");
    nothing_written(app, &family).await;
}

async fn other_content_types(app: &App) {
    let family = app.family(CLAIRE).await;
    for (path, good) in operations(&family) {
        for content_type in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "application/xml",
            "application/jsonx",
            "nonsense",
        ] {
            let answer = post(app, &family, &path, content_type, good.to_string()).await;
            let _ = answer.problem(Code::UnsupportedMediaType);
        }
        let none = app.raw("POST", &path).token(&family.sign_in.access_token).key("none").send().await;
        let _ = none.problem(Code::UnsupportedMediaType);
    }
    nothing_written(app, &family).await;
    let path = format!("/v1/households/{}/requests/preview", family.household);
    let body = json!({ "lines": [family.book("Adam", "Midi", "2026-09-15")] }).to_string();
    let answer = post(app, &family, &path, "application/json; charset=utf-8", body).await;
    assert_eq!(answer.status, 200, "parameters of the type are fine: {}", answer.text());
}

async fn values_that_databases_choke_on(app: &App) {
    let family = app.family(CLAIRE).await;
    for email in [
        "a\0@example.org",
        "\0",
        "'; DROP TABLE accounts; --",
        "%",
        "\u{202e}@example.org",
        &"x".repeat(100_000),
    ] {
        let body = json!({ "email": email, "password": "x" });
        let _ = app.raw("POST", "/v1/sign_ins").json(&body).send().await.problem(Code::WrongCredentials);
    }
    let body = json!({ "email": CLAIRE, "password": "\0".repeat(50) });
    let _ = app.raw("POST", "/v1/sign_ins").json(&body).send().await.problem(Code::WrongCredentials);
    let messages = format!("/v1/households/{}/messages", family.household);
    for body in ["a\0b", "\u{7}"] {
        let body = json!({ "child_id": family.child("Lina"), "body": body }).to_string();
        let found = post(app, &family, &messages, "application/json", body).await.problem(Code::InvalidValue);
        assert_eq!(found.errors[0].field, "body");
    }
    let simulations = format!("/v1/households/{}/simulations", family.household);
    for at in ["+262142-12-31T23:59:59Z", "-262143-01-01T00:00:00Z"] {
        let mut body =
            json!({ "child_id": family.child("Lina"), "slot_id": family.slot("Midi"), "day": "2026-09-15" });
        body["at"] = json!(at);
        let answer = post(app, &family, &simulations, "application/json", body.to_string()).await;
        assert!([400, 422].contains(&problem(&answer).status), "{at}");
    }
    nothing_written(app, &family).await;
}

async fn paths_that_do_not_exist(app: &App) {
    let family = app.family(CLAIRE).await;
    for path in ["/v1/nothing", "/v1", "/v2/households", "/v1/households", "/v1/../v1/mails/x/y", "/nothing"]
    {
        let answer = app.raw("GET", path).token(&family.sign_in.access_token).send().await;
        let _ = answer.problem(Code::NotFound);
    }
    let path = format!("/v1/households/{}/requests/pas-un-id", family.household);
    let found = app
        .raw("GET", &path)
        .token(&family.sign_in.access_token)
        .send()
        .await
        .problem(Code::InvalidParameter);
    assert_eq!((found.errors[0].field.as_str(), found.errors[0].code.as_str()), ("request_id", "invalid_id"));
}

async fn methods_that_do_not_exist(app: &App) {
    let family = app.family(CLAIRE).await;
    let household = family.household;
    let cases = [
        ("DELETE", "/v1/organisation".to_owned(), "GET"),
        ("GET", "/v1/sign_ins".to_owned(), "POST"),
        ("PUT", format!("/v1/households/{household}/planning"), "GET"),
        ("PATCH", format!("/v1/households/{household}/requests"), "POST"),
        ("GET", format!("/v1/households/{household}/messages"), "POST"),
    ];
    for (method, path, allowed) in cases {
        let answer = app.raw(method, &path).token(&family.sign_in.access_token).send().await;
        let _ = answer.problem(Code::MethodNotAllowed);
        assert!(answer.header("allow").unwrap().contains(allowed), "{method} {path}");
    }
}

async fn requests_that_break_off(app: &App) {
    let family = app.family(CLAIRE).await;
    let address = app.base().replace("http://", "");
    let path = format!("/api/v1/households/{}/requests", family.household);
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {}\r\nIdempotency-Key: half\r\n\
         Content-Type: application/json\r\nContent-Length: 500\r\n\r\n{{\"lines\": [",
        family.sign_in.access_token
    );
    let mut stream = tokio::net::TcpStream::connect(&address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.shutdown().await.unwrap();
    let mut answer = Vec::new();
    // the server may answer or hang up, and goes on serving
    let _ = stream.read_to_end(&mut answer).await;
    assert!(!String::from_utf8_lossy(&answer).contains(" 500 "), "{}", String::from_utf8_lossy(&answer));
    nothing_written(app, &family).await;
    let again = family.try_send_as("half", &[family.book("Adam", "Midi", "2026-09-15")]).await;
    assert!(again.is_ok(), "the key was not used up: {again:?}");
}

#[test]
fn what_does_not_come_is_not_waited_for() {
    // a request is judged as of its receipt: whoever held its body back would send it after the deadline
    App::run_with(
        Backend::Sqlite,
        |config| config.http.body_seconds = 1,
        async |app| {
            let family = app.family(CLAIRE).await;
            let address = app.base().replace("http://", "");
            let head = format!(
                "POST /api/v1/households/{}/requests HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {}\r\n\
             Idempotency-Key: {}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{\"lines\":",
                family.household,
                family.sign_in.access_token,
                new_key()
            );
            let mut stream = tokio::net::TcpStream::connect(&address).await.unwrap();
            stream.write_all(head.as_bytes()).await.unwrap();
            let mut answer = Vec::new();
            let mut chunk = [0; 4096];
            while !String::from_utf8_lossy(&answer).contains("broken_off") {
                let read = stream.read(&mut chunk).await.unwrap();
                assert_ne!(read, 0, "{}", String::from_utf8_lossy(&answer));
                answer.extend_from_slice(&chunk[..read]);
            }
            assert!(answer.starts_with(b"HTTP/1.1 400"), "{}", String::from_utf8_lossy(&answer));
        },
    );
}
