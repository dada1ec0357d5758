//! What can go wrong between a client and the server.

use shared::problem::{Problem, ProblemCode};

/// Why an operation gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The server answered with a problem.
    #[error("{}: {}", .0.status, .0.code.as_str())]
    Problem(Box<Problem>),
    /// No answer: no network, no server, or it broke off. Whether the request arrived is unknown.
    #[error("no answer: {0}")]
    Network(String),
    /// An answer that is none of the API's: a proxy's page, another version's body.
    #[error("unexpected answer {status}: {reason}")]
    Unexpected {
        /// Its HTTP status.
        status: u16,
        /// What does not fit.
        reason: String,
    },
}

impl Error {
    /// A failure to get an answer, with its causes.
    pub(crate) fn network(error: &reqwest::Error) -> Self {
        let mut told = error.to_string();
        let mut cause = std::error::Error::source(error);
        while let Some(inner) = cause {
            told = [&told, ": ", &inner.to_string()].concat();
            cause = inner.source();
        }
        Self::Network(told)
    }

    /// The stable code, when the server answered with a problem.
    #[must_use]
    pub fn code(&self) -> Option<ProblemCode> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            Self::Network(_) | Self::Unexpected { .. } => None,
        }
    }

    /// In how many seconds the server asks to come back, if it does.
    #[must_use]
    pub fn retry_after_seconds(&self) -> Option<u64> {
        match self {
            Self::Problem(problem) => problem.params.get("retry_after_seconds")?.as_u64(),
            Self::Network(_) | Self::Unexpected { .. } => None,
        }
    }

    /// Whether the same request may be answered later: no network, a proxy in the way, a busy server.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Problem(problem) => {
                matches!(problem.code, ProblemCode::Unavailable | ProblemCode::IdempotencyInProgress)
            }
            Self::Network(_) => true,
            Self::Unexpected { status, .. } => (500..600).contains(status),
        }
    }
}
