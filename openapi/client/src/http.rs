//! Requests and answers, common to all operations.

use std::sync::{PoisonError, RwLock};

use reqwest::header::{self, HeaderName};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::problem::Problem;

use crate::Error;

pub(crate) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// A client of one server, for one user at a time.
pub struct Client {
    http: reqwest::Client,
    base: String,
    token: RwLock<Option<String>>,
}

/// A conditional answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cached<T> {
    /// What the caller has is the present state.
    Unchanged,
    /// The present state, and the `ETag` to ask with next time.
    Fresh {
        /// The state.
        value: T,
        /// Its `ETag`.
        etag: Option<String>,
    },
}

/// Which page of a list is asked for.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PageRequest {
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Rows wanted, 1 to 200.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

impl Client {
    /// A client of the server at `base`, `https://famille.example`, without a slash at the end. In a browser, the
    /// origin of the page.
    #[must_use]
    pub fn new(base: impl Into<String>) -> Self {
        Self::with(reqwest::Client::new(), base)
    }

    /// A client that speaks through `http`, which a native program makes with a cookie store, proxies, timeouts.
    #[must_use]
    pub fn with(http: reqwest::Client, base: impl Into<String>) -> Self {
        Self { http, base: base.into(), token: RwLock::new(None) }
    }

    /// Sends `token` with all requests from now on; none: signed out.
    pub fn set_access_token(&self, token: Option<String>) {
        *self.token.write().unwrap_or_else(PoisonError::into_inner) = token;
    }

    /// The server's address.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// A text that the server has beside its API, such as the words of its screens, by its path `/assets/fr.json`.
    ///
    /// # Errors
    ///
    /// When there is no such text, or no answer.
    pub async fn get_text(&self, path: &str) -> Result<String, Error> {
        let answer = accepted(send(self.http.get([&self.base, path].concat())).await?).await?;
        answer.text().await.map_err(|error| Error::network(&error))
    }

    /// A request on a path below `/api`, with the access token, if there is one.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}/api{path}", self.base));
        #[cfg(target_arch = "wasm32")]
        let request = request.fetch_credentials_same_origin();
        match self.token.read().unwrap_or_else(PoisonError::into_inner).as_deref() {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    pub(crate) async fn get<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &impl Serialize,
    ) -> Result<T, Error> {
        read(self.request(Method::GET, path).query(query)).await
    }

    pub(crate) async fn get_cached<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &impl Serialize,
        etag: Option<&str>,
    ) -> Result<Cached<T>, Error> {
        let mut request = self.request(Method::GET, path).query(query);
        if let Some(etag) = etag {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        let answer = send(request).await?;
        if answer.status() == StatusCode::NOT_MODIFIED {
            return Ok(Cached::Unchanged);
        }
        let etag = answer.headers().get(header::ETAG).and_then(|etag| etag.to_str().ok()).map(str::to_owned);
        Ok(Cached::Fresh { value: body(accepted(answer).await?).await?, etag })
    }

    /// A request that changes what two people may edit, if it is still as `etag` says.
    pub(crate) fn changing(&self, method: Method, path: &str, etag: &str) -> RequestBuilder {
        self.request(method, path).header(header::IF_MATCH, etag)
    }

    /// A POST or PUT whose answer has no body.
    pub(crate) async fn send(&self, method: Method, path: &str, sent: &impl Serialize) -> Result<(), Error> {
        done(self.request(method, path).json(sent)).await
    }

    pub(crate) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        sent: &impl Serialize,
    ) -> Result<T, Error> {
        read(self.request(Method::POST, path).json(sent)).await
    }

    /// A creating POST, done once however often it is sent under the same key.
    pub(crate) async fn post_once<T: DeserializeOwned>(
        &self,
        path: &str,
        key: &str,
        sent: &impl Serialize,
    ) -> Result<T, Error> {
        read(self.request(Method::POST, path).header(IDEMPOTENCY_KEY, key).json(sent)).await
    }
}

/// The `ETag` of a version.
pub(crate) fn etag(version: i32) -> String {
    format!("\"{version}\"")
}

/// Sends a request whose answer is a content.
pub(crate) async fn bytes(request: RequestBuilder) -> Result<Vec<u8>, Error> {
    let answer = accepted(send(request).await?).await?;
    Ok(answer.bytes().await.map_err(|error| Error::network(&error))?.to_vec())
}

/// Sends a request and reads the body of its answer.
pub(crate) async fn read<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, Error> {
    body(accepted(send(request).await?).await?).await
}

/// Sends a request whose answer has no body.
pub(crate) async fn done(request: RequestBuilder) -> Result<(), Error> {
    accepted(send(request).await?).await.map(drop)
}

async fn send(request: RequestBuilder) -> Result<Response, Error> {
    request.send().await.map_err(|error| Error::network(&error))
}

async fn accepted(answer: Response) -> Result<Response, Error> {
    let status = answer.status();
    if status.is_success() {
        return Ok(answer);
    }
    Err(refused(status, &text(answer).await?))
}

async fn body<T: DeserializeOwned>(answer: Response) -> Result<T, Error> {
    answered(answer.status(), &text(answer).await?)
}

async fn text(answer: Response) -> Result<String, Error> {
    answer.text().await.map_err(|error| Error::network(&error))
}

/// What an answer says, by its status and its body.
pub(crate) fn answered<T: DeserializeOwned>(status: StatusCode, text: &str) -> Result<T, Error> {
    if !status.is_success() {
        return Err(refused(status, text));
    }
    let unexpected =
        |error: serde_json::Error| Error::Unexpected { status: status.as_u16(), reason: error.to_string() };
    serde_json::from_str(text).map_err(unexpected)
}

fn refused(status: StatusCode, text: &str) -> Error {
    match serde_json::from_str::<Problem>(text) {
        Ok(problem) => Error::Problem(Box::new(problem)),
        Err(error) => Error::Unexpected { status: status.as_u16(), reason: error.to_string() },
    }
}
