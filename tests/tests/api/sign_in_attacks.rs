//! Tokens that somebody made up, and pages that are not ours.

use serde_json::json;
use shared::problem::ProblemCode;
use tests::{App, CLAIRE, PASSWORD, on_both_databases};

on_both_databases!(
    forged_tokens_are_refused,
    a_token_is_only_good_in_its_header,
    other_origins_may_not_use_the_cookie,
    nothing_is_told_without_a_token,
);

/// Base64 for URLs, without padding.
fn encode(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let value =
            chunk.iter().fold(0_u32, |value, byte| value << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for digit in 0..=chunk.len() {
            text.push(char::from(DIGITS[(value >> (18 - 6 * digit)) as usize & 63]));
        }
    }
    text
}

fn decode(text: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'-' => 62,
        _ => 63,
    };
    let mut bytes = Vec::new();
    for chunk in text.as_bytes().chunks(4) {
        let value = chunk.iter().fold(0_u32, |value, byte| value << 6 | u32::from(digit(*byte)))
            << (6 * (4 - chunk.len()));
        bytes.extend_from_slice(&value.to_be_bytes()[1..chunk.len()]);
    }
    bytes
}

#[test]
fn base64_is_read_as_it_is_written() {
    for text in ["", "a", "ab", "abc", "abcd", "{\"alg\":\"none\"}", "é?>ÿ"] {
        assert_eq!(decode(&encode(text.as_bytes())), text.as_bytes());
    }
    assert_eq!(encode(b"{\"alg\":\"none\"}"), "eyJhbGciOiJub25lIn0");
}

async fn forged_tokens_are_refused(app: &App) {
    let family = app.family(CLAIRE).await;
    let genuine = family.sign_in.access_token.clone();
    let parts: Vec<&str> = genuine.split('.').collect();
    let [header, claims, signature] = parts[..] else { panic!("{genuine}") };
    let header: serde_json::Value = serde_json::from_slice(&decode(header)).unwrap();
    assert!(header["kid"].is_string(), "keys have names: {header}");
    let claims_read: serde_json::Value = serde_json::from_slice(&decode(claims)).unwrap();
    let with_header = |name: &str, value: serde_json::Value| {
        let mut header = header.clone();
        header[name] = value;
        format!("{}.{claims}.{signature}", encode(header.to_string().as_bytes()))
    };
    let with_claim = |name: &str, value: serde_json::Value| {
        let mut claims = claims_read.clone();
        claims[name] = value;
        let header = encode(header.to_string().as_bytes());
        format!("{header}.{}.{signature}", encode(claims.to_string().as_bytes()))
    };
    let none = encode(json!({ "alg": "none", "typ": "JWT", "kid": header["kid"] }).to_string().as_bytes());
    let forged = [
        with_header("kid", json!("another")),
        with_header("kid", json!("../../../../dev/null")),
        with_header("alg", json!("HS512")),
        with_header("alg", json!("none")),
        format!("{none}.{claims}."),
        format!("{none}.{claims}.{signature}"),
        with_claim("exp", json!(4_102_444_800_i64)),
        with_claim("sub", json!("00000000-0000-7000-8000-000000000001")),
        format!("{}.{claims}.{}", parts[0], encode(&[0; 32])),
        format!("{}.{claims}.", parts[0]),
        format!("{}.{claims}", parts[0]),
        parts[0].to_owned(),
        format!("{genuine}x"),
        "x".repeat(100_000 / 20),
        String::new(),
    ];
    for token in forged {
        let answer = app.raw("GET", "/v1/accounts/current").token(&token).send().await;
        assert_eq!(answer.status, 401, "{token}");
        let _ = answer.problem(ProblemCode::Unauthenticated);
    }
    let genuine = app.raw("GET", "/v1/accounts/current").token(&genuine).send().await;
    assert_eq!(genuine.status, 200, "the one that was forged from is still good");
}

async fn a_token_is_only_good_in_its_header(app: &App) {
    let family = app.family(CLAIRE).await;
    let token = &family.sign_in.access_token;
    let in_query = app.raw("GET", &format!("/v1/accounts/current?access_token={token}")).send().await;
    assert_eq!(in_query.status, 401);
    let as_cookie = app.raw("GET", "/v1/accounts/current").header("Cookie", &format!("access_token={token}"));
    assert_eq!(as_cookie.send().await.status, 401);
    let basic = app.raw("GET", "/v1/accounts/current").header("Authorization", &format!("Basic {token}"));
    assert_eq!(basic.send().await.status, 401);
}

async fn other_origins_may_not_use_the_cookie(app: &App) {
    let body = json!({ "email": "claire.martin@example.org", "password": PASSWORD });
    let signed_in = app.raw("POST", "/v1/sign_ins").header("Origin", &app.base()).json(&body).send().await;
    assert_eq!(signed_in.status, 201, "{}", signed_in.text());
    let cookie = format!("ribambelle_refresh={}", signed_in.refresh_cookie().unwrap());
    let requests = [
        ("POST", "/v1/sign_ins"),
        ("POST", "/v1/sign_ins/current/refresh"),
        ("DELETE", "/v1/sign_ins/current"),
    ];
    for (method, path) in requests {
        for (name, value) in
            [("Origin", "https://ailleurs.example"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site")]
        {
            let request = app.raw(method, path).header("Cookie", &cookie).header(name, value).json(&body);
            let _ = request.send().await.problem(ProblemCode::ForeignOrigin);
        }
    }
    let own = app
        .raw("POST", "/v1/sign_ins/current/refresh")
        .header("Cookie", &cookie)
        .header("Origin", &app.base());
    assert_eq!(own.send().await.status, 200, "the sign-in was not touched");
}

async fn nothing_is_told_without_a_token(app: &App) {
    let id = "0197c9a2-5c1e-7f0e-9f7e-1f6a2b3c4d5e";
    let paths = [
        ("GET", "/v1/accounts/current".to_owned()),
        ("GET", format!("/v1/households/{id}/planning?from=2026-09-01&to=2026-09-30")),
        ("GET", format!("/v1/households/{id}/planning/cells?from=2026-09-01&to=2026-09-30")),
        ("GET", format!("/v1/households/{id}/requests")),
        ("GET", format!("/v1/households/{id}/requests/{id}")),
        ("POST", format!("/v1/households/{id}/requests")),
        ("POST", format!("/v1/households/{id}/requests/preview")),
        ("POST", format!("/v1/households/{id}/messages")),
        ("POST", format!("/v1/households/{id}/simulations")),
    ];
    for (method, path) in paths {
        let answer = app.raw(method, &path).key("k").json(&json!({})).send().await;
        assert_eq!(answer.status, 401, "{method} {path}: {}", answer.text());
        let _ = answer.problem(ProblemCode::Unauthenticated);
    }
}
