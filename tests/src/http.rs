//! Requests that the typed client would never send, and answers as they come.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, StatusCode};
use serde_json::Value;
use shared::problem::{Problem, ProblemCode};

/// A request under construction.
pub struct Raw(reqwest::RequestBuilder);

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body, as it came over the wire.
    pub body: Vec<u8>,
}

impl Raw {
    pub(crate) fn new(http: &reqwest::Client, method: &str, url: String) -> Self {
        Self(http.request(method.parse::<Method>().unwrap(), url))
    }

    /// With a header.
    #[must_use]
    pub fn header(self, name: &str, value: &str) -> Self {
        let name: HeaderName = name.parse().unwrap();
        Self(self.0.header(name, HeaderValue::from_bytes(value.as_bytes()).unwrap()))
    }

    /// With an access token.
    #[must_use]
    pub fn token(self, token: &str) -> Self {
        Self(self.0.bearer_auth(token))
    }

    /// With an idempotency key.
    #[must_use]
    pub fn key(self, key: &str) -> Self {
        self.header("Idempotency-Key", key)
    }

    /// With a JSON body.
    #[must_use]
    pub fn json(self, body: &Value) -> Self {
        Self(self.0.json(body))
    }

    /// With a body of a content type.
    #[must_use]
    pub fn body(self, content_type: &str, body: impl Into<reqwest::Body>) -> Self {
        Self(self.header("Content-Type", content_type).0.body(body))
    }

    /// Sends it.
    pub async fn send(self) -> Answer {
        let answer = self.0.send().await.expect("an answer");
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let body = answer.bytes().await.expect("a whole answer").to_vec();
        Answer { status, headers, body }
    }
}

impl Answer {
    /// A header's value.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The value of the refresh cookie that is set.
    #[must_use]
    pub fn refresh_cookie(&self) -> Option<String> {
        let set = self.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
        set.filter_map(|cookie| cookie.strip_prefix("ribambelle_refresh="))
            .map(|rest| rest.split(';').next().unwrap_or_default().to_owned())
            .next()
    }

    /// Checks that the answer is the problem `code` in the documented form, and gives it.
    #[must_use]
    pub fn problem(&self, code: ProblemCode) -> Problem {
        let problem = problem(self);
        assert_eq!(problem.code, code, "{}", self.text());
        problem
    }
}

/// The problem that an answer is: with its content type, status and the id that the log knows.
#[must_use]
pub fn problem(answer: &Answer) -> Problem {
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{}", answer.text());
    let problem: Problem =
        serde_json::from_slice(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.text()));
    assert_eq!(problem.status, answer.status);
    assert_eq!(problem.code.status(), answer.status);
    assert_eq!(Some(problem.request_id.as_str()), answer.header("x-request-id"), "{}", answer.text());
    assert!(!problem.request_id.is_empty());
    assert!(problem.kind.ends_with(problem.code.as_str()), "{}", problem.kind);
    assert_ne!(StatusCode::INTERNAL_SERVER_ERROR.as_u16(), answer.status, "{}", answer.text());
    problem
}

/// A new idempotency key.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the key of a request is no row")]
pub fn new_key() -> String {
    uuid::Uuid::new_v4().to_string()
}
