//! How much one client address may ask before anybody has signed in.

use serde_json::{Value, json};
use shared::problem::ProblemCode;
use tests::{Answer, App, Backend, CLAIRE, PASSWORD, on_both_databases};

on_both_databases!(limits_are_told_with_each_answer);

/// An operation that is limited: the name of its limit, its path and a body that it takes.
fn limited() -> [(&'static str, &'static str, Value); 6] {
    let token = json!({ "token": "bm90IGEgc2VjcmV0" });
    let sign_up = json!({ "email": "lea@example.org", "password": "x", "language": "fr", "values": {} });
    [
        ("sign_ins", "/v1/sign_ins", json!({ "email": "nobody@example.org", "password": PASSWORD })),
        ("links", "/v1/password_resets", json!({ "email": "nobody@example.org" })),
        ("links", "/v1/sign_ups", sign_up),
        ("inspections", "/v1/account_links/inspect", token.clone()),
        ("inspections", "/v1/guardian_invitations/inspect", token),
        ("estimates", "/v1/passwords/estimate", json!({ "password": "girafe tambour", "email": CLAIRE })),
    ]
}

fn told(answer: &Answer) -> (&str, &str) {
    let header = |name: &str| answer.header(name).unwrap_or_else(|| panic!("no {name}: {answer:?}"));
    (header("ratelimit-policy"), header("ratelimit"))
}

async fn limits_are_told_with_each_answer(app: &App) {
    let mut seen = std::collections::BTreeMap::new();
    for (name, path, body) in limited() {
        let answer = app.raw("POST", path).json(&body).send().await;
        let per_minute = match name {
            "links" => app.config.limits.links_per_minute,
            "sign_ins" => app.config.limits.sign_ins_per_minute,
            "inspections" => app.config.limits.inspections_per_minute,
            _ => app.config.limits.estimates_per_minute,
        };
        let asked: &mut u32 = seen.entry(name).or_default();
        *asked += 1;
        let (policy, left) = (format!("\"{name}\";q={per_minute};w=60"), per_minute - *asked);
        let left = format!("\"{name}\";r={left};t=60");
        assert_eq!(told(&answer), (policy.as_str(), left.as_str()), "{path}: {}", answer.text());
    }
    let others = app.raw("GET", "/v1/organisation").send().await;
    assert_eq!((others.status, others.header("ratelimit")), (200, None), "what is not limited says nothing");
}

/// A server that lets one request of each kind through in a minute, behind a proxy on this machine.
fn narrow(test: impl AsyncFnOnce(&App)) {
    let change = |config: &mut api::config::Config| {
        config.limits.sign_ins_per_minute = 1;
        config.limits.links_per_minute = 1;
        config.limits.inspections_per_minute = 1;
        config.limits.estimates_per_minute = 1;
        config.http.trusted_proxies = vec![[127, 0, 0, 1].into()];
    };
    App::run_with(Backend::Sqlite, change, test);
}

#[test]
fn who_asks_too_often_waits_and_holds_up_nobody_else() {
    narrow(async |app| {
        for (name, path, body) in limited() {
            // each operation from an address of its own, so that two with the same limit do not count together
            let of = |address: String| app.raw("POST", path).header("X-Forwarded-For", &address).json(&body);
            let here = format!("192.0.2.{}", path.len());
            let first = of(here.clone()).send().await;
            assert_ne!(first.status, 429, "{path}: {}", first.text());
            let second = of(here.clone()).send().await;
            let problem = second.problem(ProblemCode::TooManyAttempts);
            assert_eq!(problem.params["retry_after_seconds"], 60, "{path}");
            assert_eq!(second.header("retry-after"), Some("60"), "{path}");
            let (_, left) = told(&second);
            assert_eq!(left, format!("\"{name}\";r=0;t=60"), "{path}");
            let other = of(format!("198.51.100.{}", path.len())).send().await;
            assert_ne!(other.status, 429, "{path}: another address");
        }
    });
}

#[test]
fn the_limit_comes_before_the_work_and_ends_with_the_minute() {
    narrow(async |app| {
        let sign_in =
            || app.raw("POST", "/v1/sign_ins").json(&json!({ "email": CLAIRE, "password": PASSWORD })).send();
        assert_eq!(sign_in().await.status, 201);
        // the right password, too: it is not looked at
        let _ = sign_in().await.problem(ProblemCode::TooManyAttempts);
        app.set("2026-09-07T08:00:59");
        let _ = sign_in().await.problem(ProblemCode::TooManyAttempts);
        app.set("2026-09-07T08:01");
        assert_eq!(sign_in().await.status, 201);
    });
}

#[test]
fn replicas_count_for_themselves() {
    narrow(async |app| {
        let replica = app.replica().await;
        let estimate = async |app: &App| {
            let body = json!({ "password": "girafe tambour", "email": CLAIRE });
            app.raw("POST", "/v1/passwords/estimate").json(&body).send().await.status
        };
        assert_eq!([estimate(app).await, estimate(app).await], [200, 429]);
        assert_eq!(estimate(&replica).await, 200, "as the documentation says");
        replica.finish().await;
    });
}
