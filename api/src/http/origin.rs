//! Requests that act by a cookie must come from our own pages.

use actix_web::HttpRequest;
use actix_web::http::header;

use crate::config::{Config, Mode};
use crate::error::Error;

/// Refuses a request that a browser sent from another site. A request without `Origin` comes from no page: browsers
/// send it with every POST and DELETE.
///
/// # Errors
///
/// [`Error::ForeignOrigin`].
pub fn same_origin(request: &HttpRequest, config: &Config) -> Result<(), Error> {
    let headers = request.headers();
    let read = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"));
    if read("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none") {
        return Err(Error::ForeignOrigin);
    }
    let Some(origin) = read(header::ORIGIN.as_str()) else { return Ok(()) };
    // on one's own machine the port may be any, and the name localhost
    let own = config.mode == Mode::Embedded
        && read(header::HOST.as_str()).is_some_and(|host| origin == format!("http://{host}"));
    if own || origin == config.public_url { Ok(()) } else { Err(Error::ForeignOrigin) }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn asked(config: &Config, headers: &[(&str, &str)]) -> bool {
        let mut request = TestRequest::post();
        for header in headers {
            request = request.insert_header(*header);
        }
        same_origin(&request.to_http_request(), config).is_ok()
    }

    #[test]
    fn only_our_own_pages_may_use_the_cookie() {
        let production = Config {
            mode: Mode::Production,
            public_url: "https://famille.example".to_owned(),
            ..Config::default()
        };
        assert!(asked(&production, &[("origin", "https://famille.example")]));
        assert!(asked(&production, &[]));
        assert!(!asked(&production, &[("origin", "https://evil.example")]));
        assert!(!asked(&production, &[("origin", "null")]));
        assert!(!asked(&production, &[("origin", "http://host"), ("host", "host")]));
        assert!(!asked(&production, &[("sec-fetch-site", "cross-site")]));
        let embedded = Config::default();
        assert!(asked(&embedded, &[("origin", "http://localhost:23456"), ("host", "localhost:23456")]));
        assert!(!asked(&embedded, &[("origin", "http://evil.example"), ("host", "localhost:23456")]));
    }
}
