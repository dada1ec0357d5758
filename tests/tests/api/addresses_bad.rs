//! A geocoder that fails, lies or never answers, and searches that make no sense.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use shared::problem::ProblemCode;
use tests::{App, Backend, Behaviour, GeocoderServer};

use super::addresses::{run, suggestion, vines, with_a_geocoder};

with_a_geocoder!(
    a_geocoder_that_fails_is_unavailable,
    what_is_hostile_is_left_out,
    searches_that_make_no_sense_reach_nobody,
);

async fn expect_unavailable(app: &App, what: &str) {
    let answer = app.raw("GET", "/v1/addresses?q=3+rue+des+vignes").send().await;
    let problem = answer.problem(ProblemCode::Unavailable);
    assert_eq!(answer.header("retry-after"), Some("2"), "{what}");
    assert!(problem.errors.is_empty() && problem.params.is_empty(), "{what}: {problem:?}");
}

async fn a_geocoder_that_fails_is_unavailable(app: &App, geocoder: &GeocoderServer) {
    let elsewhere = GeocoderServer::start().await;
    let features = |features: Value| json!({ "features": features }).to_string();
    for behaviour in [
        Behaviour::Says(500, "oh".to_owned()),
        Behaviour::Says(404, features(json!([]))),
        Behaviour::Says(429, String::new()),
        Behaviour::Says(200, "{\"features\":[".to_owned()),
        Behaviour::Says(200, "<html>maintenance</html>".to_owned()),
        Behaviour::Says(200, "{}".to_owned()),
        Behaviour::Says(200, features(json!("3 rue des vignes"))),
        Behaviour::Redirects(elsewhere.address("/search")),
        Behaviour::Pours,
    ] {
        geocoder.behave(behaviour.clone());
        expect_unavailable(app, &format!("{behaviour:?}")).await;
    }
    assert_eq!(geocoder.heads().len(), 9);
    assert!(elsewhere.heads().is_empty(), "what is typed goes where the operator says, and nowhere else");
    // it comes back, and nothing is left of that
    geocoder.behave(Behaviour::Finds(vec![vines()]));
    let found = app.client().list_address_suggestions("3 rue des vignes").await.unwrap();
    assert_eq!(found.items, [suggestion("3 Rue des Vignes")]);
}

async fn what_is_hostile_is_left_out(app: &App, geocoder: &GeocoderServer) {
    let with = |name: &str, value: Value| {
        let mut properties = vines();
        properties[name] = value;
        properties
    };
    geocoder.behave(Behaviour::Finds(vec![
        with("name", json!("3 Rue\u{0}des Vignes")),
        with("city", json!("Ober\u{1b}[31msoultz")),
        with("name", json!("3 Rue \u{202e}sed Vignes\u{202c}")),
        with("name", json!("V".repeat(100_000))),
        with("name", Value::Null),
        with("postcode", Value::Null),
        with("postcode", json!("2A0041")),
        Value::Null,
        with("name", json!("<img src=x onerror=alert(1)>")),
        with("label", json!("another address altogether")),
    ]));
    let found = app.client().list_address_suggestions("3 rue des vignes").await.unwrap();
    let kept = ["3 Rue sed Vignes", "<img src=x onerror=alert(1)>", "3 Rue des Vignes"].map(suggestion);
    assert_eq!(found.items, kept, "as text that anybody may type, without what nobody sees");
}

async fn searches_that_make_no_sense_reach_nobody(app: &App, geocoder: &GeocoderServer) {
    for (query, code, fault) in [
        ("", ProblemCode::InvalidParameter, "missing"),
        ("?q=3+rue&limit=50", ProblemCode::InvalidParameter, "unknown_field"),
        ("?q=", ProblemCode::InvalidValue, "too_short"),
        ("?q=3+", ProblemCode::InvalidValue, "too_short"),
        ("?q=%E2%80%8B%E2%80%8B%E2%80%8B3", ProblemCode::InvalidValue, "too_short"),
        ("?q=3+rue%00", ProblemCode::InvalidValue, "invalid_characters"),
    ] {
        let answer = app.raw("GET", &format!("/v1/addresses{query}")).send().await;
        assert_eq!(answer.problem(code).errors[0].code, fault, "{query}");
    }
    let long = format!("/v1/addresses?q={}", "a".repeat(101));
    let answer = app.raw("GET", &long).send().await;
    assert_eq!(answer.problem(ProblemCode::InvalidValue).errors[0].code, "too_long");
    assert!(geocoder.heads().is_empty());
}

#[test]
fn a_geocoder_that_does_not_answer_is_not_waited_for() {
    let impatient = |settings: &mut api::config::GeocoderConfig| settings.timeout_milliseconds = 20;
    run(Backend::Sqlite, impatient, async |app, geocoder| {
        geocoder.behave(Behaviour::Waits);
        let begun = Instant::now();
        expect_unavailable(app, "silence").await;
        assert!(begun.elapsed() < Duration::from_secs(30), "it answers only when it is told to");
    });
}

#[test]
fn a_geocoder_that_is_gone_is_unavailable() {
    // bound and closed again: nobody listens there
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let gone = |settings: &mut api::config::GeocoderConfig| settings.url = Some(format!("http://{free}"));
    run(Backend::Sqlite, gone, async |app, _| expect_unavailable(app, "gone").await);
}
