//! What browsers get: pages and files of the app, with the policies that protect them.

use api::config::Config;
use tests::{App, Backend};

const HASHED: &str = "family-3f2a9c8112345678.js";

/// A server with a small app.
fn with_app(test: impl AsyncFnOnce(&App)) {
    let folder = tempfile::tempdir().unwrap();
    for (entry, title) in [("family", "Portail"), ("staff", "Agents")] {
        let folder = folder.path().join(entry);
        std::fs::create_dir_all(folder.join("assets")).unwrap();
        std::fs::write(folder.join("index.html"), format!("<!doctype html><title>{title}</title>")).unwrap();
        std::fs::write(folder.join("assets").join(HASHED), "export {}").unwrap();
    }
    let change = |config: &mut Config| config.web_root = Some(folder.path().to_owned());
    App::run_with(Backend::Sqlite, change, test);
}

async fn get(app: &App, path: &str, etag: Option<&str>) -> reqwest::Response {
    let mut request = reqwest::Client::new().get(format!("{}{path}", app.base()));
    if let Some(etag) = etag {
        request = request.header("If-None-Match", etag);
    }
    request.send().await.unwrap()
}

#[test]
fn a_page_keeps_its_policy_when_it_has_not_changed() {
    with_app(async |app| {
        for path in ["/", "/planning", "/help", "/staff", "/staff/", "/staff/team"] {
            let first = get(app, path, None).await;
            assert_eq!(first.status(), 200);
            let policy = first.headers()["content-security-policy"].to_str().unwrap().to_owned();
            assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval'"), "{policy}");
            let etag = first.headers()["etag"].to_str().unwrap();
            let again = get(app, path, Some(etag)).await;
            assert_eq!(again.status(), 304);
            // a browser takes over the headers of a 304: another policy would stop the page it has
            let kept = again.headers().get("content-security-policy").and_then(|value| value.to_str().ok());
            assert_eq!(kept, Some(policy.as_str()), "{path}");
        }
    });
}

#[test]
fn files_with_a_hash_are_kept_for_ever_and_the_page_is_not() {
    with_app(async |app| {
        for base in ["", "/staff"] {
            let file = get(app, &format!("{base}/assets/{HASHED}"), None).await;
            assert!(file.headers()["cache-control"].to_str().unwrap().contains("immutable"), "{base}");
            let page = get(app, &format!("{base}/"), None).await;
            assert_eq!(page.headers()["cache-control"], "no-cache", "{base}");
            assert_eq!(get(app, &format!("{base}/assets/nothing.js"), None).await.status(), 404, "{base}");
        }
    });
}

#[test]
fn staff_and_families_get_a_page_each() {
    with_app(async |app| {
        for (path, title) in
            [("/", "Portail"), ("/planning", "Portail"), ("/staff", "Agents"), ("/staff/team", "Agents")]
        {
            let page = get(app, path, None).await.text().await.unwrap();
            assert!(page.contains(title), "{path}: {page}");
        }
    });
}

#[test]
fn every_answer_carries_the_headers_that_protect_it() {
    with_app(async |app| {
        for path in
            ["/", "/staff", "/api/health", "/api/v1/nothing", "/mails", "/api/openapi.json", "/api/docs/"]
        {
            let answer = get(app, path, None).await;
            for name in
                ["x-content-type-options", "content-security-policy", "referrer-policy", "x-frame-options"]
            {
                assert!(answer.headers().contains_key(name), "{name} of {path}");
            }
            assert!(!answer.headers().contains_key("server"), "{path}");
        }
    });
}

#[test]
fn health_and_readiness_are_told() {
    with_app(async |app| {
        let client = app.client();
        assert!(client.get_health().await.is_ok());
        assert!(client.get_readiness().await.is_ok());
    });
}
