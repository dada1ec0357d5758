//! From the words of parsers to fields and stable codes.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::error::PathError;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;
use shared::problem::FieldError;
use uuid::Uuid;

use crate::error::Error;

/// Parameters of the query read into `T`, which denies unknown ones.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(query(request.query_string()).map(Self))
    }
}

fn query<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    let reader = serde_urlencoded::Deserializer::new(form_urlencoded::parse(text.as_bytes()));
    serde_path_to_error::deserialize(reader).map_err(|error| {
        let path = error.path().to_string();
        Error::InvalidParameter(vec![explain(&path, &error.inner().to_string())])
    })
}

/// The parameters of the path that cannot be read: all of ours are identifiers.
pub(super) fn path(error: &PathError, request: &HttpRequest) -> Vec<FieldError> {
    let detail = error.to_string();
    let unreadable: Vec<_> = request
        .match_info()
        .iter()
        .filter(|(_, value)| value.parse::<Uuid>().is_err())
        .map(|(name, _)| field(name, "invalid_id", &detail))
        .collect();
    if unreadable.is_empty() { vec![field("", "invalid_value", &detail)] } else { unreadable }
}

pub(super) fn field(field: &str, code: &str, detail: &str) -> FieldError {
    FieldError { field: field.to_owned(), code: code.to_owned(), detail: detail.to_owned() }
}

/// Beginnings of what chrono says of a day or instant that it cannot read.
const OF_DATES: [&str; 5] = [
    "input contains invalid characters",
    "input is out of range",
    "premature end of input",
    "trailing input",
    "no possible date and time matching input",
];

/// What serde says of a value, as a field and a code. Its words are not promised to stay: those not known here become
/// `invalid_value`, and a test pins the ones that are.
pub(super) fn explain(path: &str, words: &str) -> FieldError {
    let path = if path == "." { "" } else { path };
    let quoted = words.split('`').nth(1).unwrap_or_default();
    let join = |name: &str| {
        if path.is_empty() {
            name.to_owned()
        } else if path == name || path.ends_with(&format!(".{name}")) {
            path.to_owned()
        } else {
            format!("{path}.{name}")
        }
    };
    let (at, code) = if words.starts_with("missing field") {
        (join(quoted), "missing")
    } else if words.starts_with("unknown field") {
        (join(quoted), "unknown_field")
    } else if words.starts_with("duplicate field") {
        (join(quoted), "duplicate")
    } else if words.starts_with("unknown variant") {
        (path.to_owned(), "unknown_value")
    } else if words.starts_with("invalid type") {
        (path.to_owned(), "invalid_type")
    } else if OF_DATES.iter().any(|begin| words.starts_with(begin)) {
        (path.to_owned(), "invalid_date")
    } else if words.starts_with("UUID parsing failed") {
        (path.to_owned(), "invalid_id")
    } else {
        (path.to_owned(), "invalid_value")
    };
    field(&at, code, words)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only how they are read matters")]
    struct Range {
        from: NaiveDate,
        limit: Option<u32>,
    }

    #[test]
    fn parameters_at_fault_are_named() {
        for (text, name, code) in [
            ("from=2027-13-01", "from", "invalid_date"),
            ("", "from", "missing"),
            ("from=2027-01-01&to=x", "to", "unknown_field"),
            ("from=2027-01-01&limit=many", "limit", "invalid_value"),
        ] {
            let Err(Error::InvalidParameter(errors)) = query::<Range>(text) else { panic!("{text}") };
            assert_eq!((errors[0].field.as_str(), errors[0].code.as_str()), (name, code), "{text}");
        }
        assert!(query::<Range>("from=2027-01-01&limit=3").is_ok());
    }
}
