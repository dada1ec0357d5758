//! Answers that follow from what an operation takes: told once here, not beside each operation.

use std::collections::BTreeMap;

use shared::problem::{Problem, ProblemCode};
use utoipa::openapi::path::{Operation, Parameter, ParameterIn};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{ContentBuilder, HeaderBuilder, OpenApi, Ref, RefOr, Response};
use utoipa::{PartialSchema, ToSchema};

use super::operations;
use crate::idempotency;

/// Adds to every operation the problems that its parameters, body and security bring, and to every answer that is a
/// problem the content of one.
pub fn complete_answers(document: &mut OpenApi) {
    for (path, operation) in operations(document) {
        for (status, codes) in brought(path, operation) {
            add(operation, status, &codes);
        }
        let has_key = takes_header(operation, idempotency::HEADER);
        for (status, answer) in &mut operation.responses.responses {
            let RefOr::T(answer) = answer else { continue };
            if status.starts_with(['4', '5']) && answer.content.is_empty() {
                let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name(Problem::name())));
                answer.content.insert("application/problem+json".to_owned(), problem.build().into());
            }
            if status.starts_with('2') && has_key {
                let replayed = HeaderBuilder::new()
                    .schema(Some(String::schema()))
                    .description(Some("`true` when answered before."));
                answer.headers.insert(idempotency::REPLAYED.to_owned(), replayed.build().into());
            }
        }
    }
}

/// What an operation answers because of what it takes, by status.
fn brought(path: &str, operation: &Operation) -> BTreeMap<u16, Vec<ProblemCode>> {
    use ProblemCode::{
        BodyTooLarge, ChangedMeanwhile, IdempotencyInProgress, IdempotencyKeyMissing, InvalidParameter,
        MalformedBody, RoleNotPermitted, SecondFactorMissing, Unauthenticated, Unavailable,
        UnsupportedMediaType,
    };
    let has_key = takes_header(operation, idempotency::HEADER);
    let has_match = takes_header(operation, "If-Match");
    let asks = has_key
        || has_match
        || parameters(operation).any(|it| matches!(it.parameter_in, ParameterIn::Path | ParameterIn::Query));
    let body = operation.request_body.as_ref().and_then(only_told);
    let has_json = body.is_some_and(|body| body.content.contains_key("application/json"));
    let security = operation.security.as_deref().unwrap_or_default();
    let signed_in = !security.is_empty() && !security.contains(&SecurityRequirement::default());
    let problems = [
        (body.is_some(), MalformedBody),
        (asks, InvalidParameter),
        (has_key, IdempotencyKeyMissing),
        (signed_in, Unauthenticated),
        (security.iter().any(names_a_permission), RoleNotPermitted),
        (security.iter().any(names_a_permission), SecondFactorMissing),
        (has_key, IdempotencyInProgress),
        (has_match, ChangedMeanwhile),
        (body.is_some(), BodyTooLarge),
        (has_json, UnsupportedMediaType),
        // the database, or whatever stands before the server
        (path.starts_with("/api/v1/"), Unavailable),
    ];
    let mut brought: BTreeMap<u16, Vec<ProblemCode>> = BTreeMap::new();
    for (_, code) in problems.into_iter().filter(|(brings, _)| *brings) {
        brought.entry(code.status()).or_default().push(code);
    }
    brought
}

fn parameters(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().flatten().filter_map(only_told)
}

fn takes_header(operation: &Operation, name: &str) -> bool {
    parameters(operation).any(|it| it.parameter_in == ParameterIn::Header && it.name == name)
}

/// The document refers to schemas only: parameters and bodies stand where they are used.
const fn only_told<T>(told: &RefOr<T>) -> Option<&T> {
    match told {
        RefOr::T(told) => Some(told),
        RefOr::Ref(_) => None,
    }
}

/// Whether something beside a token is asked: a permission of staff, named as a role is.
fn names_a_permission(requirement: &SecurityRequirement) -> bool {
    let named = serde_json::to_value(requirement).unwrap_or_default();
    named.as_object().is_some_and(|schemes| schemes.values().any(|names| names.get(0).is_some()))
}

/// Names the codes before what the operation itself says of the status; one that it explains itself is not repeated.
fn add(operation: &mut Operation, status: u16, codes: &[ProblemCode]) {
    let answer =
        operation.responses.responses.entry(status.to_string()).or_insert_with(|| Response::new("").into());
    let RefOr::T(answer) = answer else { return };
    let words = codes.iter().filter_map(|code| {
        let word = format!("`{}`", code.as_str());
        let after = if *code == ProblemCode::Unavailable { ", with `Retry-After`" } else { "" };
        (!answer.description.contains(&word)).then(|| word + after)
    });
    let named = words.collect::<Vec<_>>().join(", ");
    if answer.description.is_empty() {
        answer.description = named;
    } else if !named.is_empty() {
        answer.description = format!("{named}; {}", answer.description);
    }
}

#[cfg(test)]
mod tests {
    use utoipa::openapi::path::{OperationBuilder, ParameterBuilder};
    use utoipa::openapi::request_body::RequestBodyBuilder;

    use super::*;

    fn told(operation: &Operation, status: &str) -> Option<String> {
        match operation.responses.responses.get(status)? {
            RefOr::T(answer) => Some(answer.description.clone()),
            RefOr::Ref(_) => None,
        }
    }

    #[test]
    fn answers_follow_from_what_is_taken() {
        let key = ParameterBuilder::new().name("Idempotency-Key").parameter_in(ParameterIn::Header);
        let json = ContentBuilder::new().build();
        let body = RequestBodyBuilder::new().content("application/json", json).build();
        let own = Response::new("`not_permitted`: not theirs.");
        let mut operation = OperationBuilder::new()
            .parameter(key)
            .request_body(Some(body))
            .security(SecurityRequirement::new("access_token", ["edit_families"]))
            .response("403", own)
            .build();
        for (status, codes) in brought("/api/v1/households", &operation) {
            add(&mut operation, status, &codes);
        }
        let expected = [
            ("400", "`malformed_body`, `invalid_parameter`, `idempotency_key_missing`"),
            ("401", "`unauthenticated`"),
            ("403", "`role_not_permitted`, `second_factor_missing`; `not_permitted`: not theirs."),
            ("409", "`idempotency_in_progress`"),
            ("413", "`body_too_large`"),
            ("415", "`unsupported_media_type`"),
            ("503", "`unavailable`, with `Retry-After`"),
        ];
        for (status, description) in expected {
            assert_eq!(told(&operation, status).as_deref(), Some(description), "{status}");
        }
        assert_eq!(told(&operation, "412"), None);
    }

    #[test]
    fn who_may_come_without_a_token_is_not_told_that_it_is_missing() {
        let optional = OperationBuilder::new()
            .securities(Some([
                SecurityRequirement::default(),
                SecurityRequirement::new("access_token", [""; 0]),
            ]))
            .build();
        assert!(brought("/api/health", &optional).is_empty());
    }
}
