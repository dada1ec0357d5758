//! Signing in, staying signed in, signing out.

use chrono::TimeDelta;
use serde_json::json;
use shared::problem::ProblemCode;
use shared::wire::SignIn;
use tests::{Answer, App, CLAIRE, KARIM, PASSWORD, START, at, on_both_databases};

const REFRESH: &str = "/v1/sign_ins/current/refresh";

on_both_databases!(
    a_guardian_signs_in,
    an_address_is_read_in_any_case,
    wrong_passwords_and_unknown_addresses_are_answered_alike,
    an_access_token_ends_after_a_quarter_of_an_hour,
    refreshing_rotates_the_cookie,
    a_second_tab_may_refresh_at_once,
    a_copied_refresh_token_ends_the_sign_in,
    a_refresh_token_lasts_thirty_days,
    signing_out_ends_access_at_once,
    guessing_is_slowed_down,
    one_address_cannot_guess_at_everybody,
);

async fn sign_in(app: &App, email: &str, password: &str) -> Answer {
    let body = json!({ "email": email, "password": password });
    app.raw("POST", "/v1/sign_ins").json(&body).send().await
}

async fn refresh(app: &App, cookie: &str) -> Answer {
    app.raw("POST", REFRESH).header("Cookie", &format!("ribambelle_refresh={cookie}")).send().await
}

async fn status_of_token(app: &App, token: &str) -> u16 {
    app.raw("GET", "/v1/accounts/current").token(token).send().await.status
}

fn token(answer: &Answer) -> String {
    serde_json::from_slice::<SignIn>(&answer.body).unwrap().access_token
}

async fn a_guardian_signs_in(app: &App) {
    let answer = sign_in(app, CLAIRE, PASSWORD).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let signed_in: SignIn = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(signed_in.server_time_ms, at(START).timestamp_millis());
    assert_eq!(signed_in.expires_at, at(START) + TimeDelta::minutes(15));
    assert_eq!(signed_in.account.email, CLAIRE);
    assert_eq!(signed_in.account.guardian.as_ref().unwrap().first_name, "Claire");
    let households: Vec<_> =
        signed_in.account.households.iter().map(|it| (it.name.as_str(), it.may_book)).collect();
    assert_eq!(households, [("Famille Martin", true)]);
    let cookie = answer.header("set-cookie").unwrap();
    for attribute in ["HttpOnly", "SameSite=Strict", "Path=/api/v1/sign_ins", "Max-Age="] {
        assert!(cookie.contains(attribute), "{attribute} in {cookie}");
    }
    assert!(
        !answer.text().contains(&answer.refresh_cookie().unwrap()),
        "scripts never see the refresh token"
    );
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let account = app.raw("GET", "/v1/accounts/current").token(&signed_in.access_token).send().await;
    assert_eq!(account.status, 200);
    assert_eq!(account.json(), serde_json::to_value(&signed_in.account).unwrap());
    assert!(!account.text().contains("argon2"));
}

async fn an_address_is_read_in_any_case(app: &App) {
    assert_eq!(sign_in(app, "  Claire.MARTIN@Example.org ", PASSWORD).await.status, 201);
}

async fn wrong_passwords_and_unknown_addresses_are_answered_alike(app: &App) {
    let mut bodies = Vec::new();
    for (email, password) in
        [(CLAIRE, "une autre phrase"), ("personne@example.org", PASSWORD), (CLAIRE, ""), ("", "")]
    {
        let answer = sign_in(app, email, password).await;
        let mut problem = answer.problem(ProblemCode::WrongCredentials);
        problem.request_id.clear();
        assert!(answer.refresh_cookie().is_none());
        bodies.push(serde_json::to_string(&problem).unwrap());
    }
    assert!(bodies.iter().all(|body| *body == bodies[0]), "{bodies:?}");
}

async fn an_access_token_ends_after_a_quarter_of_an_hour(app: &App) {
    let token = token(&sign_in(app, CLAIRE, PASSWORD).await);
    app.set_to(at(START) + TimeDelta::minutes(15) - TimeDelta::seconds(1));
    assert_eq!(status_of_token(app, &token).await, 200);
    app.set_to(at(START) + TimeDelta::minutes(15));
    let answer = app.raw("GET", "/v1/accounts/current").token(&token).send().await;
    let _ = answer.problem(ProblemCode::Unauthenticated);
    assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
}

async fn refreshing_rotates_the_cookie(app: &App) {
    let first = sign_in(app, CLAIRE, PASSWORD).await.refresh_cookie().unwrap();
    app.set_to(at(START) + TimeDelta::minutes(14));
    let answer = refresh(app, &first).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let second = answer.refresh_cookie().unwrap();
    assert_ne!(first, second);
    app.set_to(at(START) + TimeDelta::minutes(20));
    assert_eq!(status_of_token(app, &token(&answer)).await, 200);
    assert_eq!(refresh(app, &second).await.status, 200);
    let without = app.raw("POST", REFRESH).send().await;
    let _ = without.problem(ProblemCode::SignInEnded);
    let _ = refresh(app, "nonsense").await.problem(ProblemCode::SignInEnded);
}

async fn a_second_tab_may_refresh_at_once(app: &App) {
    let cookie = sign_in(app, CLAIRE, PASSWORD).await.refresh_cookie().unwrap();
    let both = futures_util::future::join(refresh(app, &cookie), refresh(app, &cookie)).await;
    assert_eq!((both.0.status, both.1.status), (200, 200));
    for tab in [both.0, both.1] {
        assert_eq!(status_of_token(app, &token(&tab)).await, 200);
        assert_eq!(refresh(app, &tab.refresh_cookie().unwrap()).await.status, 200);
    }
}

async fn a_copied_refresh_token_ends_the_sign_in(app: &App) {
    let stolen = sign_in(app, CLAIRE, PASSWORD).await.refresh_cookie().unwrap();
    let owner = refresh(app, &stolen).await;
    app.set_to(at(START) + TimeDelta::seconds(11));
    let thief = refresh(app, &stolen).await;
    let _ = thief.problem(ProblemCode::SignInEnded);
    assert_eq!(thief.refresh_cookie().as_deref(), Some(""), "the cookie is removed");
    assert_eq!(status_of_token(app, &token(&owner)).await, 401, "both have to sign in again");
    let _ = refresh(app, &owner.refresh_cookie().unwrap()).await.problem(ProblemCode::SignInEnded);
    assert_eq!(sign_in(app, CLAIRE, PASSWORD).await.status, 201);
}

async fn a_refresh_token_lasts_thirty_days(app: &App) {
    let unused = sign_in(app, CLAIRE, PASSWORD).await.refresh_cookie().unwrap();
    let used = sign_in(app, CLAIRE, PASSWORD).await.refresh_cookie().unwrap();
    app.set_to(at(START) + TimeDelta::days(30) - TimeDelta::seconds(1));
    let renewed = refresh(app, &used).await;
    assert_eq!(renewed.status, 200);
    app.set_to(at(START) + TimeDelta::days(30));
    let _ = refresh(app, &unused).await.problem(ProblemCode::SignInEnded);
    app.set_to(at(START) + TimeDelta::days(59));
    assert_eq!(refresh(app, &renewed.refresh_cookie().unwrap()).await.status, 200);
}

async fn signing_out_ends_access_at_once(app: &App) {
    let signed_in = sign_in(app, CLAIRE, PASSWORD).await;
    let elsewhere = sign_in(app, CLAIRE, PASSWORD).await;
    let cookie = signed_in.refresh_cookie().unwrap();
    let answer = app
        .raw("DELETE", "/v1/sign_ins/current")
        .token(&token(&signed_in))
        .header("Cookie", &format!("ribambelle_refresh={cookie}"))
        .send()
        .await;
    assert_eq!(answer.status, 204, "{}", answer.text());
    assert_eq!(answer.refresh_cookie().as_deref(), Some(""));
    assert_eq!(status_of_token(app, &token(&signed_in)).await, 401);
    let _ = refresh(app, &cookie).await.problem(ProblemCode::SignInEnded);
    assert_eq!(status_of_token(app, &token(&elsewhere)).await, 200, "only this sign-in has ended");
}

async fn guessing_is_slowed_down(app: &App) {
    for email in [CLAIRE, "personne@example.org"] {
        for attempt in 0..10 {
            let answer = sign_in(app, email, "faux").await;
            assert_eq!(answer.status, 401, "attempt {attempt}: {}", answer.text());
        }
        let answer = sign_in(app, email, PASSWORD).await;
        let problem = answer.problem(ProblemCode::TooManyAttempts);
        let seconds = problem.params["retry_after_seconds"].as_i64().unwrap();
        assert_eq!(answer.header("retry-after"), Some(seconds.to_string().as_str()));
        assert!((1..=15 * 60).contains(&seconds), "{seconds}");
    }
    assert_eq!(sign_in(app, KARIM, PASSWORD).await.status, 201, "others are not concerned");
    let seconds = sign_in(app, CLAIRE, PASSWORD).await.problem(ProblemCode::TooManyAttempts).params["retry_after_seconds"]
        .as_i64()
        .unwrap();
    app.set_to(at(START) + TimeDelta::seconds(seconds));
    assert_eq!(sign_in(app, CLAIRE, PASSWORD).await.status, 201, "coming back when told works");
}

async fn one_address_cannot_guess_at_everybody(app: &App) {
    let mut answers = Vec::new();
    for number in 0..101 {
        answers.push(sign_in(app, &format!("nobody{number}@example.org"), "").await.status);
    }
    assert_eq!(answers[..100], [401; 100]);
    assert_eq!(answers[100], 429);
    let _ = sign_in(app, CLAIRE, PASSWORD).await.problem(ProblemCode::TooManyAttempts);
}
