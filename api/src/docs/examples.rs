//! Examples of problems in the OpenAPI document, where an operation gives none of its own.

use shared::problem::ProblemCode;
use utoipa::openapi::{OpenApi, RefOr, Response};

use super::operations;
use crate::error::problem_of;

const REQUEST_ID: &str = "0197c9a2-5c1e-4f0e-9f7e-1f6a2b3c4d5e";

/// Gives every answer that is a problem an example.
pub fn exemplify_problems(document: &mut OpenApi) {
    for (_, operation) in operations(document) {
        for (status, answer) in &mut operation.responses.responses {
            if let (Ok(status), RefOr::T(answer)) = (status.parse(), answer) {
                exemplify(status, answer);
            }
        }
    }
}

fn exemplify(status: u16, answer: &mut Response) {
    let Some(code) = code_of(status, &answer.description) else { return };
    for content in answer.content.values_mut() {
        if let RefOr::T(content) = content
            && content.example.is_none()
        {
            content.example = serde_json::to_value(problem_of(code, REQUEST_ID)).ok();
        }
    }
}

/// The code that a description names first, else the first one of the status; none for an answer that is no problem.
fn code_of(status: u16, description: &str) -> Option<ProblemCode> {
    let of_status = || ProblemCode::ALL.into_iter().filter(move |code| code.status() == status);
    let named = description.split('`').find_map(|word| of_status().find(|code| code.as_str() == word));
    named.or_else(|| of_status().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_the_one_that_is_named() {
        assert_eq!(code_of(401, "`sign_in_ended`"), Some(ProblemCode::SignInEnded));
        assert_eq!(code_of(503, "Nothing has been imported yet."), Some(ProblemCode::Unavailable));
        assert_eq!(code_of(200, "`not_found`"), None);
    }
}
